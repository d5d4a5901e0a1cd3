import { fdatasyncSync } from 'node:fs'
import { PGlite, type PGliteOptions, type QueryOptions, type Transaction, types } from '@electric-sql/pglite'
import { NodeFS } from '@electric-sql/pglite/nodefs'
import type { Ask, Statements } from './pglite-statements.ts'

/**
 * PGlite in `directory`, or in memory where there is none. As it comes, PGlite starts with fsync off and its files have
 * no way to flush, so a commit could be lost with the power. Here a commit is on the disk before it is answered.
 */
export function createPglite(directory?: string): Promise<PGlite> {
  if (directory === undefined)
    return PGlite.create({ ...FORMS, startParams: [...PGlite.defaultStartParams, ...PLANNED] })
  const startParams = PGlite.defaultStartParams.filter((parameter) => parameter !== '-F')
  // fdatasync, the default, is an empty function in PGlite's system library; fsync reaches the file.
  startParams.push('-c', 'wal_sync_method=fsync', ...PLANNED)
  return PGlite.create({ ...FORMS, fs: flushedFiles(directory), startParams })
}

/** A statement that is kept is planned each time, by what its tables hold then. */
const PLANNED = ['-c', 'plan_cache_mode=force_custom_plan'] as const

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

/** PGlite for drizzle: it hands over readers of dates with each query, which are `FORMS` already. */
export function forDrizzle(client: PGlite, statements: Statements): PGlite {
  const lean =
    (ask: Ask): Ask =>
    (text, values, options) =>
      ask(text, values, options?.rowMode ? { rowMode: options.rowMode } : {})
  const transaction = (work: (inside: Transaction) => Promise<unknown>) =>
    statements.transaction((ask, inside) => work(replacing(inside, 'query', lean(ask))))
  return replacing(replacing(client, 'query', lean(statements.query)), 'transaction', transaction)
}

/** PGlite for pg-boss, which wants dates as `pg` reads them. */
export function forBoss(client: PGlite, statements: Statements): PGlite {
  const asked = replacing(client, 'exec', (text: string) => client.exec(text, DATES))
  return replacing(asked, 'query', (text: string, values?: unknown[]) =>
    statements.query(text, values, DATES),
  )
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
