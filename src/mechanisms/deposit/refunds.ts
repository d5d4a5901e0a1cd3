import { type Rao, rao } from '../money.ts'
import type { IntentSettled } from '../payments/slice.ts'
import type { Refund, RefundOwed } from './slice.ts'

/** What goes back out of the escrow, and the names of the last deposits that need no refund of their own any more. */
export interface Refunding {
  readonly refunds: readonly Refund[]
  readonly refunded: readonly string[]
}

/** Less is gathered by payer until it is worth a transfer: 0.001 TAO, about seven times the fee of one. */
const LEAST: Rao = rao(1_000_000n)

/** So many are remembered: a deposit that is told twice is told again soon. */
const REMEMBERED = 50

/** Those that are large enough to be sent. */
export const sendable = ({ refunds }: Refunding): readonly Refund[] =>
  refunds.filter(({ amount }) => amount >= LEAST)

/** One extrinsic can bring deposits of several payers, but one of each. */
const nameOf = (hash: string, payer: string): string => `${hash} ${payer}`

export function isRefunded(
  { refunds, refunded }: Refunding,
  { extrinsic: { hash }, payer }: Pick<Refund, 'extrinsic' | 'payer'>,
): boolean {
  if (refunded.includes(nameOf(hash, payer))) return true
  return refunds.some((refund) => refund.extrinsic.hash === hash && refund.payer === payer)
}

/** What is too small to be sent is gathered with what comes later from the same payer. */
export function afterOwed<Own extends Refunding>(own: Own, owed: RefundOwed): Own {
  const { payer, amount, reason, extrinsic } = owed
  const small = own.refunds.find((refund) => refund.payer === payer && refund.amount < LEAST)
  if (!small) return { ...own, refunds: [...own.refunds, { payer, amount, reason, extrinsic }] }
  const gathered = { ...small, amount: rao(small.amount + amount), reason }
  return {
    ...own,
    refunds: own.refunds.map((refund) => (refund === small ? gathered : refund)),
    refunded: remembered(own, nameOf(extrinsic.hash, payer)),
  }
}

/** A refund that was paid is owed no more. */
export function afterSettled<Own extends Refunding>(own: Own, { purpose }: IntentSettled): Own {
  if (purpose.kind !== 'deposit-refund') return own
  const [hash = '', payer = ''] = purpose.about.map(String)
  const refunds = own.refunds.filter(({ extrinsic, payer: to }) => extrinsic.hash !== hash || to !== payer)
  return { ...own, refunds, refunded: remembered(own, nameOf(hash, payer)) }
}

const remembered = ({ refunded }: Refunding, name: string): readonly string[] =>
  [...refunded, name].slice(-REMEMBERED)
