import { join } from 'node:path'
import type { PGlite } from '@electric-sql/pglite'
import { DrizzleQueryError, sql } from 'drizzle-orm'
import { drizzle as drizzlePg, type NodePgQueryResultHKT } from 'drizzle-orm/node-postgres'
import { migrate as migratePg } from 'drizzle-orm/node-postgres/migrator'
import type { PgDatabase } from 'drizzle-orm/pg-core'
import { drizzle as drizzlePglite } from 'drizzle-orm/pglite'
import { migrate as migratePglite } from 'drizzle-orm/pglite/migrator'
import pg from 'pg'
import { type ConstructorOptions, fromPglite } from 'pg-boss'
import { createPglite, forBoss, forDrizzle } from './pglite.ts'
import { openDirectory } from './pglite-directory.ts'
import { openStatements } from './pglite-statements.ts'

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

export interface DatabaseOptions {
  /** A `postgres://` URL. */
  readonly url?: string | undefined
  /** Where PGlite keeps the ledger, when there is no URL; without either it is in memory. */
  readonly directory?: string | undefined
  /** Nothing is made where there is no ledger in the directory: that is an error. */
  readonly mustExist?: boolean
}

/** Opens the ledger's database and brings its schema up to date. Rejects with a reason for the operator where it cannot. */
export async function openDatabase({ url, directory, mustExist }: DatabaseOptions): Promise<Database> {
  if (url) return openPostgresql(url)
  if (directory) {
    const { client, close } = await openDirectory(directory, mustExist)
    return migrated(client, close)
  }
  const client = await createPglite()
  return migrated(client, () => client.close())
}

async function migrated(client: PGlite, close: () => Promise<void>): Promise<Database> {
  const statements = openStatements(client)
  const queries = drizzlePglite(forDrizzle(client, statements))
  await migratePglite(queries, { migrationsFolder }).catch(async (error) => {
    await close()
    throw new Error(`The ledger cannot be brought up to date: ${rootCause(error)}.`, { cause: error })
  })
  return {
    kind: 'pglite',
    queries: queries as unknown as Queries,
    boss: { db: fromPglite(forBoss(client, statements)), backend: 'pglite' },
    close,
  }
}

async function openPostgresql(url: string): Promise<Database> {
  const pool = new pg.Pool({ connectionString: url, max: 10 })
  // A connection that breaks while idle is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => undefined)
  const queries = drizzlePg(pool)
  await migratePg(queries, { migrationsFolder }).catch(async (error) => {
    await pool.end()
    throw new Error(`The database server cannot be used: ${rootCause(error)}.`, { cause: error })
  })
  return {
    kind: 'postgresql',
    queries: queries as unknown as Queries,
    boss: { connectionString: url, max: 4 },
    close: () => pool.end(),
  }
}

/** What the server or the system said: a failed query says only which one it was, and several refusals say nothing. */
function rootCause(error: Error): string {
  const cause = error.cause instanceof Error ? error.cause : error
  const [first] = cause instanceof AggregateError ? (cause.errors as Error[]) : []
  return (first ?? cause).message
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
