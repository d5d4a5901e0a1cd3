import { mkdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { DrizzleQueryError, sql } from 'drizzle-orm'
import { drizzle as drizzlePg, type NodePgQueryResultHKT } from 'drizzle-orm/node-postgres'
import { migrate as migratePg } from 'drizzle-orm/node-postgres/migrator'
import type { PgDatabase } from 'drizzle-orm/pg-core'
import { drizzle as drizzlePglite } from 'drizzle-orm/pglite'
import { migrate as migratePglite } from 'drizzle-orm/pglite/migrator'
import pg from 'pg'
import { type ConstructorOptions, fromPglite } from 'pg-boss'
import { createPglite } from './pglite.ts'

/** Queries run on the database or inside a transaction of it: both are one of these. PGlite answers in the same shape. */
export type Queries = PgDatabase<NodePgQueryResultHKT>

export interface Database {
  readonly kind: 'pglite' | 'postgresql'
  readonly queries: Queries
  /** How pg-boss reaches the same database. */
  readonly boss: ConstructorOptions
  close(): Promise<void>
}

const migrationsFolder = join(import.meta.dirname, 'migrations')

/**
 * Opens the ledger's database and brings its schema up to date. `url` is a `postgres://` URL for a server; without it,
 * PGlite keeps the ledger in `directory`, or in memory where there is none.
 */
export async function openDatabase(options: { url?: string; directory?: string }): Promise<Database> {
  return options.url ? openPostgresql(options.url) : openPglite(options.directory)
}

async function openPglite(directory?: string): Promise<Database> {
  if (directory) await mkdir(dirname(directory), { recursive: true })
  const client = await createPglite(directory)
  const queries = drizzlePglite(client)
  await migratePglite(queries, { migrationsFolder })
  return {
    kind: 'pglite',
    queries: queries as unknown as Queries,
    boss: { db: fromPglite(client), backend: 'pglite' },
    close: () => client.close(),
  }
}

async function openPostgresql(url: string): Promise<Database> {
  const pool = new pg.Pool({ connectionString: url, max: 10 })
  // A connection that breaks while idle is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => undefined)
  const queries = drizzlePg(pool)
  await migratePg(queries, { migrationsFolder })
  return {
    kind: 'postgresql',
    queries: queries as unknown as Queries,
    boss: { connectionString: url, max: 4 },
    close: () => pool.end(),
  }
}

/** Resolves when the database answers. */
export async function ping(queries: Queries): Promise<void> {
  await queries.execute(sql`select 1`)
}

/** A failed query without its parameters: they are what people wrote, or whole deliveries. Null for any other error. */
export function queryOf(error: Error): { readonly query: string; readonly cause: Error } | null {
  if (!(error instanceof DrizzleQueryError)) return null
  return { query: error.query, cause: error.cause ?? new Error('the query failed') }
}

/** How many rows a table holds. */
export async function countRows(queries: Queries, table: string): Promise<number> {
  const { rows } = await queries.execute<{ n: number }>(
    sql`select count(*)::int as n from ${sql.identifier(table)}`,
  )
  return rows[0]?.n ?? 0
}
