import { and, eq } from 'drizzle-orm'
import type { Queries } from './database.ts'
import { decode } from './json.ts'
import { approvals, attemptItems } from './schema.ts'

/** A call of the treasury that waits for guardians: all that one of them needs to look at it and to approve it. */
export interface PendingApproval {
  /** blake2-256 of the call, 0x-hex. */
  readonly callHash: string
  /** SCALE bytes of the call, 0x-hex. */
  readonly callData: string
  /** Where the call was opened: every approval names it. */
  readonly timepoint: { readonly height: number; readonly index: number }
  /** SS58, in order of approval. */
  readonly approvedBy: readonly string[]
  /** SS58 of all who may approve it, in the chain's order. */
  readonly signatories: readonly string[]
  /** How many of them must. */
  readonly threshold: number
  /** What the last approval must allow the call to weigh. */
  readonly maxWeight: { readonly refTime: bigint; readonly proofSize: bigint }
  /** The business keys of what would be paid. */
  readonly intents: readonly string[]
}

/** The calls that wait for approval, oldest first; only finalized blocks count. */
export async function pendingApprovals(queries: Queries): Promise<PendingApproval[]> {
  const rows = await queries
    .select()
    .from(approvals)
    .where(eq(approvals.status, 'waiting'))
    .orderBy(approvals.openedBlock, approvals.openedIndex)
  return Promise.all(
    rows.map(async (row) => ({
      callHash: row.callHash,
      callData: row.call,
      timepoint: { height: row.openedBlock ?? 0, index: row.openedIndex ?? 0 },
      approvedBy: decode<string[]>(row.approvedBy),
      signatories: decode<string[]>(row.signatories),
      threshold: row.threshold,
      maxWeight: { refTime: BigInt(row.refTime), proofSize: BigInt(row.proofSize) },
      intents: await intentsOf(queries, row.attempt),
    })),
  )
}

async function intentsOf(queries: Queries, attempt: string): Promise<string[]> {
  const rows = await queries
    .select({ key: attemptItems.intentKey })
    .from(attemptItems)
    .where(and(eq(attemptItems.attempt, attempt), eq(attemptItems.open, true)))
    .orderBy(attemptItems.place)
  return rows.map(({ key }) => key)
}
