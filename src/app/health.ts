import type { ChainSideStatus } from '../chain/treasury.ts'
import { ping } from '../ledger/database.ts'
import type { Ledger } from '../ledger/ledger.ts'
import { readFailing } from '../ledger/outstanding.ts'
import type { Unserved } from '../ledger/unserved.ts'
import type { Faults, Look } from './outlook.ts'

export interface AppHealth {
  readonly ok: boolean
  readonly database: 'reachable' | 'unreachable'
  readonly chain: 'connected' | 'unreachable'
  /** The last finalized block that the ledger has recorded, and how many it has not recorded yet. */
  readonly block: number | null
  readonly behind: number
  /** Seconds between the timestamp of that block and this machine's clock: it grows while the chain or its node stands still. */
  readonly age: number | null
  /** Why the last look at the chain failed, null when it has gone on since. */
  readonly fault: string | null
  readonly specVersion: number
  /** Jobs that an earlier version left in queues which this one does not work, as they were at the start. */
  readonly unserved: readonly Unserved[]
  /** What is wanted and has failed so far: how much, and since when the oldest is wanted. */
  readonly failing: { readonly count: number; readonly oldest: string | null }
  /** What is looked at beside the blocks and cannot be: why, by its name. Empty where all can. */
  readonly outlook: Readonly<Partial<Record<Look, string>>>
  /** Since when deadlines wait until what people wrote meanwhile is heard; null while they fall due. */
  readonly deadlinesWaitSince: string | null
}

/** What `/healthz` says: ok while the database answers and a node is connected. */
export async function readAppHealth(
  ledger: Ledger,
  status: () => ChainSideStatus | null,
  unserved: readonly Unserved[],
  deadlinesWaitSince: number | null,
  outlook: Faults = new Map(),
): Promise<AppHealth> {
  const { chain, cursor, behind, fault } = status() ?? STARTING
  const reachable = await answers(ledger)
  const failing = reachable ? await readFailing(ledger.queries) : NOTHING_KNOWN
  return {
    ok: chain.connected && reachable,
    database: reachable ? 'reachable' : 'unreachable',
    chain: chain.connected ? 'connected' : 'unreachable',
    block: cursor?.block ?? null,
    behind,
    age: cursor && Math.round((Date.now() - cursor.at) / 1_000),
    fault,
    specVersion: chain.specVersion,
    unserved,
    failing: {
      count: failing.count,
      oldest: timeOf(failing.oldest),
    },
    outlook: Object.fromEntries(outlook),
    deadlinesWaitSince: timeOf(deadlinesWaitSince),
  }
}

const timeOf = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString())

const NOTHING_KNOWN = { count: 0, oldest: null } as const

/** Before the first connection to a node. */
const STARTING = {
  chain: { connected: false, specVersion: 0 },
  cursor: null,
  behind: 0,
  fault: 'The App is starting: no node has answered yet.',
} as const

/** Whether the database answers within two seconds. */
async function answers({ queries }: Ledger): Promise<boolean> {
  const late = new Promise<boolean>((resolve) => {
    setTimeout(() => resolve(false), 2_000).unref()
  })
  const asked = ping(queries).then(
    () => true,
    () => false,
  )
  return Promise.race([asked, late])
}
