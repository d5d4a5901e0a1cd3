import { type Alpha, alpha } from '../money.ts'
import { divide, split } from '../shares.ts'
import type { Day, DayTotals, Rewarded } from './day.ts'
import { heirOf } from './heirs.ts'
import type { HoldingColumns } from './holders.ts'

/** By account, what counts for it, or what it is due. */
export type Weights = Map<string, bigint>

/** What of a day goes to whom. All amounts are the whole. */
export interface DaySplit extends Pick<DayTotals, 'discoverer' | 'investors' | 'holders'> {
  readonly authors: readonly Rewarded[]
  /** There is nobody to have it today. */
  readonly nobodys: Alpha
  /** What the authors, the investors and the discoverer are due. */
  readonly due: Weights
}

/**
 * Rules N3, M6, D1 and D2: first what each new role or mechanism earns its author, of all that is free. Of the rest the discoverer's share, then the
 * investors' pool, then the holders. Without investors there is no pool.
 */
export function partsOf(day: Day, { accounts }: HoldingColumns, fresh: Alpha): DaySplit {
  const finder = discovererOf(day)
  const authored = authorsOf(day, fresh)
  const free = alpha(authored.reduce((left: bigint, { earned }) => left - earned, fresh))
  const [discoverer, rest] = split(free, finder?.basisPoints ?? 0)
  const gave = gaveOf(day)
  const [investors, others] = split(rest, gave.size > 0 ? day.settings.investorsBasisPoints : 0)
  const holders = accounts.length > 0 ? others : 0n
  const due: Weights = new Map()
  for (const { account, earned } of authored) add(due, account, earned)
  if (finder) add(due, finder.account, discoverer)
  give(due, gave, investors)
  return {
    authors: authored.map(({ round, earned }) => ({ round, earned })),
    discoverer: alpha(discoverer),
    investors: alpha(investors),
    holders: alpha(holders),
    nobodys: alpha(others - holders),
    due,
  }
}

/** Divides an amount by weight. It goes by account, so that the order in which they came changes nothing. */
export function give(due: Weights, weights: ReadonlyMap<string, bigint>, amount: bigint): void {
  const accounts = [...weights.keys()].sort()
  const parts = divide(
    amount,
    accounts.map((account) => weights.get(account) ?? 0n),
  )
  for (const [place, account] of accounts.entries()) add(due, account, parts[place] ?? 0n)
}

export const add = (to: Weights, account: string, amount: bigint): void => {
  to.set(account, (to.get(account) ?? 0n) + amount)
}

function discovererOf({ discoverer, heirs, excluded }: Day): Day['discoverer'] {
  if (!discoverer) return null
  const account = heirOf(heirs, discoverer.account)
  return excluded.has(account) ? null : { account, basisPoints: discoverer.basisPoints }
}

/** Each has a share of the whole, as long as there is something. */
function authorsOf({ authors = [], heirs, excluded }: Day, fresh: Alpha): (Rewarded & Owner)[] {
  let left: bigint = fresh
  return authors
    .toSorted((one, other) => one.round - other.round)
    .flatMap(({ account, basisPoints, round }) => {
      const owner = heirOf(heirs, account)
      const [share] = split(fresh, basisPoints)
      const earned = share < left ? share : left
      if (earned === 0n || excluded.has(owner)) return []
      left -= earned
      return [{ account: owner, round, earned: alpha(earned) }]
    })
}

interface Owner {
  readonly account: string
}

/** Who inherits a coldkey has its privilege. What the treasury lent to its own crowdloan is no investment. */
function gaveOf({ investors, heirs, excluded }: Day): Weights {
  const weights: Weights = new Map()
  for (const { coldkey, gave } of investors) {
    const heir = heirOf(heirs, coldkey)
    if (gave > 0n && !excluded.has(heir)) add(weights, heir, gave)
  }
  return weights
}
