import { fdatasyncSync } from 'node:fs'
import { PGlite, type PGliteOptions, types } from '@electric-sql/pglite'
import { NodeFS } from '@electric-sql/pglite/nodefs'

/**
 * PGlite in `directory`, or in memory where there is none. As it comes, PGlite starts with fsync off and its files have
 * no way to flush, so a commit could be lost with the power. Here a commit is on the disk before it is answered.
 */
export function createPglite(directory?: string): Promise<PGlite> {
  if (directory === undefined) return PGlite.create(BYTES)
  const startParams = PGlite.defaultStartParams.filter((parameter) => parameter !== '-F')
  // fdatasync, the default, is an empty function in PGlite's system library; fsync reaches the file.
  startParams.push('-c', 'wal_sync_method=fsync')
  return PGlite.create({ ...BYTES, fs: flushedFiles(directory), startParams })
}

/** Bytes go in as they are, and come out by Node's own reader: several times faster than PGlite's, byte by byte. */
const BYTES: PGliteOptions = {
  serializers: { [types.BYTEA]: (bytes: Uint8Array) => bytes as unknown as string },
  parsers: { [types.BYTEA]: (text) => Buffer.from(text.slice(2), 'hex') },
}

interface OpenFile {
  readonly nfd: number
}

function flushedFiles(directory: string): NodeFS {
  const files = new NodeFS(directory)
  const init = files.init.bind(files)
  files.init = (pg, options) => init(pg, { ...options, preRun: [...(options.preRun ?? []), addFlush] })
  return files
}

/** Emscripten's files of Node know no `fsync`; the system call looks for one at each call. */
const addFlush: NonNullable<Parameters<NodeFS['init']>[1]['preRun']>[number] = ({ NODEFS }) => {
  const operations = (NODEFS as unknown as { stream_ops: { fsync: (file: OpenFile) => number } }).stream_ops
  operations.fsync = ({ nfd }) => {
    fdatasyncSync(nfd)
    return 0
  }
}
