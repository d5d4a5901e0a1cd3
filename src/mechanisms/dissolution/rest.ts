import { gaveOf } from '../funding/rounds.ts'
import type { SeesFunding } from '../funding/slice.ts'
import { type Rao, rao } from '../money.ts'
import { divide } from '../shares.ts'
import type { Rest, SeesDissolution } from './slice.ts'

/** What one funder gets back. */
export interface RestShare {
  readonly place: number
  /** SS58. */
  readonly coldkey: string
  readonly amount: Rao
}

/** So many are owed at a time: each is a payment of its own. */
const AT_ONCE = 50

/** D4: the whole rest by what each gave over all rounds, to the rao. Places go by address, so that anyone can compute them again. */
export function sharesOf({ funding }: SeesFunding, { total }: Pick<Rest, 'total'>): RestShare[] {
  const gave = [...gaveOf(funding)].toSorted(([a], [b]) => (a < b ? -1 : 1))
  const parts = divide(
    total,
    gave.map(([, amount]) => amount),
  )
  return gave
    .map(([coldkey], index) => ({ coldkey, amount: rao(parts[index] ?? 0n) }))
    .filter(({ amount }) => amount > 0n)
    .map((share, place) => ({ ...share, place }))
}

/** Those that are owed now. */
export function owedNow(state: SeesFunding & SeesDissolution): RestShare[] {
  const { rest } = state.dissolution
  if (!rest) return []
  return sharesOf(state, rest)
    .slice(rest.from, rest.from + AT_ONCE)
    .filter(({ place }) => !rest.paid.includes(place))
}

/** The rest after one more was paid: when all at hand are, the next are owed. */
export function repaid(rest: Rest, place: number): Rest {
  const paid = [...rest.paid, place].toSorted((a, b) => a - b)
  return paid.length < AT_ONCE ? { ...rest, paid } : { ...rest, from: rest.from + AT_ONCE, paid: [] }
}
