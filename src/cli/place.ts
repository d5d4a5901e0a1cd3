import type { Command } from 'commander'
import { type Database, openDatabase } from '../ledger/database.ts'

/** Where a ledger lies. */
export interface Place {
  readonly databaseUrl?: string
  readonly data: string
}

/** The options by which a command is told where the ledger lies. */
export const placed = (command: Command): Command =>
  command
    .option('--database-url <url>', 'a PostgreSQL server (default: $DATABASE_URL)', process.env.DATABASE_URL)
    .option(
      '--data <directory>',
      'where PGlite keeps the ledger',
      process.env.DATA_DIRECTORY ?? '.tributary/ledger',
    )

export async function withDatabase(place: Place, work: (database: Database) => Promise<void>): Promise<void> {
  const database = await openDatabase(
    place.databaseUrl ? { url: place.databaseUrl } : { directory: place.data },
  )
  try {
    await work(database)
  } finally {
    await database.close()
  }
}
