import { and, desc, eq, lte, max } from 'drizzle-orm'
import type { Queries } from './database.ts'
import { decode, encode } from './json.ts'
import { reports } from './schema.ts'

/** What a live subnet showed at one finalized block. */
export interface DailyReport {
  /** Days since 1970 by the chain's clock, UTC. */
  readonly day: number
  readonly block: number
  /** UIDs that somebody has. */
  readonly neurons: number
  /** How many of them were registered in the day before the block. */
  readonly registrations: number
  /** By mechanism id. */
  readonly mechanisms: readonly MechanismDay[]
}

export interface MechanismDay {
  /** UIDs with incentive. */
  readonly miners: number
  /** UIDs with a permit whose weights are fresh. */
  readonly validators: number
  /** How many UIDs set weights in the day before the block. */
  readonly weights: number
  /** What its share of the last epoch is: units of alpha. */
  readonly emission: bigint
}

/** So many days are shown: older ones are forgotten. */
const DAYS_SHOWN = 30

/** The last days, the oldest first. */
export async function readReports(queries: Queries, stream: string): Promise<DailyReport[]> {
  const rows = await queries
    .select({ body: reports.body })
    .from(reports)
    .where(eq(reports.stream, stream))
    .orderBy(desc(reports.day))
    .limit(DAYS_SHOWN)
  return rows.map(({ body }) => decode<DailyReport>(body)).toReversed()
}

/** The last day of each subnet that has one. */
export async function lastReports(queries: Queries): Promise<ReadonlyMap<string, number>> {
  const rows = await queries
    .select({ stream: reports.stream, day: max(reports.day) })
    .from(reports)
    .groupBy(reports.stream)
  return new Map(rows.flatMap(({ stream, day }): [string, number][] => (day === null ? [] : [[stream, day]])))
}

/** Takes the place of one of the same day. */
export async function keepReport(queries: Queries, stream: string, report: DailyReport): Promise<void> {
  const { day } = report
  const body = encode(report)
  await queries
    .insert(reports)
    .values({ stream, day, body })
    .onConflictDoUpdate({ target: [reports.stream, reports.day], set: { body } })
  await queries.delete(reports).where(and(eq(reports.stream, stream), lte(reports.day, day - DAYS_SHOWN)))
}
