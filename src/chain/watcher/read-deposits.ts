import type { ExtrinsicRef } from '../../mechanisms/intent.ts'
import { rao } from '../../mechanisms/money.ts'
import type { ChainEvent } from './block.ts'
import type { Deposit, Watched } from './read-block.ts'

interface Paid {
  readonly escrow: string
  readonly payer: string
  amount: bigint
  fee: bigint
}

/**
 * What one extrinsic brought into our escrows, by escrow and payer; several transfers sum. A bill burns the fee and then pays the
 * collateral. So what a payer burns goes with that payer's next transfer, or with the last one where none follows. One fee never
 * serves for two ideas. What our own pots move is no deposit.
 */
export function readDeposits(
  extrinsic: ExtrinsicRef,
  events: readonly ChainEvent[],
  { escrows, pots }: Pick<Watched, 'escrows' | 'pots'>,
): Deposit[] {
  const paid = new Map<string, Paid>()
  const last = new Map<string, Paid>()
  const destroyed = new Map<string, bigint>()
  for (const event of events) {
    if (event.kind === 'burned') {
      destroyed.set(event.who, (destroyed.get(event.who) ?? 0n) + event.amount)
    } else if (event.kind === 'transfer' && escrows.has(event.to) && !pots.has(event.from)) {
      const one = paid.get(`${event.to} ${event.from}`) ?? {
        escrow: event.to,
        payer: event.from,
        amount: 0n,
        fee: 0n,
      }
      one.amount += event.amount
      one.fee += destroyed.get(event.from) ?? 0n
      destroyed.delete(event.from)
      paid.set(`${event.to} ${event.from}`, one)
      last.set(event.from, one)
    }
  }
  for (const [payer, one] of last) one.fee += destroyed.get(payer) ?? 0n
  return [...paid.values()].map((one) => ({
    kind: 'deposit',
    escrow: one.escrow,
    payer: one.payer,
    amount: rao(one.amount),
    fee: rao(one.fee),
    remarkHashes: events.flatMap((event) =>
      event.kind === 'remarked' && event.sender === one.payer ? [event.hash] : [],
    ),
    extrinsic,
  }))
}
