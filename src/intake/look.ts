import type { Logger } from 'pino'
import type { Queries } from '../ledger/database.ts'
import { type Arrival, storeDeliveries } from '../ledger/deliveries.ts'
import {
  heardAlready,
  issuesAnswered,
  type LookedAt,
  named,
  placeKey,
  readLooked,
  repositoriesToLook,
  type Unnamed,
  writeLooked,
} from '../ledger/looked.ts'
import {
  createLister,
  type Etags,
  type GitHubAsked,
  type Lister,
  MOST,
  type Purse,
  statusOf,
} from './listing.ts'
import {
  commentDelivery,
  issueDelivery,
  type Listed,
  pullDelivery,
  reviewCommentDelivery,
  reviewDelivery,
} from './looked-deliveries.ts'
import { type Poller, startPoller } from './poller.ts'

export interface LookOptions {
  readonly queries: Queries
  readonly asInstallation: (id: number) => Promise<GitHubAsked>
  readonly logger: Pick<Logger, 'info' | 'warn' | 'error'>
  readonly onStored: () => void
}

export interface Looking extends Poller {
  /** Settles when the first look is over, whether it succeeded or not. */
  readonly first: Promise<void>
}

const EVERY = 5 * 60_000
/** Calls to GitHub in one look, ten a minute; and in the first, and one that was asked for. */
const [BUDGET, URGENT] = [50, 400]
/** How far back a repository is looked at that never was, and how much of what was seen is seen again, in milliseconds. */
const [HORIZON, OVERLAP] = [3 * 24 * 60 * 60_000, 10 * 60_000]

/**
 * GitHub does not tell what it never sent, as while the App was suspended: at once, when woken, and every few minutes, what was written
 * and pushed is listed, and stored as deliveries. `wake` it when an installation changes.
 */
export function startLook(options: LookOptions): Looking {
  const { promise: first, resolve } = Promise.withResolvers<void>()
  const { look, hasten } = createLook(options)
  let isUrgent = true
  const step = async () => {
    const budget = isUrgent ? URGENT : BUDGET
    isUrgent = false
    await look(budget).finally(resolve)
    return false
  }
  const onError = (error: unknown) =>
    options.logger.error({ err: error }, 'what GitHub never sent cannot be looked for')
  const loop = startPoller(step, { pollEvery: EVERY, onError })
  const wake = () => {
    isUrgent = true
    hasten()
    loop.wake()
  }
  return { wake, stop: loop.stop, first }
}

/**
 * One look after the other, each where the last one ended, within a budget of calls: it answers how many deliveries were new. A repository
 * that could not be looked at waits for its turn like the others, unless `hasten` says that it may be mended.
 */
export function createLook(options: LookOptions) {
  const { queries, logger, onStored } = options
  /** When each repository was looked at last, in the order of looks. */
  const turns = new Map<number, number>()
  const failed = new Set<number>()
  const etags = new Map<number, Etags>()
  let turn = 0
  const hasten = () => {
    for (const id of failed) turns.delete(id)
  }
  const look = async (budget: number) => {
    const purse: Purse = { left: budget }
    let stored = 0
    for (const repository of inTurn(await repositoriesToLook(queries), turns)) {
      if (purse.left <= 0) break
      turn += 1
      turns.set(repository.id, turn)
      const news = await lookAt(repository, { options, etags, purse }).catch((error: unknown) => {
        logger.warn(
          { repository: repository.id, status: statusOf(error) },
          'a repository cannot be looked at',
        )
        return null
      })
      if (news === null) failed.add(repository.id)
      else failed.delete(repository.id)
      stored += news ?? 0
    }
    if (stored > 0) {
      logger.info({ stored }, 'what GitHub never sent was found')
      onStored()
    }
    return stored
  }
  return { look, hasten }
}

interface Asking {
  readonly options: LookOptions
  readonly etags: Map<number, Etags>
  readonly purse: Purse
}

const inTurn = (all: readonly Unnamed[], turns: ReadonlyMap<number, number>): Unnamed[] =>
  all.toSorted((one, other) => (turns.get(one.id) ?? 0) - (turns.get(other.id) ?? 0))

async function lookAt(unnamed: Unnamed, { options, etags, purse }: Asking): Promise<number> {
  const { queries } = options
  const at = await named(queries, unnamed)
  if (!at) return 0
  const last = await readLooked(queries, at.id)
  const since = last === null ? Date.now() - HORIZON : last - OVERLAP
  const octokit = await options.asInstallation(at.installation)
  const lister = createLister({ octokit, ...at, known: etags.get(at.id) ?? new Map(), purse })
  const { arrivals, upTo } = await found(at, since, lister, queries)
  const stored = await storeNew(queries, arrivals)
  await writeLooked(queries, at.id, Math.max(last ?? since + OVERLAP, upTo))
  etags.set(at.id, lister.etags)
  return stored
}

async function found(at: LookedAt, since: number, { list }: Lister, queries: Queries) {
  const newer = { since: new Date(since).toISOString(), sort: 'updated', direction: 'asc' }
  const issues = await list('issues', { ...newer, state: 'open' })
  const answered = await issuesAnswered(queries, at.isHome ? issues.map(({ id }) => id) : [])
  const comments = await list('issues/comments', newer)
  const pulls = at.isHome ? await pullsSince(since, list) : []
  const lines = at.isHome ? await list('pulls/comments', newer) : []
  const reviews: (Arrival | null)[] = []
  for (const { number = 0 } of pulls) {
    const given = await list(`pulls/${number}/reviews`)
    reviews.push(...given.map((review) => reviewDelivery(at, number, review)))
  }
  const arrivals = [
    ...issues.filter(({ id }) => !answered.has(id)).map((issue) => issueDelivery(at, issue)),
    ...pulls.map((pull) => pullDelivery(at, pull, since)),
    ...comments.map((comment) => commentDelivery(at, comment)),
    ...lines.map((comment) => reviewCommentDelivery(at, comment)),
    ...reviews,
  ].filter((one) => one !== null)
  return { arrivals, upTo: upTo([issues, comments, lines], pulls) }
}

const changedAt = (one: Listed | undefined): number => Date.parse(one?.updated_at ?? '') || 0

/** What comes in the order of changes and was not listed to its end is where the next look goes on from. */
function upTo(inOrder: readonly Listed[][], others: readonly Listed[]): number {
  const cut = inOrder.filter(({ length }) => length >= MOST).map((some) => changedAt(some.at(-1)))
  return cut.length > 0 ? Math.min(...cut) : Math.max(0, ...[...inOrder.flat(), ...others].map(changedAt))
}

/** Of pull requests GitHub lists no part by time: the newest first, until they are older. */
async function pullsSince(since: number, list: Lister['list']): Promise<Listed[]> {
  const query = { state: 'all', sort: 'updated', direction: 'desc' }
  const all = await list('pulls', query, (page) => changedAt(page.at(-1)) < since)
  return all.filter((pull) => changedAt(pull) >= since)
}

/** What was heard as it happened is not heard again, though its delivery has another id. */
async function storeNew(queries: Queries, arrivals: readonly Arrival[]): Promise<number> {
  const written = arrivals.filter(({ rank }) => rank > 1)
  const heard = await heardAlready(queries, written)
  const news = arrivals.filter((one) => !heard.has(placeKey(one)))
  return news.length > 0 ? storeDeliveries(queries, news) : 0
}
