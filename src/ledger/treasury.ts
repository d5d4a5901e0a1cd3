import { and, asc, count, desc, eq, inArray, isNull, sql, sum } from 'drizzle-orm'
import { type Intent, movesAlpha } from '../mechanisms/intent.ts'
import type { Rao } from '../mechanisms/money.ts'
import { subnetOf } from '../mechanisms/streams/names.ts'
import { waitingCalls } from './approvals.ts'
import type { Queries } from './database.ts'
import { decode } from './json.ts'
import { BALANCES } from './readings.ts'
import { attemptItems, holds, intents, readings, subnets } from './schema.ts'

/** The subnet for which something moves. */
export interface PaidFor {
  readonly repository: string
  readonly issue: number
  readonly title: string
}

/** One payment of a call that waits. */
export interface WaitingPayment {
  /** What it is for: what its business key begins with. */
  readonly kind: string
  /** Rao, or units of alpha; 0 where the call takes nothing out of a pot. */
  readonly amount: bigint
  readonly isAlpha: boolean
  /** Null where it belongs to no subnet. */
  readonly subnet: PaidFor | null
}

/** A call that waits for guardians, as people are shown it. */
export interface WaitingCall {
  readonly callHash: string
  /** The block in which it was opened, and when its extrinsic was signed: milliseconds UTC. */
  readonly block: number
  readonly since: number
  /** SS58. */
  readonly approvedBy: readonly string[]
  readonly signatories: readonly string[]
  readonly threshold: number
  readonly payments: readonly WaitingPayment[]
}

/** The calls that wait for guardians, oldest first. Three queries however many there are. */
export async function readWaiting(queries: Queries): Promise<WaitingCall[]> {
  const calls = await waitingCalls(queries)
  const payments = await paymentsOf(
    queries,
    calls.map(({ attempt }) => attempt),
  )
  return calls.map(({ attempt, callData: _, ...call }) => ({
    ...call,
    payments: payments.get(attempt) ?? [],
  }))
}

async function paymentsOf(
  queries: Queries,
  attempts: readonly string[],
): Promise<ReadonlyMap<string, readonly WaitingPayment[]>> {
  if (attempts.length === 0) return new Map()
  const { attempt, place, amount, intentKey, open } = attemptItems
  const rows = await queries
    .select({ attempt, amount, stream: intents.stream, intent: intents.intent })
    .from(attemptItems)
    .innerJoin(intents, eq(intents.key, intentKey))
    .where(and(inArray(attempt, [...attempts]), eq(open, true)))
    .orderBy(asc(attempt), asc(place))
  const streams = new Set(rows.map(({ stream }) => subnetOf(stream)))
  const known = await queries
    .select({
      stream: subnets.stream,
      repository: subnets.repository,
      issue: subnets.issue,
      title: subnets.title,
    })
    .from(subnets)
    .where(inArray(subnets.stream, [...streams]))
  const named = new Map(known.map(({ stream, ...subnet }) => [stream, subnet]))
  return Map.groupBy(
    rows.map((row) => {
      const { purpose, call } = decode<Intent>(row.intent)
      const isAlpha = movesAlpha(call) || call.kind === 'gather-alpha'
      const subnet = named.get(subnetOf(row.stream)) ?? null
      return { attempt: row.attempt, kind: purpose.kind, amount: row.amount, isAlpha, subnet }
    }),
    (row) => row.attempt,
  )
}

/** How many payments are owed; of these, how many wait for a wallet to be linked, and how many are held back. */
export interface OwedCount {
  readonly owed: number
  readonly unlinked: number
  readonly held: number
}

/** One query. */
export async function countOwed(queries: Queries): Promise<OwedCount> {
  const [row] = await queries
    .select({
      owed: count(),
      unlinked: sql<number>`count(*) filter (where ${isNull(intents.coldkey)})`.mapWith(Number),
      held: sql<number>`count(${holds.intentKey})`.mapWith(Number),
    })
    .from(intents)
    .leftJoin(holds, eq(holds.intentKey, intents.key))
    .where(eq(intents.status, 'owed'))
  return row ?? { owed: 0, unlinked: 0, held: 0 }
}

/** What a subnet's treasury had: rao, at the end of a block, milliseconds UTC. */
export interface TreasuryBalance extends PaidFor {
  readonly amount: Rao
  readonly block: number
  readonly at: number
}

export interface TreasuryBalances {
  /** The largest first. */
  readonly largest: readonly TreasuryBalance[]
  readonly total: Rao
  readonly count: number
}

/** What the treasuries of subnets had when they were read last. Two queries however many there are. */
export async function readBalances(queries: Queries, limit: number): Promise<TreasuryBalances> {
  const ofSubnet = eq(readings.name, sql`${BALANCES} || ${subnets.stream}`)
  const { repository, issue, title } = subnets
  const { amount, block, at } = readings
  const rows = await queries
    .select({ repository, issue, title, amount, block, at })
    .from(readings)
    .innerJoin(subnets, ofSubnet)
    .orderBy(desc(amount), asc(subnets.ordinal))
    .limit(limit)
  const [all] = await queries
    .select({ total: sum(amount), count: count() })
    .from(readings)
    .innerJoin(subnets, ofSubnet)
  return {
    largest: rows.map((row) => ({ ...row, amount: row.amount as Rao })),
    total: BigInt(all?.total ?? 0) as Rao,
    count: all?.count ?? 0,
  }
}
