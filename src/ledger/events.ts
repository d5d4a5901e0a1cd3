import { createHash } from 'node:crypto'
import { and, asc, desc, eq, gt, or } from 'drizzle-orm'
import type { Queries } from './database.ts'
import { encode } from './json.ts'
import { events } from './schema.ts'

/** An event as it stands in the ledger. `data` is its JSON text; `hash` covers everything else and the row before it. */
export type EventRow = typeof events.$inferSelect

/** What the first row carries as the hash of the row before it. */
export const GENESIS = '0'.repeat(64)

/** SHA-256, hex, over the fields in this order, each on its own line: none of them can hold a line break. */
export function hashOf(row: Omit<EventRow, 'hash'>): string {
  const { previous, position, stream, sequence, type, data } = row
  return createHash('sha256')
    .update([previous, position, stream, sequence, type, data].join('\n'))
    .digest('hex')
}

/**
 * Appends events to a stream. The caller holds the writer's lock, so the tip cannot move; the unique keys of the table
 * would refuse a second writer all the same.
 */
export async function append(
  queries: Queries,
  stream: string,
  after: number,
  happened: readonly { readonly type: string }[],
): Promise<void> {
  let { position, hash } = await readTip(queries)
  const rows = happened.map((event, index) => {
    position += 1
    const sequence = after + index + 1
    const row = { position, stream, sequence, type: event.type, data: encode(event), previous: hash }
    hash = hashOf(row)
    return { ...row, hash }
  })
  await keepEvents(queries, rows)
}

/** Writes rows as they are: their hashes are for `verifyLedger` to check. At most 9,000 at once. */
export async function keepEvents(queries: Queries, rows: readonly EventRow[]): Promise<void> {
  if (rows.length > 0) await queries.insert(events).values([...rows])
}

export async function readTip(queries: Queries): Promise<{ position: number; hash: string }> {
  const columns = { position: events.position, hash: events.hash }
  const [tip] = await queries.select(columns).from(events).orderBy(desc(events.position)).limit(1)
  return tip ?? { position: 0, hash: GENESIS }
}

/** Where one event stands among all, and its JSON text. Null where there is none. */
export async function readEvent(
  queries: Queries,
  stream: string,
  sequence: number,
): Promise<Pick<EventRow, 'position' | 'data'> | null> {
  const [row] = await queries
    .select({ position: events.position, data: events.data })
    .from(events)
    .where(and(eq(events.stream, stream), eq(events.sequence, sequence)))
  return row ?? null
}

/** The events of streams, of each after a sequence number, in the order of each. */
export async function readStreams(
  queries: Queries,
  starts: readonly { readonly stream: string; readonly after: number }[],
): Promise<readonly { readonly stream: string; readonly data: string }[]> {
  const later = starts.map(({ stream, after }) => and(eq(events.stream, stream), gt(events.sequence, after)))
  return queries
    .select({ stream: events.stream, data: events.data })
    .from(events)
    .where(or(...later))
    .orderBy(asc(events.stream), asc(events.sequence))
}

const PAGE = 5_000

/** All rows in the order in which they were written, a page at a time, so that any length fits in memory. */
export async function* readAll(queries: Queries, after = 0): AsyncGenerator<EventRow[]> {
  for (let position = after; ; ) {
    const rows = await queries
      .select()
      .from(events)
      .where(gt(events.position, position))
      .orderBy(asc(events.position))
      .limit(PAGE)
    const last = rows.at(-1)
    if (!last) return
    yield rows
    position = last.position
  }
}
