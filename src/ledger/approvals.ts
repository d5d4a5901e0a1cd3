import { and, eq, exists, inArray, isNotNull, isNull, lte, ne, not, or, sql } from 'drizzle-orm'
import type { Queries } from './database.ts'
import { decode } from './json.ts'
import { type ApprovalStatus, approvals, attemptItems, attempts, intents } from './schema.ts'

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

/** Whether something in a call is still wanted, or was paid. */
const isWanted = (queries: Queries) =>
  exists(
    queries
      .select({ one: sql`1` })
      .from(attemptItems)
      .innerJoin(intents, eq(intents.key, attemptItems.intentKey))
      .where(and(eq(attemptItems.attempt, approvals.attempt), ne(intents.status, 'cancelled'))),
  )

const isPending = (queries: Queries) => and(eq(approvals.status, 'waiting'), isWanted(queries))

/** The calls that wait for approval, oldest first; only finalized blocks count. What is to be taken back as unwanted nobody needs to approve. */
export async function pendingApprovals(queries: Queries): Promise<PendingApproval[]> {
  const rows = await queries
    .select()
    .from(approvals)
    .where(isPending(queries))
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

/** The same without the keys of what they would pay: whom they wait for, and since when. `attempt` is the extrinsic that opened each. One query. */
export async function waitingCalls(queries: Queries) {
  const { callHash, call, attempt, openedBlock, openedIndex, approvedBy, signatories, threshold } = approvals
  const rows = await queries
    .select({
      callHash,
      callData: call,
      attempt,
      openedBlock,
      approvedBy,
      signatories,
      threshold,
      since: attempts.createdAt,
    })
    .from(approvals)
    .innerJoin(attempts, eq(attempts.hash, attempt))
    .where(isPending(queries))
    .orderBy(openedBlock, openedIndex)
  return rows.map(({ openedBlock: block, since, ...row }) => ({
    ...row,
    block: block ?? 0,
    /** Milliseconds UTC. */
    since: since.getTime(),
    approvedBy: decode<string[]>(row.approvedBy),
    signatories: decode<string[]>(row.signatories),
  }))
}

async function intentsOf(queries: Queries, attempt: string): Promise<string[]> {
  const rows = await queries
    .select({ key: attemptItems.intentKey })
    .from(attemptItems)
    .where(and(eq(attemptItems.attempt, attempt), eq(attemptItems.open, true)))
    .orderBy(attemptItems.place)
  return rows.map(({ key }) => key)
}

/** The last approval may now let the call weigh so much. */
export async function allowMore(
  queries: Queries,
  callHash: string,
  { refTime, proofSize }: PendingApproval['maxWeight'],
): Promise<void> {
  await queries
    .update(approvals)
    .set({ refTime: Number(refTime), proofSize: Number(proofSize) })
    .where(eq(approvals.callHash, callHash))
}

/** A call that is open on chain, and whom it was opened with. */
export interface OpenCall {
  /** blake2-256 of the call, 0x-hex. */
  readonly callHash: string
  /** The extrinsic that opened it. */
  readonly attempt: string
  /** SS58, in the chain's order, of the multisig account that it was opened with. */
  readonly signatories: readonly string[]
  readonly threshold: number
}

/** A call that is waited for no longer, and where it was opened. */
export interface LateCall extends Omit<OpenCall, 'attempt'> {
  readonly timepoint: PendingApproval['timepoint']
}

export interface Lateness {
  /** SS58 of the App's key. */
  readonly account: string
  /** SS58, in the chain's order, of those who may approve now. */
  readonly signatories: readonly string[]
  readonly threshold: number
  /** What was opened at or before this block is late. */
  readonly block: number
  /** Hashes of calls that nobody should approve: the runtime cannot read them, or they pay whom they should not any more. */
  readonly useless: readonly string[]
}

/**
 * The oldest call of this key that is to be taken back, and is not yet being taken back. It was opened too long ago, or with others than
 * may approve now, or it is useless. Or nothing in it is wanted any more: approved late, it would undo what took its place.
 */
export async function oldestLate(queries: Queries, now: Lateness): Promise<LateCall | null> {
  const over = queries
    .select({ hash: attempts.hash })
    .from(attempts)
    .where(inArray(attempts.status, ['lost', 'final']))
  const { callHash, openedBlock, openedIndex, signatories, threshold, status, withdrawal } = approvals
  const isUseless = inArray(callHash, [...now.useless])
  const isOthers = or(ne(signatories, JSON.stringify(now.signatories)), ne(threshold, now.threshold))
  const isLate = or(
    eq(status, 'void'),
    and(eq(status, 'waiting'), or(lte(openedBlock, now.block), isOthers, isUseless, not(isWanted(queries)))),
  )
  const isLeft = or(isNull(withdrawal), inArray(withdrawal, over))
  const [row] = await queries
    .select({ callHash, openedBlock, openedIndex, signatories, threshold })
    .from(approvals)
    .innerJoin(attempts, eq(attempts.hash, approvals.attempt))
    .where(and(eq(attempts.account, now.account), isNotNull(openedBlock), isLate, isLeft))
    .orderBy(openedBlock)
    .limit(1)
  if (!row) return null
  return {
    callHash: row.callHash,
    threshold: row.threshold,
    signatories: decode<string[]>(row.signatories),
    timepoint: { height: row.openedBlock ?? 0, index: row.openedIndex ?? 0 },
  }
}

/** `hash` is the extrinsic that takes the call back. */
export async function noteWithdrawal(queries: Queries, callHash: string, hash: string): Promise<void> {
  await queries.update(approvals).set({ withdrawal: hash }).where(eq(approvals.callHash, callHash))
}

/** The calls that are open on chain, or may be. */
export const openCalls = (queries: Queries): Promise<OpenCall[]> =>
  callsThatAre(queries, ['opening', 'waiting', 'void'])

/** Those of them that guardians can still carry out. */
export const carriableCalls = (queries: Queries): Promise<OpenCall[]> =>
  callsThatAre(queries, ['opening', 'waiting'])

async function callsThatAre(queries: Queries, statuses: ApprovalStatus[]): Promise<OpenCall[]> {
  const { callHash, attempt, signatories, threshold, status } = approvals
  const rows = await queries
    .select({ callHash, attempt, signatories, threshold })
    .from(approvals)
    .where(inArray(status, statuses))
  return rows.map((row) => ({ ...row, signatories: decode<string[]>(row.signatories) }))
}

/** The extrinsic that opened a call which is open on chain, or may be; null where none is. */
export async function openingAttempt(queries: Queries, callHash: string): Promise<string | null> {
  const isOpen = inArray(approvals.status, ['opening', 'waiting', 'void'])
  const [row] = await queries
    .select({ attempt: approvals.attempt })
    .from(approvals)
    .where(and(eq(approvals.callHash, callHash), isOpen))
  return row?.attempt ?? null
}

/** One more has approved the call, SS58. */
export async function noteApproval(queries: Queries, callHash: string, by: string): Promise<void> {
  const [row] = await queries
    .select({ approvedBy: approvals.approvedBy })
    .from(approvals)
    .where(eq(approvals.callHash, callHash))
  const approvedBy = JSON.stringify([...new Set([...decode<string[]>(row?.approvedBy ?? '[]'), by])])
  await queries.update(approvals).set({ approvedBy }).where(eq(approvals.callHash, callHash))
}

/** The call was opened in this block, as this extrinsic of it: every approval names both. */
export async function noteOpened(
  queries: Queries,
  callHash: string,
  { block, index }: { readonly block: number; readonly index: number },
): Promise<void> {
  const status = sql`case when ${approvals.status} = 'opening' then 'waiting' else ${approvals.status} end`
  await queries
    .update(approvals)
    .set({ openedBlock: block, openedIndex: index, status })
    .where(eq(approvals.callHash, callHash))
}

/** `void`: its multisig account acts for the treasury no more. */
export async function endApproval(
  queries: Queries,
  callHash: string,
  status: 'executed' | 'cancelled' | 'void',
): Promise<void> {
  await queries.update(approvals).set({ status }).where(eq(approvals.callHash, callHash))
}

/** Forgets the call that an extrinsic should have opened and did not. */
export async function dropOpening(queries: Queries, attempt: string): Promise<void> {
  await queries.delete(approvals).where(and(eq(approvals.attempt, attempt), eq(approvals.status, 'opening')))
}
