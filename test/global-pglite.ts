import { createHash } from 'node:crypto'
import { existsSync, readdirSync } from 'node:fs'
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
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

/** Making a new ledger takes PGlite seconds: it is made once for this version of the ledger, and each test begins with a copy. */
export async function setup(project: TestProject): Promise<void> {
  const file = join(CACHE, `${await digest()}.tar`)
  if (!existsSync(file)) await makeBlank(file)
  project.provide('blankPglite', file)
}

const ROOT = join(import.meta.dirname, '..')
const CACHE = join(ROOT, 'node_modules/.cache/blank-pglite')

/** Of all that decides what is in a new ledger. */
async function digest(): Promise<string> {
  const files = readdirSync(join(ROOT, 'src/ledger'), { recursive: true, encoding: 'utf8' })
  const sources = files.filter((file) => /\.(ts|sql|json)$/.test(file) && !file.endsWith('.test.ts')).sort()
  const hash = createHash('sha256').update(await readFile(join(ROOT, 'package-lock.json')))
  hash.update(await readFile(import.meta.filename))
  for (const file of sources) hash.update(file).update(await readFile(join(ROOT, 'src/ledger', file)))
  return hash.digest('hex')
}

async function makeBlank(file: string): Promise<void> {
  const ledger = await openLedgerOfSmallFiles()
  await ledger.jobs.stop()
  const { $client: blank } = ledger.queries as unknown as { readonly $client: PGlite }
  // Clearing 128 MB takes longer than anything that a test does with them.
  await blank.exec("ALTER SYSTEM SET shared_buffers = '4MB'")
  // As much as where a file of its log has 16 MB: a checkpoint is not due earlier.
  await blank.exec("ALTER SYSTEM SET max_wal_size = '1GB'")
  await dropTemplates(blank)
  // Whole or not at all: another run may look for it at the same time.
  await rm(CACHE, { recursive: true, force: true })
  await mkdir(CACHE, { recursive: true })
  await writeFile(
    `${file}.${process.pid}`,
    Buffer.from(await (await blank.dumpDataDir('none')).arrayBuffer()),
  )
  await rename(`${file}.${process.pid}`, file)
  await ledger.database.close()
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
