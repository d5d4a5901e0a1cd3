import { divide } from '../shares.ts'
import type { SeesTasks, TaskCounted } from '../task/slice.ts'
import { benchOf } from './bench.ts'
import type { Bench, TeamSlice } from './slice.ts'

/** The standing of somebody who always had all of the incentive. */
export const WHOLE_STANDING = 1_000_000_000

/** All weights of a mechanism together, as the chain has them. */
const WHOLE_WEIGHT = 65_535

/**
 * T3: after each task the standing of all who held its role moves towards the incentive that they got by it. Seats that were taken before
 * are settled by the standings of then. Whoever has left has none.
 */
export function afterCount(
  team: TeamSlice,
  { issue, incentives, standingBasisPoints }: TaskCounted,
  { tasks }: SeesTasks,
): TeamSlice {
  const bench = benchOf(team)
  const members = new Set(tasks.open.find((task) => task.issue === issue)?.members)
  const users = new Set(bench.seats.map(({ person }) => person.id))
  const moved = [...users].map((user): [number, number] => {
    const now = bench.standings[user] ?? 0
    return [user, members.has(user) ? towards(now, incentives[user] ?? 0, standingBasisPoints) : now]
  })
  const standings = Object.fromEntries(moved.filter(([, standing]) => standing > 0))
  const last = team.said.at(-1)
  const settledBy = last ? { at: last.at, source: last.source } : team.settledBy
  return { settled: { ...bench, standings }, settledBy, said: [] }
}

/** An exponential moving average in integers, rounded down. The incentive is u16. */
function towards(standing: number, incentive: number, basisPoints: number): number {
  const got = Math.floor((incentive * WHOLE_STANDING) / 65_535)
  return Math.floor((standing * (10_000 - basisPoints) + got * basisPoints) / 10_000)
}

/** T3: what each member weighs in the team's mechanism, by user id. They sum to the whole exactly; nobody weighs anything before the first task. */
export function weightsOf({ standings, seats }: Bench): ReadonlyMap<number, number> {
  const users = [...new Set(seats.map(({ person }) => person.id))].toSorted((one, other) => one - other)
  const parts = divide(
    BigInt(WHOLE_WEIGHT),
    users.map((user) => BigInt(standings[user] ?? 0)),
  )
  return new Map(users.map((user, place) => [user, Number(parts[place] ?? 0n)]))
}
