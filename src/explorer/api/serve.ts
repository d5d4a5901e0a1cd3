import type { Context } from 'hono'
import { readCursor } from '../../ledger/cursors.ts'
import type { Queries } from '../../ledger/database.ts'
import type { Idea } from '../../ledger/read.ts'
import { askedOf, asNumber } from '../request.ts'
import type { NamedResource, Sign } from '../resource.ts'

interface Serving {
  readonly queries: Queries
  readonly resource: NamedResource
  readonly sign: Sign | null
}

/** The numbers that a URL may name of a resource. */
const NUMBERS = ['block', 'day', 'before'] as const

/** The first that is none. */
export const wrongNumber = (context: Context): string | null =>
  NUMBERS.find((name) => {
    const value = context.req.query(name)
    return value !== undefined && asNumber(value) === undefined
  }) ?? null

/** A resource of a subnet, as JSON or as a table. */
export async function serve(
  context: Context,
  { queries, resource, sign }: Serving,
  { view }: Idea,
): Promise<Response> {
  const query = context.req.query()
  const served = await resource.read(queries, view, asNumber(query.block), askedOf(query))
  if ('refused' in served) return context.json({ error: served.refused }, 400)
  const { body, etag, signs, csv } = served
  context.header('etag', `"${etag}"`)
  // Not in the body, which stays the same as long as nothing changes.
  const cursor = await readCursor(queries)
  if (cursor) context.header('tributary-finalized-block', String(cursor.block))
  if (csv !== undefined && query.format === 'csv')
    return context.body(csv, 200, { 'content-type': 'text/csv; charset=utf-8' })
  return context.json({ ...body, signed: signs === null ? null : (sign?.(signs) ?? null) })
}
