import { and, eq, sql } from 'drizzle-orm'
import type { Queries } from './database.ts'
import { cursors } from './schema.ts'

/** The last finalized block whose facts are in the ledger. */
export interface Cursor {
  readonly block: number
  readonly blockHash: string
  /** Its timestamp, milliseconds: the ledger's clock. */
  readonly at: number
}

const NAME = 'chain'

export async function readCursor(queries: Queries): Promise<Cursor | null> {
  const [row] = await queries.select().from(cursors).where(eq(cursors.name, NAME))
  return row ? { block: row.block, blockHash: row.blockHash, at: row.at } : null
}

/** Where the ledger begins to watch; a cursor that is there already stays. */
export async function createCursor(queries: Queries, cursor: Cursor): Promise<void> {
  await queries
    .insert(cursors)
    .values({ name: NAME, ...cursor })
    .onConflictDoNothing()
}

/** False where another process has moved it meanwhile. */
export async function moveCursor(queries: Queries, from: Cursor, to: Cursor): Promise<boolean> {
  const moved = await queries
    .update(cursors)
    .set(to)
    .where(and(eq(cursors.name, NAME), eq(cursors.block, from.block)))
    .returning({ block: cursors.block })
  return moved.length === 1
}

/** Of a cursor that is a time alone: milliseconds since 1970. Undefined where it was never written. */
export async function readMoment(queries: Queries, name: string): Promise<number | undefined> {
  const [row] = await queries.select({ at: cursors.at }).from(cursors).where(eq(cursors.name, name))
  return row?.at
}

/** All whose names begin so. */
export async function readMoments(queries: Queries, prefix: string): Promise<ReadonlyMap<string, number>> {
  const { name, at } = cursors
  const rows = await queries.select({ name, at }).from(cursors).where(sql`starts_with(${name}, ${prefix})`)
  return new Map(rows.map((row) => [row.name, row.at]))
}

export async function writeMoment(queries: Queries, name: string, at: number): Promise<void> {
  await queries
    .insert(cursors)
    .values({ name, block: 0, blockHash: '', at })
    .onConflictDoUpdate({ target: cursors.name, set: { at } })
}
