import { fdatasyncSync } from 'node:fs'
import { PGlite, type PGliteOptions, type QueryOptions, type Transaction, types } from '@electric-sql/pglite'
import { NodeFS } from '@electric-sql/pglite/nodefs'

/**
 * PGlite in `directory`, or in memory where there is none. As it comes, PGlite starts with fsync off and its files have
 * no way to flush, so a commit could be lost with the power. Here a commit is on the disk before it is answered.
 */
export function createPglite(directory?: string): Promise<PGlite> {
  if (directory === undefined) return PGlite.create(FORMS)
  const startParams = PGlite.defaultStartParams.filter((parameter) => parameter !== '-F')
  // fdatasync, the default, is an empty function in PGlite's system library; fsync reaches the file.
  startParams.push('-c', 'wal_sync_method=fsync')
  return PGlite.create({ ...FORMS, fs: flushedFiles(directory), startParams })
}

const asText = (text: string): string => text

/**
 * Bytes go in as they are, and come out by Node's own reader: several times faster than PGlite's, byte by byte. Dates come out as text,
 * which drizzle reads.
 */
const FORMS: PGliteOptions = {
  serializers: { [types.BYTEA]: (bytes: Uint8Array) => bytes as unknown as string },
  parsers: {
    [types.BYTEA]: (text) => Buffer.from(text.slice(2), 'hex'),
    [types.TIMESTAMP]: asText,
    [types.TIMESTAMPTZ]: asText,
    [types.INTERVAL]: asText,
    [types.DATE]: asText,
  },
}

/**
 * PGlite for drizzle, which hands over readers of dates with each query. PGlite then copies all of its 318 readers, and that takes as long
 * as an ordinary query. Here none are handed over: `FORMS` has them.
 */
export function forDrizzle(client: PGlite): PGlite {
  const lean = <Asked extends Pick<PGlite, 'query'>>(asked: Asked): Asked =>
    replacing(asked, 'query', (text: string, values?: unknown[], options?: QueryOptions) =>
      asked.query(text, values, options?.rowMode ? { rowMode: options.rowMode } : undefined),
    )
  return replacing(lean(client), 'transaction', (work: (inside: Transaction) => Promise<unknown>) =>
    client.transaction((inside) => work(lean(inside))),
  )
}

/** PGlite for pg-boss, which wants dates as `pg` reads them. */
export function forBoss(client: PGlite): PGlite {
  const asked = replacing(client, 'exec', (text: string) => client.exec(text, DATES))
  return replacing(asked, 'query', (text: string, values?: unknown[]) => client.query(text, values, DATES))
}

const asDate = (text: string): Date => new Date(text)
const DATES: QueryOptions = {
  parsers: { [types.TIMESTAMP]: asDate, [types.TIMESTAMPTZ]: asDate, [types.DATE]: asDate },
}

/** The same object, but for one of its functions. */
const replacing = <Whole extends object>(whole: Whole, name: keyof Whole, by: unknown): Whole =>
  new Proxy(whole, {
    get: (target, asked) => {
      if (asked === name) return by
      const value: unknown = Reflect.get(target, asked, target)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })

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
