import type { Logger } from 'pino'
import type { Queries } from '../ledger/database.ts'
import { allLooked, repositoriesToLook, type Unplaced } from '../ledger/looked.ts'
import { AT_ONCE, newestIn } from './changes.ts'
import { type Etags, type GitHubAsked, type Purse, statusOf } from './listing.ts'
import { horizon, lookAt } from './look-at.ts'
import { type Poller, startPoller } from './poller.ts'

export interface LookOptions {
  readonly queries: Queries
  readonly asInstallation: (id: number) => Promise<GitHubAsked>
  readonly logger: Pick<Logger, 'info' | 'warn' | 'error'>
  readonly onStored: () => void
}

export interface Looking extends Poller {
  /** Whether all that was said when it was woken last, or before the start, has been found: GitHub was asked, and has answered. */
  readonly isThrough: () => boolean
}

const EVERY = 5 * 60_000
/** Calls to GitHub in one look, ten a minute; and in the first, and one that was asked for. */
const [BUDGET, URGENT] = [50, 400]
/**
 * Of the repositories in which nothing seems to have happened, so many are looked at all the same: GitHub may not count the edit
 * of a comment. Of a thousand, each has its turn within 14 hours.
 */
const IDLE = 6

/**
 * GitHub does not tell what it never sent, as while the App was suspended: at once, when woken, and every few minutes, what was written
 * and pushed is listed, and stored as deliveries. `wake` it when an installation changes.
 */
export function startLook(options: LookOptions): Looking {
  const { look, hasten, ask, isThrough, isCut } = createLook(options)
  let isUrgent = true
  const step = async () => {
    const budget = isUrgent ? URGENT : BUDGET
    isUrgent = false
    await look(budget)
    isUrgent ||= budget === URGENT && isCut()
    return false
  }
  const onError = (error: unknown) =>
    options.logger.error({ err: error }, 'what GitHub never sent cannot be looked for')
  const loop = startPoller(step, { pollEvery: EVERY, onError })
  const wake = () => {
    isUrgent = true
    ask()
    hasten()
    loop.wake()
  }
  return { wake, stop: loop.stop, isThrough }
}

/**
 * One look after the other, each where the last one ended, within a budget of calls: it answers how many deliveries were new. First comes where
 * something happened, then what GitHub does not tell of, then a few others. A repository that could not be looked at waits for its turn like the
 * others, unless `hasten` says that it may be mended.
 */
export function createLook(options: LookOptions) {
  const { queries, logger, onStored } = options
  /** When each repository was looked at last, in the order of looks. */
  const turns = new Map<number, number>()
  /** When something had happened last as it was looked at, by GitHub's time. */
  const seen = new Map<number, number>()
  const failed = new Set<number>()
  const etags = new Map<number, Etags>()
  let turn = 0
  /** How many looks have begun; how many had when it was asked for another; and in which each repository was heard last. */
  let [begun, asked] = [0, 0]
  const heard = new Map<number, number>()
  /** Null before the first look has ended; then whether its calls were spent before its end. */
  let isCut: boolean | null = null
  let known: readonly Unplaced[] = []
  const ask = () => {
    asked = begun
  }
  const isThrough = () => isCut !== null && known.every(({ id }) => (heard.get(id) ?? 0) > asked)
  const hasten = () => {
    for (const id of failed) turns.delete(id)
  }
  const visit = async (repository: Unplaced, newest: number | undefined, purse: Purse) => {
    turn += 1
    turns.set(repository.id, turn)
    try {
      const stored = await lookAt(repository, { ...options, etags, purse })
      failed.delete(repository.id)
      heard.set(repository.id, begun)
      if (newest !== undefined) seen.set(repository.id, newest)
      return stored
    } catch (error) {
      const status = statusOf(error)
      logger.warn({ repository: repository.id, status }, 'a repository cannot be looked at')
      if (isAnswer(status)) heard.set(repository.id, begun)
      failed.add(repository.id)
      return 0
    }
  }
  const look = async (budget: number) => {
    begun += 1
    const purse: Purse = { left: budget }
    const all = inTurn(await repositoriesToLook(queries), turns)
    const newest = await newestOf(all, options, purse, budget / 2)
    const looked = await allLooked(queries)
    const isIdle = ({ id }: Unplaced) => {
      const at = newest.get(id)
      return at !== undefined && (seen.has(id) ? seen.get(id) === at : at <= (looked.get(id) ?? horizon()))
    }
    const due = [
      ...all.filter((one) => newest.has(one.id) && !isIdle(one)),
      ...all.filter(({ id }) => !newest.has(id)),
      ...all.filter(isIdle).slice(0, IDLE),
    ]
    for (const { id } of all.filter(isIdle)) heard.set(id, begun)
    let [stored, visited] = [0, 0]
    for (const repository of due) {
      if (purse.left <= 0) break
      stored += await visit(repository, newest.get(repository.id), purse)
      visited += 1
    }
    known = all
    isCut = due.slice(visited).some((one) => !isIdle(one))
    if (stored > 0) {
      logger.info({ stored }, 'what GitHub never sent was found')
      onStored()
    }
    return stored
  }
  return { look, hasten, ask, isThrough, isCut: () => isCut ?? false }
}

/** Where GitHub lets nobody in, nothing that was said can be heard; where it does not answer, something may. */
const isAnswer = (status: number | null): boolean => status !== null && status < 500 && status !== 429

const inTurn = (all: readonly Unplaced[], turns: ReadonlyMap<number, number>): Unplaced[] =>
  all.toSorted((one, other) => (turns.get(one.id) ?? 0) - (turns.get(other.id) ?? 0))

/** When something happened last in each, by a call for a hundred of an installation; those that cannot be asked are missing. */
async function newestOf(
  all: readonly Unplaced[],
  { asInstallation, logger }: LookOptions,
  purse: Purse,
  mostCalls: number,
): Promise<ReadonlyMap<number, number>> {
  const newest = new Map<number, number>()
  const parts = [...Map.groupBy(all, ({ installation }) => installation)].flatMap(([installation, its]) =>
    Array.from({ length: Math.ceil(its.length / AT_ONCE) }, (_, part) => ({
      installation,
      its: its.slice(part * AT_ONCE, (part + 1) * AT_ONCE),
    })),
  )
  for (const { installation, its } of parts.slice(0, Math.ceil(mostCalls))) {
    try {
      const found = await newestIn(await asInstallation(installation), its, purse)
      for (const [id, at] of found) newest.set(id, at)
    } catch (error) {
      logger.warn({ installation, status: statusOf(error) }, 'what happened last cannot be asked')
    }
  }
  return newest
}
