import { eq, sql } from 'drizzle-orm'
import type { RefundEvent } from '../mechanisms/refund/refunds.ts'
import type { SubnetEvent } from '../mechanisms/subnet/state.ts'
import type { StreamChange } from './changes.ts'
import type { Queries } from './database.ts'
import { threadCauses } from './schema.ts'

/**
 * What a thread shows that no event of its subnet tells. Who is linked, calls that wait for guardians, payments that settlement holds, and
 * errands that cannot be done; what registering a network costs, what is in the treasury, whose coldkey is being
 * swapped, and how the subnet did day by day.
 */
export type OutsideCause =
  | 'coldkeys'
  | 'approvals'
  | 'holds'
  | 'missing'
  | 'cost'
  | 'balance'
  | 'swaps'
  | 'reports'

/** Why a thread may show something else. */
export type Cause = (SubnetEvent | RefundEvent)['type'] | OutsideCause

/** The types of the events of subnets, and of what goes back to those who paid for them, among some changes. */
export const happenedIn = (changes: readonly StreamChange[]): (SubnetEvent | RefundEvent)['type'][] =>
  changes.flatMap((change) =>
    change.kind === 'account' || change.kind === 'coldkey' ? [] : change.event.type,
  )

/** Notes what happened to a thread. It lies there until a job has taken it. */
export async function noteCauses(queries: Queries, subject: string, causes: readonly Cause[]): Promise<void> {
  await queries.insert(threadCauses).values({ subject, causes: JSON.stringify([...new Set(causes)]) })
}

/**
 * All that happened to a thread since it was asked last, taken out of the ledger. Until the transaction is over, nobody else takes
 * what happens to this thread: two that put it together do so one after the other.
 */
export async function takeCauses(queries: Queries, subject: string): Promise<ReadonlySet<Cause>> {
  await queries.execute(sql`select pg_advisory_xact_lock(${THREADS}, hashtext(${subject}))`)
  const rows = await queries
    .delete(threadCauses)
    .where(eq(threadCauses.subject, subject))
    .returning({ causes: threadCauses.causes })
  return new Set(rows.flatMap(({ causes }) => JSON.parse(causes) as Cause[]))
}

/** Any number that names no other pair of advisory locks. */
const THREADS = 7_214_682
