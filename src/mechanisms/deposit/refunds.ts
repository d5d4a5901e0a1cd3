import type { IntentSettled } from '../payments/slice.ts'
import type { Refund } from './slice.ts'

/** What goes back out of the escrow, and the last ones that went. */
export interface Refunding {
  readonly refunds: readonly Refund[]
  readonly refunded: readonly string[]
}

/** So many refunds that were paid are remembered: a deposit that is told twice is told again soon. */
const REMEMBERED = 50

/** One extrinsic can bring deposits of several payers, but one of each. */
const nameOf = (hash: string, payer: string): string => `${hash} ${payer}`

export function isRefunded(
  { refunds, refunded }: Refunding,
  { extrinsic: { hash }, payer }: Pick<Refund, 'extrinsic' | 'payer'>,
): boolean {
  if (refunded.includes(nameOf(hash, payer))) return true
  return refunds.some((refund) => refund.extrinsic.hash === hash && refund.payer === payer)
}

/** A refund that was paid is owed no more. */
export function afterSettled<Own extends Refunding>(own: Own, { purpose }: IntentSettled): Own {
  if (purpose.kind !== 'deposit-refund') return own
  const [hash, payer] = purpose.about.map(String)
  const refunds = own.refunds.filter(({ extrinsic, payer: to }) => extrinsic.hash !== hash || to !== payer)
  const refunded = [...own.refunded, nameOf(hash ?? '', payer ?? '')].slice(-REMEMBERED)
  return { ...own, refunds, refunded }
}
