import { sql } from 'drizzle-orm'
import { pino } from 'pino'
import { Registry } from 'prom-client'
import { startInbox } from '../../src/intake/inbox.ts'
import { openLedger } from '../../src/ledger/open.ts'
import { openDoor } from './door.ts'
import './watched.ts'

/**
 * The front door and the inbox in a process of their own, to be killed. Tells its address; tells which deliveries had
 * their effect, in order, whenever it is asked.
 */
const { DATABASE_URL, DIRECTORY } = process.env
const ledger = await openLedger({ url: DATABASE_URL, directory: DIRECTORY })
await ledger.queries.execute(sql`create table if not exists effects (position serial, delivery text)`)
await startInbox({
  ledger,
  handle: async ({ queries }, { id }) => {
    await queries.execute(sql`insert into effects (delivery) values (${id})`)
  },
  registry: new Registry(),
  logger: pino({ enabled: false }),
  pollEvery: 20,
})
const door = await openDoor(ledger.database)
process.on('message', async () => {
  const { rows } = await ledger.queries.execute<{ delivery: string }>(
    sql`select delivery from effects order by position`,
  )
  process.send?.(rows.map(({ delivery }) => delivery))
})
process.send?.(door.url)
