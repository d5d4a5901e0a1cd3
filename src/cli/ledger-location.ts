import type { Command } from 'commander'
import { type Database, openDatabase } from '../ledger/database.ts'

/** Where a ledger lies. */
export interface LedgerLocation {
  readonly databaseUrl?: string
  readonly data: string
}

/** The options by which a command is told where the ledger lies. */
export const withLocation = (command: Command): Command =>
  command
    .option('--database-url <url>', 'a PostgreSQL server (default: $DATABASE_URL)', process.env.DATABASE_URL)
    .option(
      '--data <directory>',
      'where PGlite keeps the ledger',
      process.env.DATA_DIRECTORY ?? '.tributary/ledger',
    )

/** Opens a ledger that is there; nothing is made where there is none. */
export async function withDatabase(
  { databaseUrl, data }: LedgerLocation,
  work: (database: Database) => Promise<void>,
): Promise<void> {
  const database = await openDatabase({ url: databaseUrl, directory: data, mustExist: true })
  try {
    await work(database)
  } finally {
    await database.close()
  }
}
