import { and, desc, eq, inArray, isNotNull } from 'drizzle-orm'
import type { Refund } from '../mechanisms/deposit/slice.ts'
import type { ExtrinsicRef } from '../mechanisms/intent.ts'
import { raceOf } from '../mechanisms/streams/names.ts'
import type { Queries } from './database.ts'
import { decode } from './json.ts'
import { intents, refunds } from './schema.ts'

/** More of the past than any page shows, of one subnet. */
const MOST_PAST = 500

/** Where their intents were settled, the last ones: for a life without refunds these are all. */
export async function readSettled(queries: Queries, streams: readonly string[]) {
  const rows = await queries
    .select({ stream: intents.stream, key: intents.key, settledIn: intents.settledIn })
    .from(intents)
    .where(and(inArray(intents.stream, bothOf(streams)), isNotNull(intents.settledIn)))
    .limit(MOST_PAST * streams.length)
  return rows.map(({ stream, key, settledIn }) => ({
    stream,
    key,
    extrinsic: decode<ExtrinsicRef>(settledIn ?? 'null'),
  }))
}

/** What came for these subnets without being asked for, the last of it, the oldest first. */
export async function readRefunds(queries: Queries, streams: readonly string[]) {
  const { subnet, stream, sequence, gathered, refund, block, index, intentKey } = refunds
  const rows = await queries
    .select({ subnet, gathered, refund, settledIn: intents.settledIn })
    .from(refunds)
    .leftJoin(intents, eq(intents.key, intentKey))
    .where(inArray(subnet, [...streams]))
    .orderBy(desc(block), desc(index), desc(stream), desc(sequence))
    .limit(MOST_PAST * streams.length)
  return rows.toReversed().map((row) => ({
    subnet: row.subnet,
    refund: {
      ...decode<Refund>(row.refund),
      gathered: row.gathered,
      sentIn: decode<ExtrinsicRef | null>(row.settledIn ?? 'null'),
    },
  }))
}

/** A subnet's life and its race: these pay. */
const bothOf = (streams: readonly string[]): string[] => streams.flatMap((stream) => [stream, raceOf(stream)])
