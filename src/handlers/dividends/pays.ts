import type { Paid } from '../../mechanisms/dividends/slice.ts'
import { type Alpha, alpha } from '../../mechanisms/money.ts'
import { type Pots, potIn } from '../../mechanisms/pots.ts'
import type { Sheet } from '../../mechanisms/sheet/sheet.ts'
import type { DayRecord } from './record.ts'
import type { OwnStake } from './terms.ts'

/**
 * How a day's rows are paid: from the payroll, which is filled with what it lacks. It gets a unit a row more where the treasury has it,
 * because the chain's shares round down. What is left over is counted on the next day.
 */
export function paysOf(
  pots: Pots,
  own: readonly OwnStake[],
  payouts: Pick<Sheet<Alpha>, 'total' | 'rows' | 'parts'>,
  { terms, hotkey: named }: Pick<DayRecord, 'terms' | 'hotkey'>,
): Paid & { readonly parts: number } {
  const hotkey = named ?? pots.hotkey
  const parts = payouts.parts.length
  if (pots.payroll === null) return { hotkey, pot: potIn(pots, 'treasury'), fill: null, parts }
  const has = (account: string): bigint => {
    const found = own.find((one) => one.account === account && one.hotkey === hotkey)
    return found ? found.stake - found.locked : 0n
  }
  const lacks = payouts.total + BigInt(payouts.rows) - has(pots.payroll)
  const least = BigInt(terms.chain_minimum)
  const wanted = lacks > 0n && lacks < least ? least : lacks
  const treasury = has(pots.treasury)
  const amount = alpha(wanted < treasury ? wanted : treasury)
  const isFilled = parts > 0 && lacks > 0n && amount > 0n && amount >= least
  const fill = isFilled ? { from: potIn(pots, 'treasury'), account: pots.payroll, amount } : null
  return { hotkey, pot: potIn(pots, 'payroll'), fill, parts }
}
