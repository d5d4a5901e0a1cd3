import type { Queries } from '../ledger/database.ts'
import { type Arrival, storeDeliveries } from '../ledger/deliveries.ts'
import {
  heardAlready,
  issuesAnswered,
  type LookedAt,
  placeKey,
  readLooked,
  type Unplaced,
  withInstallation,
  writeLooked,
} from '../ledger/looked.ts'
import { createLister, type Etags, type GitHubAsked, type Lister, MOST, type Purse } from './listing.ts'
import {
  commentDelivery,
  issueDelivery,
  type Listed,
  pullDelivery,
  reviewCommentDelivery,
  reviewDelivery,
} from './looked-deliveries.ts'

/** How far back a repository is looked at that never was, and how much of what was seen is seen again, in milliseconds. */
const [HORIZON, OVERLAP] = [3 * 24 * 60 * 60_000, 10 * 60_000]

/** From when on a repository is looked at that never was: milliseconds UTC. */
export const horizon = (): number => Date.now() - HORIZON

export interface Asking {
  readonly queries: Queries
  readonly asInstallation: (id: number) => Promise<GitHubAsked>
  readonly etags: Map<number, Etags>
  readonly purse: Purse
}

/** Stores what was written and pushed in one repository and not heard; answers how much that was. */
export async function lookAt(unplaced: Unplaced, asking: Asking): Promise<number> {
  const { queries, asInstallation, etags, purse } = asking
  const at = await withInstallation(queries, unplaced)
  if (!at) return 0
  const last = await readLooked(queries, at.id)
  const since = last === null ? horizon() : last - OVERLAP
  const octokit = await asInstallation(at.installation)
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
    ...issues.flatMap((issue) => {
      const known = answered.get(issue.id)
      return known && !known.isUnread ? [] : issueDelivery(at, issue, known !== undefined)
    }),
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
