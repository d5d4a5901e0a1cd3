import { pino } from 'pino'
import type { Recording } from '../../src/cli/replay/recordings.ts'
import { replay } from '../../src/cli/replay/run.ts'
import { connectGitHub } from '../../src/github/client.ts'
import { countUnhandled } from '../../src/ledger/deliveries.ts'
import type { Ledger } from '../../src/ledger/ledger.ts'
import * as schema from '../../src/ledger/schema.ts'
import { verifyLedger } from '../../src/ledger/verify.ts'
import type { Rao } from '../../src/mechanisms/money.ts'
import { type nockGitHub, testKey } from './nock-github.ts'

/** What replays here have in common: the App with nock as GitHub, and everything that is left when one is over. */

type NockGitHub = ReturnType<typeof nockGitHub>
type ReplayOptions = Parameters<typeof replay>[1]

export const silent = pino({ level: 'silent' })
export const places = {
  explorer: 'https://explorer.test',
  github: 'http://github.test',
  node: null,
}
const privateKey = testKey()

export const appWith = ({ url }: NockGitHub) =>
  connectGitHub({ appId: 4242, privateKey, githubApiUrl: url, githubThrottle: false }, silent)

/** Puts recordings through an App on this ledger; the ids of the deliveries that it handled. */
export async function replayInto(
  ledger: Ledger,
  given: readonly Recording[],
  options: Pick<ReplayOptions, 'github' | 'errand'> & { readonly stakes?: ReadonlyMap<string, Rao> },
): Promise<string[]> {
  const handled: string[] = []
  await replay(given, {
    ledger,
    appId: 4242,
    stakes: new Map(),
    places,
    log: silent,
    onHandled: (id) => handled.push(id),
    ...options,
  })
  return handled
}

export async function endOf({ queries }: Ledger, github: NockGitHub) {
  return {
    events: await queries.select().from(schema.events).orderBy(schema.events.position),
    subnets: await queries.select().from(schema.subnets).orderBy(schema.subnets.stream),
    links: await queries.select().from(schema.links).orderBy(schema.links.userId),
    intents: await queries.select().from(schema.intents).orderBy(schema.intents.key),
    configs: await queries.select().from(schema.configs),
    unhandled: await countUnhandled(queries),
    verified: (await verifyLedger(queries)).ok,
    shown: github.shown(),
  }
}

export const payloadOf = ({ arrival }: Recording): Record<string, unknown> =>
  JSON.parse(Buffer.from(arrival.body).toString())

/** What GitHub sends again, under other ids. */
export const again = (recordings: readonly Recording[]): Recording[] =>
  recordings.map(({ file, arrival }) => ({ file, arrival: { ...arrival, id: `${arrival.id}-again` } }))

/** Always the same order, unlike any that GitHub would choose. */
export function shuffled(items: readonly Recording[]): Recording[] {
  const place = ({ arrival }: Recording) => arrival.id.split('').toReversed().join('')
  return items.toSorted((a, b) => place(a).localeCompare(place(b)))
}
