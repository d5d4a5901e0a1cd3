import { and, inArray, isNotNull, sql } from 'drizzle-orm'
import type { Queries } from './database.ts'
import { subnets } from './schema.ts'

/** `owner/name` of the repositories that belong to these subnets, by stream. */
export async function homesOf(
  queries: Queries,
  streams: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (streams.length === 0) return new Map()
  const rows = await queries
    .select({ stream: subnets.stream, home: sql<string>`${subnets.view}::json ->> 'home'` })
    .from(subnets)
    .where(and(inArray(subnets.stream, [...new Set(streams)]), isNotNull(subnets.homeId)))
  return new Map(rows.map(({ stream, home }) => [stream, home]))
}
