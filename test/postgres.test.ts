import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { countRows, openDatabase } from '../src/ledger/database.ts'
import { startPostgres } from './postgres.ts'

test('each test has a database of its own, and the ledger opens on it', async () => {
  const [one, other] = await Promise.all([startPostgres(), startPostgres()])
  const [first, second] = await Promise.all([openDatabase(one), openDatabase(other)])

  await first.queries.execute(sql`insert into cursors values ('chain', 1, '0x00', 0)`)

  expect(await countRows(first.queries, 'cursors')).toBe(1)
  expect(await countRows(second.queries, 'cursors')).toBe(0)
  await Promise.all([first.close(), second.close()])
  await Promise.all([one.stop(), other.stop()])
  await expect(openDatabase(one)).rejects.toThrow()
})
