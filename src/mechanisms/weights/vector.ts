import type { Mechanism } from '../architecture/architecture.ts'
import type { Slot } from '../architecture/layout.ts'
import { divide } from '../shares.ts'
import type { Bench } from '../team/slice.ts'

/** All weights of a mechanism together. The chain scales them so that the highest is this. */
export const WHOLE_WEIGHT = 65_535

/** What the owner's hotkey says of one mechanism on chain: one value a UID. */
export interface Vector {
  /** The number of the mechanism on chain. */
  readonly mechanism: number
  /** Ascending, each once. */
  readonly uids: readonly number[]
  /** In the order of the UIDs; they sum to the whole. */
  readonly values: readonly number[]
}

/** What a subnet says of its mechanisms and members. */
export interface Weighed {
  readonly vectors: readonly Vector[]
  /** The user ids of those who would weigh something, and have no UID in the subnet. */
  readonly left: readonly number[]
}

type RoleOf = { readonly id: string; readonly mechanism: string | null }

/**
 * T3: for each mechanism that pays a role, what its members' standings weigh there, by UID. Whoever has no UID is left out, and the
 * others share the whole. A mechanism of which nobody weighs anything has no vector.
 */
export function weigh(
  bench: Bench,
  roles: readonly RoleOf[],
  slots: readonly Slot[],
  uidOf: ReadonlyMap<number, number>,
): Weighed {
  const left = new Set<number>()
  const vectors = slots.flatMap(({ mechanisms }, mechanism): Vector[] => {
    const members = membersOf(bench, roles, mechanisms)
    for (const user of members) if (!uidOf.has(user)) left.add(user)
    const standings = byUid(bench, members, uidOf)
    return standings.size === 0 ? [] : [{ mechanism, ...shared(standings) }]
  })
  return { vectors, left: [...left].toSorted(ascending) }
}

/** The user ids of those with a standing who hold a role that one of these pays. */
function membersOf(bench: Bench, roles: readonly RoleOf[], mechanisms: readonly Mechanism[]): Set<number> {
  const ids = new Set(mechanisms.map(({ id }) => id))
  const paid = new Set(roles.flatMap(({ id, mechanism }) => (mechanism && ids.has(mechanism) ? [id] : [])))
  const seated = bench.seats.flatMap(({ role, person }) => (paid.has(role) ? [person.id] : []))
  return new Set(seated.filter((user) => (bench.standings[user] ?? 0) > 0))
}

/** Ascending by UID. */
function byUid(
  { standings }: Bench,
  users: ReadonlySet<number>,
  uidOf: ReadonlyMap<number, number>,
): Map<number, number> {
  const sums = new Map<number, number>()
  for (const user of users) {
    const uid = uidOf.get(user)
    if (uid !== undefined) sums.set(uid, (sums.get(uid) ?? 0) + (standings[user] ?? 0))
  }
  return new Map([...sums].toSorted(([one], [other]) => one - other))
}

/** What is too little for the smallest weight is left out. */
function shared(standings: ReadonlyMap<number, number>): Pick<Vector, 'uids' | 'values'> {
  const parts = divide(BigInt(WHOLE_WEIGHT), [...standings.values()].map(BigInt)).map(Number)
  const uids = [...standings.keys()].filter((_, place) => parts[place])
  return { uids, values: parts.filter((part) => part > 0) }
}

/** The chain wants so many weights at least: others get none, the lowest UIDs first, and are named all the same. */
export function padded(vector: Vector, least: number, neurons: number): Vector {
  const known = new Map(vector.uids.map((uid, place) => [uid, vector.values[place] ?? 0]))
  for (let uid = 0; uid < neurons && known.size < least; uid++) if (!known.has(uid)) known.set(uid, 0)
  const rows = [...known].toSorted(([one], [other]) => one - other)
  return { ...vector, uids: rows.map(([uid]) => uid), values: rows.map(([, value]) => value) }
}

const ascending = (one: number, other: number): number => one - other
