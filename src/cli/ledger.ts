import { createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Command } from 'commander'
import type { Database } from '../ledger/database.ts'
import { type LedgerLocation, withDatabase, withLocation } from './ledger-location.ts'
import { say } from './output.ts'

/** `tributary ledger …`: what anyone who has the ledger can check for themselves. */
export function ledgerCommand(): Command {
  const ledger = new Command('ledger').description('Checks, writes out or rebuilds the ledger.')
  withLocation(ledger.command('verify'))
    .description('Walks the whole ledger and checks every hash. Exits with 1 where one does not hold.')
    .action((location: LedgerLocation) => withDatabase(location, verify))
  withLocation(ledger.command('export'))
    .description('Writes all events as JSON lines, oldest first, with their hashes.')
    .option('-o, --output <file>', 'a file instead of standard output')
    .action((location: LedgerLocation & { output?: string }) =>
      withDatabase(location, (from) => write(from, location.output)),
    )
  withLocation(ledger.command('rebuild'))
    .description('Drops every projection and makes it again from the events. Stop the App first.')
    .action((location: LedgerLocation) => withDatabase(location, rebuildAll))
  return ledger
}

async function verify({ queries }: Database): Promise<void> {
  const { verifyLedger } = await import('../ledger/verify.ts')
  const { verifySheets } = await import('../ledger/verify-sheets.ts')
  const verification = await verifyLedger(queries)
  if (!verification.ok) {
    throw new Error(`The ledger does not hold at position ${verification.position}: ${verification.reason}.`)
  }
  const { events, tip } = verification
  const sheets = await verifySheets(queries)
  if (!sheets.ok) {
    throw new Error(`The sheets do not hold at position ${sheets.position}: ${sheets.reason}.`)
  }
  say(`The ledger holds: ${events} events, the last with hash ${tip}.`)
  if (sheets.sheets > 0) say(`${sheets.sheets} sheets with ${sheets.rows} rows hold too.`)
}

async function write({ queries }: Database, file: string | undefined): Promise<void> {
  const { exportLedger } = await import('../ledger/export.ts')
  const target = file ? createWriteStream(file) : process.stdout
  await pipeline(Readable.from(exportLedger(queries)), target, { end: file !== undefined })
}

async function rebuildAll({ queries }: Database): Promise<void> {
  const { rebuild } = await import('../ledger/rebuild.ts')
  const replayed = await queries.transaction((transaction) => rebuild(transaction))
  say(`Rebuilt from ${replayed} events.`)
}
