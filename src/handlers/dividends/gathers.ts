import { whyCarried } from '../../mechanisms/dividends/payable.ts'
import type { Gathering } from '../../mechanisms/dividends/slice.ts'
import { alpha, rao } from '../../mechanisms/money.ts'
import { type Pots, potIn } from '../../mechanisms/pots.ts'
import type { DayRecord } from './record.ts'
import type { OwnStake } from './terms.ts'

/** So many are moved on one day, those with most: each has a call of its own. */
const MOST = 16

/** What a move must be worth, rao. */
export interface MoveTerms {
  /** SS58 of the hotkey that it goes to. */
  readonly to: string
  readonly least: bigint
}

/**
 * What lies under other hotkeys, so that nothing is held back for ever: as far as the chain moves so little, and where the move does not
 * cost too much of it. Null where there is nothing such.
 */
export function gatheringOf(
  pots: Pots,
  own: readonly OwnStake[],
  { terms, settings, netuid }: Pick<DayRecord, 'terms' | 'settings' | 'netuid'>,
  { to, least }: MoveTerms,
): Omit<Gathering, 'day'> | null {
  const price = BigInt(terms.price_rao)
  const costs = {
    fee: rao(BigInt(terms.fee_rao)),
    price: rao(price),
    chainMinimum: alpha(leastOf(least, price)),
  }
  const worthwhile = { minimum: alpha(0n), feeBasisPoints: settings.fee_basis_points }
  const gathers = own
    .filter(({ hotkey }) => hotkey !== to)
    .map(({ account, hotkey, stake, locked }) => ({
      pot: potIn(pots, account === pots.payroll ? 'payroll' : 'treasury'),
      hotkey,
      amount: alpha(stake - locked),
    }))
    .filter(({ hotkey, amount }) => amount > 0n && whyCarried(hotkey, amount, costs, worthwhile) === null)
    .toSorted((one, other) =>
      one.amount === other.amount ? (one.hotkey < other.hotkey ? -1 : 1) : one.amount > other.amount ? -1 : 1,
    )
    .slice(0, MOST)
  return gathers.length === 0 ? null : { netuid, to, gathers }
}

const UNITS = 1_000_000_000n

/** Units of alpha that are worth so much, rounded up. */
const leastOf = (worth: bigint, price: bigint): bigint =>
  price === 0n ? 0n : (worth * UNITS + price - 1n) / price
