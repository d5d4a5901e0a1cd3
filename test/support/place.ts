import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { LedgerOptions } from '../../src/ledger/open.ts'
import { makeBlankPglite } from '../blank-pglite.ts'
import { startPostgres } from '../postgres.ts'

/** Where a ledger outlives the processes that have it. `remove` takes it away. */
export interface Place {
  readonly options: LedgerOptions
  remove(): Promise<void>
}

export async function openPlace(database: 'PGlite' | 'PostgreSQL'): Promise<Place> {
  if (database === 'PostgreSQL') {
    const { url, stop } = await startPostgres()
    return { options: { url }, remove: stop }
  }
  const directory = await mkdtemp(join(tmpdir(), 'place-'))
  await makeBlankPglite(directory)
  return { options: { directory }, remove: () => rm(directory, { recursive: true, force: true }) }
}
