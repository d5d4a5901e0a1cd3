import type { PGlite } from '@electric-sql/pglite'
import { expect, test } from 'vitest'
import { openLedger } from '../../src/ledger/open.ts'
import { emptied, readBlank } from './emptied.ts'
import { PglitePool } from './pglite-pool.ts'
import { linkOf } from './tales.ts'

/** The database itself, and not what a test is lent. */
async function ofItsOwn(): Promise<{ ledger: Awaited<ReturnType<typeof openLedger>>; client: PGlite }> {
  const ledger = await openLedger()
  const { $client } = ledger.queries as unknown as { readonly $client: PGlite }
  return { ledger, client: $client }
}

test('an emptied database has what a new one has, and nothing else', async () => {
  const { ledger, client } = await ofItsOwn()
  await ledger.jobs.stop()
  const blank = await readBlank(client)
  const change = async () => {
    await ledger.write((writing) => writing.link(linkOf('ada')))
    await client.exec(`DELETE FROM projection_versions; SET timezone = 'Asia/Tokyo'`)
  }
  await change()
  expect(await readBlank(client)).not.toEqual(blank)

  expect(await emptied(client, blank)).toBe(true)

  expect(await readBlank(client)).toEqual(blank)
  expect((await client.query('SHOW timezone')).rows).not.toEqual([{ TimeZone: 'Asia/Tokyo' }])
  await client.exec("INSERT INTO projection_versions VALUES ('told', 1)")
  await client.close()
})

test.each([
  'ALTER TABLE links ADD COLUMN note text',
  'CREATE TABLE notes (note text)',
  'ALTER TABLE links ALTER COLUMN coldkey DROP NOT NULL',
  'DROP INDEX IF EXISTS notes; CREATE INDEX notes ON links (coldkey)',
])('one whose schema was changed is not used again: %s', async (statement) => {
  const { ledger, client } = await ofItsOwn()
  await ledger.jobs.stop()
  const blank = await readBlank(client)
  await client.exec(statement)
  expect(await emptied(client, blank)).toBe(false)
  await client.close()
})

test('what was given back takes nothing more from who had it, and the next one finds it empty', async () => {
  const { ledger, client } = await ofItsOwn()
  await ledger.jobs.stop()
  let made = 0
  const pool = new PglitePool(async () => {
    made += 1
    return client
  })
  const first = await pool.take({})
  await first.exec("INSERT INTO projection_versions VALUES ('told', 1)")
  await first.close()
  expect(() => first.query('SELECT 1')).toThrow('PGlite is closed')
  expect(first.closed).toBe(true)

  const second = await pool.take({})
  const { rows } = await second.query("SELECT FROM projection_versions WHERE name = 'told'")
  expect([made, rows.length, second.closed]).toEqual([1, 0, false])
  await second.close()
  await client.close()
})
