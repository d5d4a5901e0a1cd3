import { and, eq } from 'drizzle-orm'
import type { Unreadable } from '../../ledger/intents.ts'
import type { Writing } from '../../ledger/ledger.ts'
import { attemptItems, holds } from '../../ledger/schema.ts'
import type { Intent } from '../../mechanisms/intent.ts'
import type { TellOutcome } from '../../mechanisms/payments/slice.ts'
import { bookSpendings } from '../settlement/spendings.ts'
import { settleRows } from './settle-rows.ts'

export interface Telling {
  readonly item: Unreadable
  readonly intent: Intent
  readonly stream: string
  /** Timestamp of the block that holds the extrinsic, milliseconds: what left the pot left it then. */
  readonly landedAt: number
  readonly command: TellOutcome
}

/** Ends one item as the operator says: it is not in flight any more, and the rules go on. Throws where they refuse it. */
export async function recordTold(
  { queries, handle }: Writing,
  { item, intent, stream, landedAt, command }: Telling,
): Promise<void> {
  const { key, pot } = intent
  const { attempt, place } = item
  const { outcome, amount } = await settleRows(queries, { ...item, intent }, command.outcome)
  const { ok } = outcome
  const own = and(eq(attemptItems.attempt, attempt), eq(attemptItems.place, place))
  await queries.update(attemptItems).set({ open: false, paid: ok }).where(own)
  await queries.delete(holds).where(eq(holds.intentKey, key))
  if (ok) await bookSpendings(queries, [{ pot, amount }], landedAt)
  const { refusal } = await handle(stream, { ...command, outcome })
  if (refusal) throw new Error(`The rules know nothing of ${key}: ${refusal.code}.`)
}
