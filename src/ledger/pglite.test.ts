import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { syncBuiltinESMExports } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { makeBlankPglite } from '../../test/blank-pglite.ts'
import { openDatabase } from './database.ts'
import { createPglite, forBoss } from './pglite.ts'
import { openStatements } from './pglite-statements.ts'
import { outstanding } from './schema.ts'

test('a commit is flushed to the disk before it is answered', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'tributary-pglite-'))
  await makeBlankPglite(join(directory, 'ledger'))
  const flushes = vi.spyOn(fs, 'fdatasyncSync')
  syncBuiltinESMExports()
  const client = await createPglite(join(directory, 'ledger'))
  await client.exec('CREATE TABLE kept (n int)')

  flushes.mockClear()
  for (let n = 1; n <= 5; n++) {
    await client.query('INSERT INTO kept VALUES ($1)', [n])
    expect(flushes.mock.calls.length).toBeGreaterThanOrEqual(n)
  }

  flushes.mockRestore()
  syncBuiltinESMExports()
  await client.close()
  await rm(directory, { recursive: true })
})

test('bytes come back as they went in', async () => {
  const client = await createPglite()
  const bytes = [Buffer.alloc(0), Buffer.from([0, 92, 255]), randomBytes(100_000)]
  for (const given of bytes) {
    const { rows } = await client.query<{ got: Uint8Array }>('SELECT $1::bytea AS got', [given])
    expect(rows[0]?.got).toEqual(given)
  }
  await client.close()
})

test('dates are read: as dates by drizzle, inside a transaction too, and by the job queue; as text where nobody says how', async () => {
  const { queries, close } = await openDatabase({})
  await queries.insert(outstanding).values({ queue: 'thread', key: 'a', data: '{}' })
  const read = () => queries.select({ since: outstanding.since }).from(outstanding)
  const [outside] = await read()
  const [inside] = await queries.transaction((asked) =>
    asked.select({ since: outstanding.since }).from(outstanding),
  )
  expect(outside?.since).toBeInstanceOf(Date)
  expect(Math.abs(Date.now() - Number(outside?.since))).toBeLessThan(60_000)
  expect(inside).toEqual(outside)
  const { rows } = await queries.execute<{ since: unknown }>('select since from outstanding')
  expect(rows[0]?.since).toBeTypeOf('string')
  await close()

  const client = await createPglite()
  const asked = `select timestamptz '2026-05-01 10:00:00.25+02' as at`
  const at = new Date('2026-05-01T08:00:00.250Z')
  const boss = forBoss(client, openStatements(client))
  expect((await boss.query<{ at: Date }>(`${asked} where $1`, [true])).rows[0]?.at).toEqual(at)
  expect((await boss.exec(asked))[0]?.rows[0]).toEqual({ at })
  await client.close()
})
