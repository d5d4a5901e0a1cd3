/** What an architecture has that the one before it had not. */
export interface Novelty {
  readonly roles: readonly string[]
  readonly mechanisms: readonly string[]
}

/**
 * N3: new roles and whole new mechanisms, by their ids. Another share, or other seats, of what was there is nothing new, and neither is
 * another name: what takes the place of one that goes adds nothing.
 */
export function noveltyOf(before: Parts, after: Parts): Novelty {
  return { roles: newIn(before.roles, after.roles), mechanisms: newIn(before.mechanisms, after.mechanisms) }
}

const newIn = (before: readonly Named[], after: readonly Named[]): string[] => {
  const [old, now] = [before, after].map((all) => all.map(({ id }) => id))
  const gone = old?.filter((id) => !now?.includes(id)) ?? []
  return now?.filter((id) => !old?.includes(id)).slice(gone.length) ?? []
}

/** What of an architecture can be new. */
export interface Parts {
  readonly roles: readonly Named[]
  readonly mechanisms: readonly Named[]
}

interface Named {
  readonly id: string
}
