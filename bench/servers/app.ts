import { createServer } from 'node:http'
import { pino } from 'pino'
import { Registry } from 'prom-client'
import { createIntake } from '../../src/intake/intake.ts'
import { countRows, openDatabase } from '../../src/ledger/database.ts'
import { serve } from './serve.ts'

/** The App's front door on the database that the environment names, with nothing behind it. */
const { DATABASE_URL, DIRECTORY, SECRET = '' } = process.env
const database = await openDatabase({
  ...(DATABASE_URL && { url: DATABASE_URL }),
  ...(DIRECTORY && { directory: DIRECTORY }),
})
const intake = createIntake({
  database,
  secrets: [SECRET],
  events: new Set(['issues', 'issue_comment']),
  registry: new Registry(),
  logger: pino({ level: 'error' }),
})
await serve(
  createServer((request, response) => void intake.handle(request, response)),
  async () => {
    await intake.drain()
    const stored = await countRows(database.queries, 'deliveries')
    await database.close()
    return stored
  },
)
