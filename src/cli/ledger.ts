import { createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Command } from 'commander'
import { type Database, openDatabase } from '../ledger/database.ts'
import { exportLedger } from '../ledger/export.ts'
import { rebuild } from '../ledger/rebuild.ts'
import { verifyLedger } from '../ledger/verify.ts'

interface Place {
  readonly databaseUrl?: string
  readonly data: string
}

/** `tributary ledger …`: what anyone who has the ledger can check for themselves. */
export function ledgerCommand(): Command {
  const ledger = new Command('ledger').description('Checks, writes out or rebuilds the ledger.')
  const placed = (name: string, description: string) =>
    ledger
      .command(name)
      .description(description)
      .option(
        '--database-url <url>',
        'a PostgreSQL server (default: $DATABASE_URL)',
        process.env.DATABASE_URL,
      )
      .option(
        '--data <directory>',
        'where PGlite keeps the ledger',
        process.env.DATA_DIRECTORY ?? '.tributary',
      )

  placed(
    'verify',
    'Walks the whole ledger and checks every hash. Exits with 1 where one does not hold.',
  ).action((place: Place) => withDatabase(place, verify))
  placed('export', 'Writes all events as JSON lines, oldest first, with their hashes.')
    .option('-o, --output <file>', 'a file instead of standard output')
    .action((place: Place & { output?: string }) =>
      withDatabase(place, async ({ queries }) => {
        const target = place.output ? createWriteStream(place.output) : process.stdout
        await pipeline(Readable.from(exportLedger(queries)), target, { end: place.output !== undefined })
      }),
    )
  placed('rebuild', 'Drops every projection and makes it again from the events. Stop the App first.').action(
    (place: Place) =>
      withDatabase(place, async ({ queries }) => {
        const replayed = await queries.transaction((transaction) => rebuild(transaction))
        process.stdout.write(`Rebuilt from ${replayed} events.\n`)
      }),
  )
  return ledger
}

async function verify({ queries }: Database): Promise<void> {
  const verification = await verifyLedger(queries)
  if (verification.ok) {
    process.stdout.write(
      `The ledger holds: ${verification.events} events, the last with hash ${verification.tip}.\n`,
    )
    return
  }
  throw new Error(`The ledger does not hold at position ${verification.position}: ${verification.reason}.`)
}

async function withDatabase(place: Place, work: (database: Database) => Promise<void>): Promise<void> {
  const database = await openDatabase(
    place.databaseUrl ? { url: place.databaseUrl } : { directory: place.data },
  )
  try {
    await work(database)
  } finally {
    await database.close()
  }
}
