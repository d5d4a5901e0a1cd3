import { sql } from 'drizzle-orm'
import { accountStream, type LinkColdkey } from '../mechanisms/account/account.ts'
import { type RulesFor, rulesFor as rulesOfToday } from '../mechanisms/streams/kinds.ts'
import { openDatabase, type Queries } from './database.ts'
import { type CausesNotice, enqueueThread } from './enqueue.ts'
import { handle } from './handle.ts'
import { startJobs } from './jobs.ts'
import type { Ledger, Writing } from './ledger.ts'
import { holderOf } from './links.ts'
import type { FailedTry } from './outstanding.ts'
import { outdated } from './projections/versions.ts'
import { readRace, readSubnet } from './read-subnet.ts'
import { rebuild } from './rebuild.ts'
import type { ChangesThread } from './subjects.ts'
import { threadsAbout } from './subnets.ts'

/** Any number that no other program on the same database uses for its advisory locks. */
const WRITER_LOCK = 7_214_681

export interface LedgerOptions {
  /** `postgres://…`; without it PGlite is used. */
  readonly url?: string | undefined
  /** Where PGlite keeps the ledger; without it in memory. */
  readonly directory?: string | undefined
  /** Nothing is made where there is no ledger in the directory: that is an error. */
  readonly mustExist?: boolean
  /** Whether these events can change what a thread shows. Left out, all of them can. */
  readonly changesThread?: ChangesThread
  /** Whether an event of this type may make it somebody's turn. Left out, none does. */
  readonly causesNotice?: CausesNotice
  /** The rules of its streams; left out, those of every kind that there is. */
  readonly rulesFor?: RulesFor
  /** Errors of the job queue that no job carries. */
  readonly onError?: (error: Error) => void
  /** Each try of a job that failed. */
  readonly onFailure?: (failure: FailedTry) => void
}

/** Opens the ledger and its jobs, bringing the schema up to date. Throws where the database cannot be reached. */
export async function openLedger(options: LedgerOptions = {}): Promise<Ledger> {
  const rulesFor = options.rulesFor ?? rulesOfToday
  const database = await openDatabase(options)
  const { onError = () => undefined, onFailure } = options
  const jobs = await startJobs(database, onError, onFailure).catch(async (error) => {
    await database.close()
    throw error
  })
  const { changesThread = () => true, causesNotice = () => false } = options
  const work = { jobs, changesThread, causesNotice, rulesFor }
  const writing = (queries: Queries): Writing => ({
    queries,
    handle: (stream, command) => handle(queries, work, stream, command),
    link: async (command) =>
      handle(queries, work, accountStream(command.person.id), await held(queries, command)),
    readSubnet: (stream) => readSubnet(queries, stream),
    readRace: (stream) => readRace(queries, stream),
    showThread: async (stream, ...beside) => {
      for (const thread of await threadsAbout(queries, stream)) {
        await enqueueThread(queries, jobs, thread, beside)
      }
    },
    enqueue: (queue, key, data) => jobs.enqueue(queries, queue, key, data),
    hasten: (owner) => jobs.hasten(queries, owner),
  })
  const write: Ledger['write'] = (task) =>
    database.queries.transaction(async (queries) => {
      await queries.execute(sql`select pg_advisory_xact_lock(${WRITER_LOCK})`)
      return task(writing(queries))
    })
  await write(({ queries }) => bringUpToDate(queries, rulesFor)).catch(async (error) => {
    await jobs.stop()
    await database.close()
    throw error
  })
  return {
    database,
    queries: database.queries,
    jobs,
    write,
    readSubnet: (stream) => readSubnet(database.queries, stream),
    close: async () => {
      await jobs.stop()
      await database.close()
    },
  }
}

/** Rows that another version of a projection made are made anew. */
async function bringUpToDate(queries: Queries, rulesFor: RulesFor): Promise<void> {
  const made = await outdated(queries)
  if (made.length > 0) await rebuild(queries, rulesFor, made)
}

/** The account's own stream does not say whether another account has proven control of its coldkey since. */
const held = async (queries: Queries, command: LinkColdkey): Promise<LinkColdkey> => ({
  ...command,
  isHeld: (await holderOf(queries, command.coldkey)) === command.person.id,
})
