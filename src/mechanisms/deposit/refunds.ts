import { type Told, tell } from '../kernel/family.ts'
import { type Rao, rao } from '../money.ts'
import type { IntentSettled } from '../payments/slice.ts'
import type { OweRefund } from '../refund/slice.ts'
import { refundOf, subnetOf } from '../streams/names.ts'
import type { Refund, RefundOwed } from './slice.ts'

/** What goes back out of an escrow by the subnet's own stream: such refunds are owed of the time before payers had streams. */
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

/** What a payer's stream sends, no state of a subnet holds. Before there were such streams, small ones were gathered here. */
export function afterOwed<Own extends Refunding>(own: Own, owed: RefundOwed): Own {
  if (owed.pot) return own
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

/** The payer's stream sends it back. */
export function tellPayer(stream: string, owed: RefundOwed): Told[] {
  const { payer, amount, reason, extrinsic, pot, treasury, at } = owed
  if (!pot || treasury === undefined) return []
  const source = { kind: 'stream', stream } as const
  const command: OweRefund = {
    type: 'OweRefund',
    payer,
    amount,
    reason,
    extrinsic,
    pot,
    treasury,
    subnet: subnetOf(stream),
    at,
    source,
  }
  return [tell<OweRefund>(refundOf(payer, pot), command)]
}
