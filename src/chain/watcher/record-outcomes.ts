import { and, eq, inArray } from 'drizzle-orm'
import type { Queries } from '../../ledger/database.ts'
import { decode } from '../../ledger/json.ts'
import type { Writing } from '../../ledger/ledger.ts'
import { type ApprovalStatus, approvals, attemptItems, attempts, intents } from '../../ledger/schema.ts'
import type { Occurrence } from '../../mechanisms/decider.ts'
import type { ExtrinsicRef, Intent, Outcome } from '../../mechanisms/intent.ts'
import { multisigAddress } from '../pots.ts'
import { hold } from '../settlement/attempts.ts'
import { bookSpendings, type Spent } from '../settlement/spendings.ts'
import type { Executed, Fact, Landed, Removed } from './read-block.ts'
import { settleRows } from './settle-rows.ts'

/** One of our extrinsics is final. What it opened stays in flight; what it carried out is told to the rules. */
export async function recordLanding(writing: Writing, fact: Landed, when: Occurrence): Promise<void> {
  const { attempt, outcomes, extrinsic } = fact
  await writing.queries.update(attempts).set({ status: 'final' }).where(eq(attempts.hash, attempt))
  if (outcomes === null) return
  await writing.queries
    .delete(approvals)
    .where(and(eq(approvals.attempt, attempt), eq(approvals.status, 'opening')))
  await settleItems(writing, { attempt, outcomes, extrinsic, when })
}

/** The last approval carried the call out. */
export async function recordExecution(writing: Writing, fact: Executed, when: Occurrence): Promise<void> {
  const { callHash, outcomes, extrinsic } = fact
  const row = await openRow(writing.queries, callHash)
  if (!row) return
  await endApproval(writing.queries, callHash, 'executed')
  await settleItems(writing, { attempt: row.attempt, outcomes, extrinsic, when })
}

type Moved = Fact & { readonly kind: 'opened' | 'approved' | 'cancelled' }

/** A call of ours waits for guardians, was approved by one more, or was cancelled: then what it held is owed again. */
export async function recordApproval(writing: Writing, fact: Moved, when: Occurrence): Promise<void> {
  const { queries } = writing
  const { callHash, kind, by, extrinsic } = fact
  const row = await openRow(queries, callHash)
  if (!row) return
  const { attempt } = row
  if (kind === 'cancelled') {
    await endApproval(queries, callHash, 'cancelled')
    return failItems(writing, { attempt, extrinsic, when }, 'Multisig.Cancelled')
  }
  const approvedBy = JSON.stringify([...new Set([...decode<string[]>(row.approvedBy), by])])
  const status = row.status === 'opening' ? 'waiting' : row.status
  const opened = { openedBlock: extrinsic.block, openedIndex: extrinsic.index, status }
  await queries
    .update(approvals)
    .set(kind === 'opened' ? { approvedBy, ...opened } : { approvedBy })
    .where(eq(approvals.callHash, callHash))
  for (const { stream } of await openItems(queries, attempt)) {
    await writing.enqueue('surface', stream, { stream })
  }
}

/**
 * What is open with a multisig account that acts for the treasury no more cannot be carried out: it is owed again, and is opened
 * anew by who acts now.
 */
export async function recordRemoval(
  writing: Writing,
  { multisig, extrinsic }: Removed,
  when: Occurrence,
): Promise<void> {
  const { queries } = writing
  const open = await queries
    .select()
    .from(approvals)
    .where(inArray(approvals.status, ['opening', 'waiting']))
  for (const { callHash, attempt, signatories, threshold } of open) {
    if (multisigAddress(decode<string[]>(signatories), threshold) !== multisig) continue
    await endApproval(queries, callHash, 'void')
    await failItems(writing, { attempt, extrinsic, when }, 'Proxy.NotProxy')
  }
}

interface Settling {
  readonly attempt: string
  readonly outcomes: readonly Outcome[] | 'unreadable'
  readonly extrinsic: ExtrinsicRef
  readonly when: Occurrence
}

async function settleItems(
  writing: Writing,
  { attempt, outcomes, extrinsic, when }: Settling,
): Promise<void> {
  const items = await openItems(writing.queries, attempt)
  if (outcomes === 'unreadable') return holdAll(writing, items, extrinsic)
  const ended = eq(attemptItems.attempt, attempt)
  await writing.queries.update(attemptItems).set({ open: false }).where(ended)
  const paid = items.filter(({ place }) => outcomes[place]?.ok)
  for (let from = 0; from < paid.length; from += 1_000) {
    const places = paid.slice(from, from + 1_000).map(({ place }) => place)
    const these = and(ended, inArray(attemptItems.place, places))
    await writing.queries.update(attemptItems).set({ paid: true }).where(these)
  }
  const spent: Spent[] = []
  for (const { place, key, stream, ...item } of items) {
    const read = outcomes[place]
    if (!read) continue
    const intent = decode<Intent>(item.intent)
    const { outcome, amount } = await settleRows(writing.queries, { ...item, intent }, read)
    if (outcome.ok) spent.push({ pot: intent.pot, amount })
    await writing.handle(stream, { type: 'SettleIntent', key, extrinsic, outcome, ...when })
  }
  await bookSpendings(writing.queries, spent, when.at)
}

/** Nothing is concluded from what cannot be read: the intents stay in flight, are not paid again, and say so. */
async function holdAll(
  writing: Writing,
  items: readonly Item[],
  { block, index }: ExtrinsicRef,
): Promise<void> {
  const reason = `The outcome in extrinsic ${block}-${index} could not be read: it must be looked at by hand.`
  for (const { key, stream } of items) {
    await hold(writing.queries, key, reason)
    await writing.enqueue('surface', stream, { stream })
  }
}

interface Item {
  readonly place: number
  readonly key: string
  readonly stream: string
  readonly intent: string
  readonly amount: bigint
  readonly rows: number | null
}

async function openItems(queries: Queries, attempt: string): Promise<Item[]> {
  const { key, stream, intent } = intents
  const { place, amount, rows } = attemptItems
  return queries
    .select({ place, key, stream, intent, amount, rows })
    .from(attemptItems)
    .innerJoin(intents, eq(key, attemptItems.intentKey))
    .where(and(eq(attemptItems.attempt, attempt), eq(attemptItems.open, true)))
    .orderBy(attemptItems.place)
}

/** None of the items that are still in flight has happened. */
async function failItems(
  writing: Writing,
  settling: Omit<Settling, 'outcomes'>,
  error: string,
): Promise<void> {
  const items = await openItems(writing.queries, settling.attempt)
  const outcomes: Outcome[] = []
  for (const { place } of items) outcomes[place] = { ok: false, error }
  return settleItems(writing, { ...settling, outcomes })
}

/** A call of ours that is open on chain, or may be. */
async function openRow(queries: Queries, callHash: string): Promise<typeof approvals.$inferSelect | null> {
  const isOpen = inArray(approvals.status, ['opening', 'waiting', 'void'])
  const [row] = await queries
    .select()
    .from(approvals)
    .where(and(eq(approvals.callHash, callHash), isOpen))
  return row ?? null
}

async function endApproval(queries: Queries, callHash: string, status: ApprovalStatus): Promise<void> {
  await queries.update(approvals).set({ status }).where(eq(approvals.callHash, callHash))
}
