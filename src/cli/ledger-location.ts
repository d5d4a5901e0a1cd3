import { type Command, Option } from 'commander'
import type { Database } from '../ledger/database.ts'

/** Where a ledger lies. */
export interface LedgerLocation {
  readonly databaseUrl?: string
  readonly data: string
}

/** The options by which a command is told where the ledger lies. */
export const withLocation = (command: Command): Command =>
  command
    .addOption(new Option('--database-url <url>', 'a PostgreSQL server').env('DATABASE_URL'))
    .addOption(
      new Option('--data <directory>', 'where PGlite keeps the ledger')
        .env('DATA_DIRECTORY')
        .default('.tributary/ledger'),
    )

/** Opens a ledger that is there; nothing is made where there is none. */
export async function withDatabase(
  { databaseUrl, data }: LedgerLocation,
  work: (database: Database) => Promise<void>,
): Promise<void> {
  const { openDatabase } = await import('../ledger/database.ts')
  const database = await openDatabase({ url: databaseUrl, directory: data, mustExist: true })
  try {
    await work(database)
  } finally {
    await database.close()
  }
}
