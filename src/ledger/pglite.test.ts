import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { syncBuiltinESMExports } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { makeBlankPglite } from '../../test/blank-pglite.ts'
import { createPglite } from './pglite.ts'

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
