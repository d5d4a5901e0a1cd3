import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { PGlite } from '@electric-sql/pglite'
import type { TestProject } from 'vitest/node'
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
  const ledger = await openLedger()
  await ledger.jobs.stop()
  const { $client: blank } = ledger.queries as unknown as { readonly $client: PGlite }
  // Clearing 128 MB takes longer than anything that a test does with them.
  await blank.exec("ALTER SYSTEM SET shared_buffers = '4MB'")
  await dropTemplates(blank)
  await writeFile(file, Buffer.from(await (await blank.dumpDataDir('none')).arrayBuffer()))
  await ledger.database.close()
  project.provide('blankPglite', file)
  return () => rm(folder, { recursive: true })
}

/** Nobody makes further databases from them, and without them there is half as much to copy. */
async function dropTemplates(blank: PGlite): Promise<void> {
  await blank.exec('UPDATE pg_database SET datistemplate = false')
  for (const name of ['template0', 'template1']) await blank.exec(`DROP DATABASE ${name}`)
  await blank.exec('CHECKPOINT')
}
