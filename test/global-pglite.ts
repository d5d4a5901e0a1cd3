import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  export interface ProvidedContext {
    /** The file with a new PGlite's data directory in it. */
    blankPglite: string
  }
}

/** Making a new data directory takes PGlite seconds, so a run makes one, and each test begins with a copy of it. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'tributary-blank-'))
  const file = join(folder, 'pglite.tar')
  const blank = await PGlite.create()
  // Clearing 128 MB takes longer than anything that a test does with them.
  await blank.exec("ALTER SYSTEM SET shared_buffers = '4MB'")
  await writeFile(file, Buffer.from(await (await blank.dumpDataDir('none')).arrayBuffer()))
  await blank.close()
  project.provide('blankPglite', file)
  return () => rm(folder, { recursive: true })
}
