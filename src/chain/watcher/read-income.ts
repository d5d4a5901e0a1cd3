import type { ExtrinsicRef } from '../../mechanisms/intent.ts'
import { rao } from '../../mechanisms/money.ts'
import type { Pot } from '../../mechanisms/pots.ts'
import type { ChainEvent } from './block.ts'
import type { Income } from './facts.ts'
import type { Watched } from './watch-list.ts'

interface Paid {
  readonly pot: Pot
  readonly payer: string
  amount: bigint
  burned: bigint
}

/**
 * What one extrinsic brought into our pots, by pot and payer; several transfers sum. What a payer destroys goes with that payer's next
 * transfer, or with the last one where none follows: so each rao destroyed counts once. What our own pots move is no income.
 */
export function readIncome(
  extrinsic: ExtrinsicRef,
  events: readonly ChainEvent[],
  { treasury, pots }: Pick<Watched, 'treasury' | 'pots'>,
): Income[] {
  const paid = new Map<string, Paid>()
  const last = new Map<string, Paid>()
  const destroyed = new Map<string, bigint>()
  for (const event of events) {
    if (event.kind === 'burned') {
      destroyed.set(event.who, (destroyed.get(event.who) ?? 0n) + event.amount)
      continue
    }
    const pot = event.kind === 'transfer' && !pots.has(event.from) ? pots.get(event.to) : undefined
    if (event.kind !== 'transfer' || !pot) continue
    const { from: payer, to } = event
    const one = paid.get(`${to} ${payer}`) ?? { pot, payer, amount: 0n, burned: 0n }
    one.amount += event.amount
    one.burned += destroyed.get(payer) ?? 0n
    destroyed.delete(payer)
    paid.set(`${to} ${payer}`, one)
    last.set(payer, one)
  }
  for (const [payer, one] of last) one.burned += destroyed.get(payer) ?? 0n
  return [...paid.values()].map(({ pot, payer, amount, burned }) => ({
    kind: 'income',
    treasury,
    pot,
    payer,
    amount: rao(amount),
    burned: rao(burned),
    remarkHashes: events.flatMap((event) =>
      event.kind === 'remarked' && event.sender === payer ? [event.hash] : [],
    ),
    extrinsic,
  }))
}
