import { sql } from 'drizzle-orm'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { closeLost, nextNonce, readDue, readOpenAttempts } from '../../ledger/attempts.ts'
import type { Queries } from '../../ledger/database.ts'
import { noteHolds } from '../../ledger/holds.ts'
import { encode } from '../../ledger/json.ts'
import type { Ledger } from '../../ledger/ledger.ts'
import { openLedger } from '../../ledger/open.ts'
import { treasuryOf } from '../pots.ts'
import { readWatched } from '../watcher/watched.ts'
import { readInFlight } from './spendings.ts'

// What settlement and the watcher ask for again and again touches what is open, whatever was ever paid.

/** `SETTLED=1000000` also measures. */
const SETTLED = Number(process.env.SETTLED ?? 20_000)
const pair = {
  app: '5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY',
  bob: '5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty',
}
const treasury = treasuryOf(pair.app, [pair.bob], 1)

let ledger: Ledger
beforeEach(async () => {
  ledger = await openLedger({ url: process.env.DATABASE_URL })
})
afterEach(() => ledger.close())

const intent = (key: string) => ({
  key,
  purpose: { kind: 'test', about: [] },
  pot: { kind: 'float' },
  failures: 0,
  notBefore: 0,
  call: { kind: 'transfer', to: { coldkey: 'ada' }, amount: 5n },
})

/** So many settled payments, ten an extrinsic, and after them one that is due, one in flight and one that is held. */
async function fill(queries: Queries, settled: number): Promise<void> {
  const text = encode(intent('paid'))
  await queries.execute(sql`
    INSERT INTO intents (key, stream, intent, coldkey, status)
    SELECT 'paid-' || n, 'test', ${text}, 'ada', 'settled' FROM generate_series(1, ${settled}::int) n`)
  await queries.execute(sql`
    INSERT INTO attempts (hash, account, nonce, bytes, birth_block, death_block, status)
    SELECT '0x' || n, ${pair.app}, n, '0x', n, n + 64, 'final' FROM generate_series(0, ${settled}::int / 10) n`)
  await queries.execute(sql`
    INSERT INTO attempt_items (attempt, place, intent_key, open, paid, amount)
    SELECT '0x' || (n / 10), n % 10, 'paid-' || n, false, true, 5 FROM generate_series(1, ${settled}::int) n`)
  const next = Math.floor(settled / 10) + 1
  for (const key of ['due', 'flying', 'held']) {
    await queries.execute(sql`
      INSERT INTO intents (key, stream, intent, coldkey, status)
      VALUES (${key}, 'test', ${encode(intent(key))}, 'ada', 'owed')`)
  }
  await queries.execute(sql`
    INSERT INTO attempts (hash, account, nonce, bytes, birth_block, death_block, status)
    VALUES ('0xflying', ${pair.app}, ${next}, '0x', ${next}, ${next + 64}, 'broadcast')`)
  await queries.execute(sql`
    INSERT INTO attempt_items (attempt, place, intent_key, amount) VALUES ('0xflying', 0, 'flying', 5)`)
  await queries.execute(sql`INSERT INTO holds (intent_key, reason) VALUES ('held', 'why'), ('paid-1', 'why')`)
  for (const table of ['intents', 'attempts', 'attempt_items', 'holds']) {
    await queries.execute(sql`ANALYZE ${sql.identifier(table)}`)
  }
}

const next = Math.floor(SETTLED / 10) + 1
const asked: Record<string, (queries: Queries) => Promise<unknown>> = {
  nextNonce: (queries) => nextNonce(queries, pair.app, next),
  readDue: (queries) => readDue(queries, 1),
  readInFlight,
  readOpenAttempts: (queries) => readOpenAttempts(queries, pair.app),
  readWatched: (queries) => readWatched(queries, treasury),
  closeLost: (queries) => closeLost(queries, pair.app, { block: 0, specAfter: 0 }),
  noteHolds: (queries) => noteHolds(queries, [{ key: 'held', reason: 'why' }], []),
}

test(`after ${SETTLED} settled payments every question is answered from what is open`, async () => {
  const { queries } = ledger
  await fill(queries, SETTLED)
  const due = await readDue(queries, 1)
  expect(due.map(({ intent: { key } }) => key)).toEqual(['due', 'held'])
  expect(await nextNonce(queries, pair.app, next)).toBe(next + 1)
  expect((await readInFlight(queries)).sums).toEqual(new Map([['float', 5n]]))
  expect((await readOpenAttempts(queries, pair.app)).map(({ hash }) => hash)).toEqual(['0xflying'])
  for (const [name, ask] of Object.entries(asked)) {
    const seen = await rowsRead(queries, ask)
    // So few are read faster from the whole table.
    if (SETTLED > 1_000) expect({ name, isBounded: seen < 50, seen }).toMatchObject({ isBounded: true })
    if (process.env.SETTLED)
      process.stdout.write(`${name}: ${seen} rows, ${await milliseconds(queries, ask)} ms\n`)
  }
}, 600_000)

/** Rows of the tables that grow, read from the heap or an index, as the database itself counts them. */
async function rowsRead(queries: Queries, ask: (queries: Queries) => Promise<unknown>): Promise<number> {
  return queries.transaction(async (transaction) => {
    const before = await counted(transaction)
    await ask(transaction)
    return (await counted(transaction)) - before
  })
}

async function counted(queries: Queries): Promise<number> {
  const { rows } = await queries.execute<{ n: string }>(sql`
    SELECT sum(seq_tup_read + coalesce(idx_tup_fetch, 0))::text AS n FROM pg_stat_xact_user_tables
    WHERE relname IN ('intents', 'attempts', 'attempt_items')`)
  return Number(rows[0]?.n ?? 0)
}

async function milliseconds(queries: Queries, ask: (queries: Queries) => Promise<unknown>): Promise<string> {
  const times: number[] = []
  for (let run = 0; run < 20; run++) {
    const start = performance.now()
    await ask(queries)
    times.push(performance.now() - start)
  }
  return (times.sort((a, b) => a - b)[10] ?? 0).toFixed(2)
}
