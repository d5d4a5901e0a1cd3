import type { Queries } from '../../ledger/database.ts'
import { type RecordedEvent, readLedgerBefore, readTimeline, type SubnetView } from '../../ledger/read.ts'
import { ideaPath } from '../links.ts'

const ENTRIES = 50

/** What a feed reader is told: the newest first. */
export interface Feed {
  /** For people. */
  readonly name: string
  /** For readers: it stays, wherever the place is served from. */
  readonly id: string
  /** Milliseconds UTC; since 1970 where nothing has happened. */
  readonly updated: number
  readonly self: string
  readonly page: string
  /** Of all ideas: then each entry names its own. */
  readonly isOfAll: boolean
  readonly entries: readonly RecordedEvent[]
}

/** All that happens in a market. */
export async function marketFeed(queries: Queries, title: string): Promise<Feed> {
  const entries = await readLedgerBefore(queries, { limit: ENTRIES })
  return {
    name: title,
    id: 'urn:tributary:ledger',
    self: '/feed.atom',
    page: '/',
    isOfAll: true,
    ...dated(entries),
  }
}

/** What happens to one subnet. */
export async function subnetFeed(queries: Queries, view: SubnetView): Promise<Feed> {
  const { entries } = await readTimeline(queries, view.stream, { limit: ENTRIES })
  return {
    name: view.title,
    id: `urn:tributary:${view.stream}`,
    self: `/ideas/${ideaPath(view, '/feed.atom')}`,
    page: `/ideas/${ideaPath(view)}`,
    isOfAll: false,
    ...dated(entries.toReversed()),
  }
}

/** Events are heard late too: the newest of the ledger need not be the last that happened. */
const dated = (entries: readonly RecordedEvent[]) => ({
  entries,
  updated: Math.max(0, ...entries.map(({ event }) => event.at)),
})
