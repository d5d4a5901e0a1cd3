import type { Architecture } from '../architecture/architecture.ts'
import { type Alpha, alpha } from '../money.ts'
import { split } from '../shares.ts'

/** What an architecture has that the one before it had not. */
export interface Novelty {
  readonly roles: readonly string[]
  readonly mechanisms: readonly string[]
}

/**
 * N3: new roles and whole new mechanisms, by their ids. Another share, or other seats, of what was there is nothing new, and neither is
 * another name: what takes the place of one that goes adds nothing.
 */
export function noveltyOf(
  before: Pick<Architecture, 'roles' | 'mechanisms'>,
  after: Pick<Architecture, 'roles' | 'mechanisms'>,
): Novelty {
  return { roles: newIn(before.roles, after.roles), mechanisms: newIn(before.mechanisms, after.mechanisms) }
}

const newIn = (before: readonly Named[], after: readonly Named[]): string[] => {
  const [old, now] = [before, after].map((all) => all.map(({ id }) => id))
  const gone = old?.filter((id) => !now?.includes(id)) ?? []
  return now?.filter((id) => !old?.includes(id)).slice(gone.length) ?? []
}

interface Named {
  readonly id: string
}

/** N3: what its author is owed once it is merged: a share of the alpha that the treasury has free, once, however much of it is new. */
export function creativityReward({ roles, mechanisms }: Novelty, free: Alpha, basisPoints: number): Alpha {
  return roles.length + mechanisms.length === 0 ? alpha(0n) : alpha(split(free, basisPoints)[0])
}
