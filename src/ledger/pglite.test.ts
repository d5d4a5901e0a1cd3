import { randomBytes } from 'node:crypto'
import { fdatasyncSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { createPglite } from './pglite.ts'

vi.mock('node:fs', { spy: true })

test('a commit is flushed to the disk before it is answered', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'tributary-pglite-'))
  const client = await createPglite(join(directory, 'ledger'))
  await client.exec('CREATE TABLE kept (n int)')

  vi.mocked(fdatasyncSync).mockClear()
  for (let n = 1; n <= 5; n++) {
    await client.query('INSERT INTO kept VALUES ($1)', [n])
    expect(vi.mocked(fdatasyncSync).mock.calls.length).toBeGreaterThanOrEqual(n)
  }

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
