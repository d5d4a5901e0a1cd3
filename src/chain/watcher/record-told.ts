import { closeItem } from '../../ledger/attempt-items.ts'
import { release } from '../../ledger/holds.ts'
import type { Unreadable } from '../../ledger/intents.ts'
import type { Handled, Writing } from '../../ledger/ledger.ts'
import type { Intent } from '../../mechanisms/intent.ts'
import type { TellOutcome } from '../../mechanisms/payments/slice.ts'
import { bookSpendings } from '../settlement/spendings.ts'
import { settleRows } from './settle-rows.ts'

export interface ToldOutcome {
  /** Its place in an extrinsic of ours; null where this ledger has not signed the one that paid it. */
  readonly item: Unreadable | null
  /** What it took out of its pot. Rao. */
  readonly amount: bigint
  readonly intent: Intent
  readonly stream: string
  /** Timestamp of the block that holds the extrinsic, milliseconds: what left the pot left it then. */
  readonly landedAt: number
  readonly command: TellOutcome
}

/**
 * Ends one item as the operator says: it is not in flight any more, and the rules go on. What was paid stays booked against the caps of
 * its day, what was not is free again. Answers what happened. Throws where the rules know it as settled.
 */
export async function recordTold(
  { queries, handle, showThread }: Writing,
  { item, intent, stream, landedAt, command, ...told }: ToldOutcome,
): Promise<Handled['events']> {
  const { key, pot } = intent
  const { outcome, amount } = await settleRows(
    queries,
    { intent, amount: told.amount, rows: item?.rows ?? null },
    command.outcome,
  )
  const { ok } = outcome
  if (item) await closeItem(queries, item, ok)
  if (await release(queries, key)) await showThread(stream, 'holds')
  if (ok) await bookSpendings(queries, [{ pot, call: intent.call, amount }], landedAt)
  const { events } = await handle(stream, { ...command, outcome })
  if (events.length === 0) throw new Error(`The rules know ${key} as settled.`)
  return events
}
