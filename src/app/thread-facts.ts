import { inArray } from 'drizzle-orm'
import type { Queries } from '../ledger/database.ts'
import { links } from '../ledger/schema.ts'
import type { SubnetState } from '../mechanisms/subnet/state.ts'
import type { ThreadFacts } from '../surface/thread/facts.ts'

/** Where things are shown: `explorer` without a slash at its end, `node` a WebSocket URL. */
export interface Places {
  readonly explorer: string
  readonly github: string
  readonly node: string | null
}

/** What a thread shows besides its state. */
export async function readThreadFacts(
  queries: Queries,
  places: Places,
  state: SubnetState,
  approvals: ThreadFacts['approvals'],
): Promise<ThreadFacts> {
  const { idea, dispute } = state
  if (!idea) return { page: null, node: places.node, coldkeys: {}, approvals: [] }
  const users = [idea.discoverer.id, ...dispute.disputes.map(({ challenger }) => challenger.id)]
  const rows = await queries.select().from(links).where(inArray(links.userId, users))
  return {
    page: `${places.explorer}/ideas/${idea.issue}`,
    node: places.node,
    coldkeys: Object.fromEntries(rows.map((row) => [row.userId, row.coldkey])),
    approvals,
  }
}
