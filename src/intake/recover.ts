import type { Octokit } from '@octokit/rest'
import type { Logger } from 'pino'
import type { Queries } from '../ledger/database.ts'
import { knownDeliveries, readRecovered, writeRecovered } from '../ledger/deliveries.ts'
import { type Poller, startPoller } from './poller.ts'

export interface RecoveryOptions {
  readonly queries: Queries
  /** GitHub, asked as the App itself: an installation may not see the App's deliveries. */
  readonly github: () => Promise<Pick<Octokit, 'request' | 'paginate'>>
  readonly logger: Pick<Logger, 'info' | 'error'>
  /** Ends a look between two of its requests: hundreds of them, a second apart, would hold up a stop. */
  readonly signal?: AbortSignal
}

/** GitHub sends a delivery again when asked within three days. */
const HORIZON = 3 * 24 * 60 * 60_000
/** What was under way when the last look was taken, and clocks that differ, in milliseconds. */
const OVERLAP = 10 * 60_000
/** Redeliveries asked for in one look. */
const MOST = 200
const EVERY = 5 * 60_000

/** Looks for lost deliveries at once, and then every few minutes. Begin when deliveries can be taken. */
export function startRecovery(options: RecoveryOptions): Poller {
  const ending = new AbortController()
  const look = async () => {
    await recover({ ...options, signal: ending.signal })
    return false
  }
  const onError = (error: unknown) =>
    options.logger.error({ err: error }, 'lost deliveries cannot be looked for')
  const loop = startPoller(look, { pollEvery: EVERY, onError })
  return {
    wake: loop.wake,
    stop: () => {
      ending.abort()
      return loop.stop()
    },
  }
}

/**
 * GitHub tries a delivery once. This has those sent again that failed since the last good look and are not stored, the
 * oldest first, and returns how many. It may be run at any time, and again: what is stored already is stored once. A
 * look that could not ask for all leaves its place where it was, so that the next one begins there.
 */
export async function recover({ queries, github, logger, signal }: RecoveryOptions): Promise<number> {
  const now = Date.now()
  const last = await readRecovered(queries)
  const octokit = await github()
  const failed = await failedSince(octokit, Math.max(now - HORIZON, (last ?? 0) - OVERLAP))
  const known = await knownDeliveries(queries, [...failed.keys()])
  const lost = [...failed].filter(([guid]) => !known.has(guid)).toReversed()
  const due = lost.slice(0, MOST)
  for (const [asked, [guid, id]] of due.entries()) {
    if (signal?.aborted) return asked
    await octokit.request('POST /app/hook/deliveries/{delivery_id}/attempts', { delivery_id: id })
    logger.info({ delivery: guid }, 'a lost delivery is sent again')
  }
  if (lost.length <= MOST) await writeRecovered(queries, now)
  return due.length
}

/** The newest attempt of each delivery that never succeeded, the newest first: GitHub's id of the attempt by delivery. */
async function failedSince(
  octokit: Pick<Octokit, 'paginate'>,
  since: number,
): Promise<ReadonlyMap<string, number>> {
  const failed = new Map<string, number>()
  const arrived = new Set<string>()
  for await (const { data } of octokit.paginate.iterator('GET /app/hook/deliveries', { per_page: 100 })) {
    const recent = data.filter(({ delivered_at }) => Date.parse(delivered_at) >= since)
    for (const { guid, id, status_code } of recent) {
      if (status_code >= 200 && status_code < 300) arrived.add(guid)
      else if (!failed.has(guid)) failed.set(guid, id)
    }
    if (recent.length < data.length) break
  }
  return new Map([...failed].filter(([guid]) => !arrived.has(guid)))
}
