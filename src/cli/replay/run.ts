import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from 'pino'
import { Registry } from 'prom-client'
import { createPorts, type PortsOptions } from '../../app/ports.ts'
import type { GitHubApp } from '../../github/client.ts'
import type { Places } from '../../github/places.ts'
import { type Apply, type EffectResult, prepareDelivery } from '../../handlers/deliver.ts'
import { gitHubJobs } from '../../handlers/jobs.ts'
import type { GitHubWork } from '../../handlers/kit/show.ts'
import { createConfigReader } from '../../handlers/market/configs.ts'
import { prepareNothing } from '../../handlers/sales/offer.ts'
import { startInbox } from '../../intake/inbox.ts'
import { anyStored, storeDeliveries } from '../../ledger/deliveries.ts'
import type { Ledger } from '../../ledger/ledger.ts'
import type { Rao } from '../../mechanisms/money.ts'
import type { Recording } from './recordings.ts'

export interface ReplayOptions {
  readonly ledger: Ledger
  readonly github: GitHubApp
  readonly appId: number
  /** Stake on root by coldkey, in place of the chain's. */
  readonly stakes: ReadonlyMap<string, Rao>
  readonly places: Places
  readonly log: Logger
  /** Carries out what must be found out outside, before the next delivery is handled. Left out, and named, where this is. */
  readonly errand?: (stream: string, key: string) => Promise<void>
  /** Hears of each delivery when it was handled, in the order in which things happened. */
  readonly onHandled: (id: string, results: readonly EffectResult[]) => void
}

/** What would need more than GitHub: the streams that wait for it, by what they wait for. */
export type LeftWaiting = ReadonlyMap<string, readonly string[]>

/**
 * Puts all recordings into the inbox before the first is handled. Then the App's own inbox and handlers carry them out. Then it makes
 * GitHub show the end.
 */
export async function replay(recordings: readonly Recording[], options: ReplayOptions): Promise<LeftWaiting> {
  const { ledger, github, log } = options
  await storeDeliveries(
    ledger.queries,
    recordings.map(({ arrival }) => arrival),
  )
  const configs = createConfigReader(ledger, github)
  await drainInbox(options, configs)
  await drainJobs({ ...options, configs, weighAll: async () => ({}), headAt: async () => 0 })
  log.debug('replayed')
  return leftOut(ledger)
}

async function drainInbox(options: ReplayOptions, configs: GitHubWork['configs']): Promise<void> {
  const { ledger, stakes, log, errand, onHandled } = options
  const runErrands = async () => {
    if (errand) await drain<Wanted>(ledger, 'errand', ({ stream, key }) => errand(stream, key))
  }
  const electorate: PortsOptions['electorate'] = async (linked, minimumStake) =>
    linked.flatMap(({ user, coldkey }) => {
      const stake = stakes.get(coldkey)
      return stake !== undefined && stake >= minimumStake ? [{ user, coldkey, stake }] : []
    })
  const ports = createPorts({
    ledger,
    configs,
    electorate,
    electorateThen: electorate,
    // Who is in a team is no part of a recording, and neither is what GitHub says today.
    team: async () => [],
    pullNow: async () => null,
    spendable: async () => 0n,
    // Nor is what somebody had on the chain.
    prepare: prepareNothing,
  })
  const inbox = await startInbox({
    ledger,
    registry: new Registry(),
    logger: log,
    prepare: async (delivery) => {
      await runErrands()
      return prepareDelivery(delivery, ports)
    },
    handle: async (writing, { id }, apply: Apply) => onHandled(id, await apply(writing)),
  })
  while (await anyStored(ledger.queries)) await sleep(10)
  await inbox.stop()
  await runErrands()
}

/** What the job of an errand names. */
interface Wanted {
  readonly stream: string
  readonly key: string
}

async function drainJobs(work: GitHubWork): Promise<void> {
  const { thread, check, checks, incident, storefront, standings, reply, notice, config } = gitHubJobs(work)
  await drain(work.ledger, 'config', config)
  await drain(work.ledger, 'thread', thread)
  await drain(work.ledger, 'checks', checks)
  await drain(work.ledger, 'check', check)
  await drain(work.ledger, 'incident', incident)
  await drain(work.ledger, 'storefront', storefront)
  await drain(work.ledger, 'standings', standings)
  await drain(work.ledger, 'reply', reply)
  await drain(work.ledger, 'notice', notice)
}

/** One job after another, and none waits, so that the same recordings lead to the same calls in the same order. */
async function drain<Data extends object>(
  { jobs: { boss } }: Ledger,
  queue: string,
  run: (data: Data) => Promise<void>,
): Promise<void> {
  for (;;) {
    const [job] = await boss.fetch<Data>(queue, { ignoreStartAfter: true })
    if (!job) return
    await run(job.data)
    await boss.complete(queue, job.id)
  }
}

async function leftOut({ jobs: { boss } }: Ledger): Promise<LeftWaiting> {
  const waiting = new Map<string, string[]>()
  for (;;) {
    const [job] = await boss.fetch<Wanted>('errand')
    if (!job) return waiting
    const [kind = ''] = job.data.key.split(':')
    waiting.set(kind, [...(waiting.get(kind) ?? []), job.data.stream])
  }
}
