import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createPglite } from './pglite.ts'
import { openStatements, type Statements } from './pglite-statements.ts'

type Client = Awaited<ReturnType<typeof createPglite>>
let client: Client
let statements: Statements

beforeAll(async () => {
  client = await createPglite()
})
beforeEach(async () => {
  await client.exec('DROP TABLE IF EXISTS kept; CREATE TABLE kept (n int PRIMARY KEY, word text)')
  await client.exec('DEALLOCATE ALL')
  statements = openStatements(client)
})
afterAll(() => client.close())

const words = async () =>
  (await statements.query('SELECT n, word FROM kept ORDER BY n', [], { rowMode: 'array' })).rows

test.each([
  ['SELECT $1::int + 1 AS n, $2::text AS word', [1, 'a']],
  ['SELECT $1::bigint AS n, $2::boolean AS b, $3::jsonb AS j', [2n ** 60n, true, '{"a": [1, null]}']],
  [
    'SELECT $1::text[] AS list, $2::bigint[] AS numbers, $3::bytea AS bytes',
    [['a', 'b"c', ''], [1n, 2n], Buffer.from('ab')],
  ],
  ['SELECT $1::timestamptz AS at, $2::text AS nothing', ['2026-05-01 10:00:00+00', null]],
  ['SELECT 1 AS n WHERE $1', [false]],
])('%s is answered as PGlite answers it', async (text, values) => {
  const [theirs] = [await client.query(text, values)]
  for (const time of ['first', 'second']) {
    const ours = await statements.query(text, values)
    expect({ time, rows: ours.rows, fields: ours.fields }).toEqual({
      time,
      rows: theirs.rows,
      fields: theirs.fields,
    })
  }
})

test('how many rows were changed is told', async () => {
  const insert = 'INSERT INTO kept VALUES ($1, $2), ($3, $4)'
  expect((await statements.query(insert, [1, 'a', 2, 'b'])).affectedRows).toBe(2)
  expect((await statements.query('UPDATE kept SET word = $1 WHERE n = $2', ['c', 2])).affectedRows).toBe(1)
  expect((await statements.query('DELETE FROM kept RETURNING n')).rows).toEqual([{ n: 1 }, { n: 2 }])
})

test('what fails says why, and leaves the statement and its neighbours as they were', async () => {
  const insert = 'INSERT INTO kept VALUES ($1, $2)'
  await statements.query(insert, [1, 'a'])
  await expect(statements.query(insert, [1, 'b'])).rejects.toMatchObject({ code: '23505' })
  await expect(statements.query('SELECT nonsense')).rejects.toMatchObject({ code: '42703' })
  await expect(statements.query(insert, ['no number', 'b'])).rejects.toMatchObject({ code: '22P02' })
  await statements.query(insert, [2, 'b'])
  expect(await words()).toEqual([
    [1, 'a'],
    [2, 'b'],
  ])
})

test('nobody else is heard inside a transaction, and one that fails has changed nothing', async () => {
  const insert = 'INSERT INTO kept VALUES ($1, $2)'
  const failing = statements.transaction(async (query) => {
    await query(insert, [1, 'a'])
    await new Promise((resolve) => setTimeout(resolve, 20))
    await query('SELECT 1 / $1::int', [0])
  })
  const beside = statements.query(insert, [2, 'b'])
  await expect(failing).rejects.toMatchObject({ code: '22012' })
  await beside
  expect(await words()).toEqual([[2, 'b']])
})

test('a failure inside a transaction can be undone to where it was safe', async () => {
  await statements.transaction(async (query) => {
    await query('INSERT INTO kept VALUES ($1, $2)', [1, 'a'])
    await query('SAVEPOINT here')
    await expect(query('INSERT INTO kept VALUES ($1, $2)', [1, 'b'])).rejects.toMatchObject({ code: '23505' })
    await expect(query('SELECT n FROM kept')).rejects.toMatchObject({ code: '25P02' })
    await query('ROLLBACK TO SAVEPOINT here')
    await query('INSERT INTO kept VALUES ($1, $2)', [2, 'b'])
  })
  expect(await words()).toEqual([
    [1, 'a'],
    [2, 'b'],
  ])
})

test('a transaction that has ended takes nothing more', async () => {
  const late = await statements.transaction(async (query) => ({ query }))
  await expect(late.query('SELECT 1')).rejects.toThrow('Transaction is closed')
})

test('only so many statements are kept, and the others are read again', async () => {
  const texts = Array.from({ length: 400 }, (_, n) => `SELECT ${n} AS n`)
  for (const round of [1, 2]) {
    for (const [n, text] of texts.entries())
      expect({ round, ...(await statements.query(text)).rows[0] }).toEqual({ round, n })
  }
  const { rows } = await client.query('SELECT count(*)::int AS kept FROM pg_prepared_statements')
  expect(rows).toEqual([{ kept: 300 }])
})

test('a statement that was thrown away, or whose table has changed, is read anew', async () => {
  await statements.query('INSERT INTO kept VALUES (1)')
  const all = () => statements.query('SELECT * FROM kept')
  await all()
  await client.exec('DISCARD ALL')
  expect((await all()).rows).toEqual([{ n: 1, word: null }])
  await client.exec('ALTER TABLE kept DROP COLUMN word')
  expect((await all()).rows).toEqual([{ n: 1 }])
})

test('inside a transaction, which has failed by it, it is read anew the next time', async () => {
  const all = 'SELECT * FROM kept'
  await statements.query(all)
  await client.exec('DISCARD ALL')
  const failed = statements.transaction((query) => query(all))
  await expect(failed).rejects.toMatchObject({ code: '26000' })
  expect((await statements.transaction((query) => query(all))).rows).toEqual([])
})

test('once PGlite is closed, it is said', async () => {
  const closed = await createPglite()
  const asked = openStatements(closed)
  await closed.close()
  await expect(asked.query('SELECT 1')).rejects.toThrow('PGlite is closed')
})
