import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PGlite, type PGliteOptions } from '@electric-sql/pglite'
import type { TestProject } from 'vitest/node'
import type { Ledger } from '../src/ledger/ledger.ts'
import { openLedger } from '../src/ledger/open.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** The file with the data directory of a new ledger in it. */
    blankPglite: string
  }
}

/** Making a new ledger takes PGlite seconds, so a run makes one, and each test begins with a copy of it. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'tributary-blank-'))
  const file = join(folder, 'pglite.tar')
  const ledger = await openLedgerOfSmallFiles()
  await ledger.jobs.stop()
  const { $client: blank } = ledger.queries as unknown as { readonly $client: PGlite }
  // Clearing 128 MB takes longer than anything that a test does with them.
  await blank.exec("ALTER SYSTEM SET shared_buffers = '4MB'")
  // As much as where a file of its log has 16 MB: a checkpoint is not due earlier.
  await blank.exec("ALTER SYSTEM SET max_wal_size = '1GB'")
  await dropTemplates(blank)
  await writeFile(file, Buffer.from(await (await blank.dumpDataDir('none')).arrayBuffer()))
  await ledger.database.close()
  project.provide('blankPglite', file)
  return () => rm(folder, { recursive: true })
}

/** A file of PGlite's log has 1 MB then, not 16: that is copied for each test. */
async function openLedgerOfSmallFiles(): Promise<Ledger> {
  const create = PGlite.create.bind(PGlite)
  const small = (options: PGliteOptions) => create({ ...options, initDbStartParams: ['--wal-segsize=1'] })
  Object.assign(PGlite, { create: small })
  try {
    return await openLedger()
  } finally {
    Object.assign(PGlite, { create })
  }
}

/** Nobody makes further databases from them, and without them there is half as much to copy. */
async function dropTemplates(blank: PGlite): Promise<void> {
  await blank.exec('UPDATE pg_database SET datistemplate = false')
  for (const name of ['template0', 'template1']) await blank.exec(`DROP DATABASE ${name}`)
  await blank.exec('CHECKPOINT')
}
