import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { PGlite, type PGliteOptions } from '@electric-sql/pglite'
import { inject } from 'vitest'
import { PglitePool } from './support/pglite-pool.ts'
import './support/watched.ts'

// The real PGlite. Only one in memory is different: it begins with the data directory that the run made, or is one that an earlier
// test has given back, emptied. Its files are read once a worker.

/** Bytes that are handed out as they are: a plain Blob makes two copies of them each time. */
class Kept extends Blob {
  readonly content: ArrayBuffer
  constructor(content: Buffer) {
    super([])
    this.content = new Uint8Array(content).buffer
  }
  override async arrayBuffer(): Promise<ArrayBuffer> {
    return this.content
  }
}

type Files = Required<Pick<PGliteOptions, 'loadDataDir' | 'fsBundle'>>
/** Test files share their worker's modules, so an earlier one may have been here. */
const shared = PGlite as typeof PGlite & { createEmpty?: typeof PGlite.create; pool?: PglitePool }
shared.createEmpty ??= PGlite.create.bind(PGlite)
const { createEmpty } = shared

async function readFiles(): Promise<Files> {
  const bundle = join(dirname(createRequire(import.meta.url).resolve('@electric-sql/pglite')), 'pglite.data')
  return {
    loadDataDir: new Kept(await readFile(inject('blankPglite'))),
    fsBundle: new Kept(await readFile(bundle)),
  }
}

let files: Promise<Files> | undefined
shared.pool ??= new PglitePool(async (options) => {
  files ??= readFiles()
  return createEmpty({ ...options, ...(await files) })
})
const { pool } = shared

const create = (options: PGliteOptions = {}) => (options.fs ? createEmpty(options) : pool.take(options))
Object.assign(PGlite, { create })
