import { and, desc, eq, inArray, isNotNull } from 'drizzle-orm'
import type { Refund, RefundOwed } from '../mechanisms/deposit/slice.ts'
import type { ExtrinsicRef } from '../mechanisms/intent.ts'
import { raceOf } from '../mechanisms/streams/names.ts'
import type { Queries } from './database.ts'
import { decode } from './json.ts'
import { events, intents } from './schema.ts'

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

/** What was to go back out of their escrows, the last ones, the oldest of them first. */
export async function readRefunds(queries: Queries, streams: readonly string[]) {
  const rows = await queries
    .select({ stream: events.stream, data: events.data })
    .from(events)
    .where(and(inArray(events.stream, bothOf(streams)), eq(events.type, REFUND_OWED)))
    .orderBy(desc(events.position))
    .limit(MOST_PAST * streams.length)
  return rows.toReversed().map(({ stream, data }) => ({ stream, refund: refundIn(decode<RefundOwed>(data)) }))
}

const REFUND_OWED = 'RefundOwed' satisfies RefundOwed['type']

/** A subnet's life and its race: these pay. */
const bothOf = (streams: readonly string[]): string[] => streams.flatMap((stream) => [stream, raceOf(stream)])

const refundIn = ({ payer, amount, reason, extrinsic }: RefundOwed): Refund => ({
  payer,
  amount,
  reason,
  extrinsic,
})
