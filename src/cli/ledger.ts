import { createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Command } from 'commander'
import type { Database } from '../ledger/database.ts'
import { type LedgerLocation, withDatabase, withLocation } from './ledger-location.ts'
import { withJson } from './options.ts'
import { during } from './progress.ts'
import { type Voice, voiceOf } from './voice.ts'

interface Printing {
  readonly json?: true
}

/** `tributary ledger …`: what anyone who has the ledger can check for themselves. */
export function ledgerCommand(): Command {
  const ledger = new Command('ledger').description('Checks, writes out or rebuilds the ledger.')
  withJson(withLocation(ledger.command('verify')))
    .description('Walks the whole ledger and checks every hash. Exits with 1 where one does not hold.')
    .action((options: LedgerLocation & Printing) =>
      withDatabase(options, (database) => verify(database, voiceOf(options))),
    )
  withLocation(ledger.command('export'))
    .description('Writes all events as JSON lines, oldest first, with their hashes.')
    .option('-o, --output <file>', 'a file instead of standard output')
    .action((location: LedgerLocation & { output?: string }) =>
      withDatabase(location, (from) => write(from, location.output)),
    )
  withJson(withLocation(ledger.command('rebuild')))
    .description('Drops every projection and makes it again from the events. Stop the App first.')
    .action((options: LedgerLocation & Printing) =>
      withDatabase(options, (database) => rebuildAll(database, voiceOf(options))),
    )
  return ledger
}

async function verify({ queries }: Database, { say, tell }: Voice): Promise<void> {
  const { verifyLedger } = await import('../ledger/verify.ts')
  const { verifySheets } = await import('../ledger/verify-sheets.ts')
  const verification = await during('Checking each hash', verifyLedger(queries))
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
  tell({ ok: true, events, tip, sheets: sheets.sheets, rows: sheets.rows })
}

async function write({ queries }: Database, file: string | undefined): Promise<void> {
  const { exportLedger } = await import('../ledger/export.ts')
  const target = file ? createWriteStream(file) : process.stdout
  await pipeline(Readable.from(exportLedger(queries)), target, { end: file !== undefined })
}

async function rebuildAll({ queries }: Database, { say, tell }: Voice): Promise<void> {
  const { rebuild } = await import('../ledger/rebuild.ts')
  const replayed = await during(
    'Rebuilding',
    queries.transaction((transaction) => rebuild(transaction)),
  )
  say(`Rebuilt from ${replayed} events.`)
  tell({ events: replayed })
}
