import type { Clock } from '../clock.ts'
import type { Collection, Store } from './emulator.ts'
import { commitBytes, digestOf } from './git/object-form.ts'
import type { Commit } from './world.ts'

/** Milliseconds between a moment that the emulator reads from this machine's clock and the row that it is written to. */
const FRESH = 10_000

/** When a webhook was sent is between GitHub and the App's process, which asks for lost ones by its own clock. */
const BY_THE_MACHINE = 'tributary.deliveries'

/** A commit's digest covers its times: it is stamped before it is named, and never again. */
const COMMITS = 'github.commits'

/** Lets a store of the emulator write the times of a world's clock wherever it would write this machine's. */
export function stampBy(clock: Clock, store: Store): void {
  const open = store.collection.bind(store)
  const known = new Set<unknown>()
  store.collection = <T>(name: string, indexed?: string[]) => {
    const collection = open<T>(name, indexed)
    if (name === COMMITS && !known.has(collection)) stampCommits(clock, collection as Collection<Commit>)
    if (name !== BY_THE_MACHINE && !known.has(collection)) stampRows(clock, collection)
    known.add(collection)
    return collection
  }
}

function stampCommits(clock: Clock, commits: Collection<Commit>): void {
  const insert = commits.insert.bind(commits)
  commits.insert = (row) => {
    const isCopy = commits.findBy('sha', row.sha).length > 0
    if (isCopy || !(isFresh(row.author_date) || isFresh(row.committer_date))) return insert(row)
    const now = wholeSecond(clock)
    const author_date = isFresh(row.author_date) ? now : row.author_date
    const committer_date = isFresh(row.committer_date) ? now : row.committer_date
    const commit = { ...row, author_date, committer_date }
    return insert({ ...commit, sha: digestOf('commit', commitBytes(commit)) })
  }
}

/** Git knows no parts of seconds. In a zone, so that no later copy takes it for fresh. */
const wholeSecond = (clock: Clock): string => new Date(clock.now()).toISOString().replace(/\.\d+Z$/, '+00:00')

function stampRows<T>(clock: Clock, collection: Collection<T>): void {
  const insert = collection.insert.bind(collection)
  const update = collection.update.bind(collection)
  collection.insert = (row) =>
    stamped(clock, insert(row), ['created_at', 'updated_at', ...Object.keys(row as object)])
  collection.update = (id, change) => {
    const row = update(id, change)
    return row && stamped(clock, row, ['updated_at', ...Object.keys(change)])
  }
}

/** The row itself, with the times that were just written to these fields changed. What was written earlier stays. */
function stamped<Row extends object>(clock: Clock, row: Row, written: readonly string[]): Row {
  const now = new Date(clock.now()).toISOString()
  for (const field of written) {
    if (isFresh(Reflect.get(row, field))) Reflect.set(row, field, now)
  }
  return row
}

function isFresh(value: unknown): boolean {
  if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value)) return false
  return Math.abs(Date.now() - Date.parse(value)) < FRESH
}
