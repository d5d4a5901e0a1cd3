import { join } from 'node:path'
import nock from 'nock'
import { pino } from 'pino'
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { connectGitHub, type GitHubApp } from '../../src/app/github.ts'
import { type Recording, readRecordings } from '../../src/cli/replay/recordings.ts'
import { replay } from '../../src/cli/replay/run.ts'
import { countUnhandled } from '../../src/ledger/deliveries.ts'
import type { Ledger } from '../../src/ledger/ledger.ts'
import { openLedger } from '../../src/ledger/open.ts'
import * as schema from '../../src/ledger/schema.ts'
import { verifyLedger } from '../../src/ledger/verify.ts'
import { nockGitHub, testKey } from './nock-github.ts'

// The deliveries of one run of the story and of some mishaps after it (see record.ts), put through a fresh App with nock as GitHub.

const TREASURY = '5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY'
const silent = pino({ level: 'silent' })
const privateKey = testKey()

let recordings: Recording[]
/** The settings file at each commit that was pushed; '' is the file before. */
let settings: Record<string, string>
let github: ReturnType<typeof nockGitHub>
let app: GitHubApp
/** The end of the first test, which the others must come to as well. */
let inOrder: Awaited<ReturnType<typeof endOf>>
let calls: string[]

beforeAll(async () => {
  recordings = await readRecordings([join(import.meta.dirname, 'deliveries')])
  const pushes = recordings.filter(({ arrival }) => arrival.event === 'push').map(payloadOf)
  const [wrong, good] = pushes.slice(-2).map(({ after }) => String(after))
  settings = {
    '': 'link:\n  allowed_hosts: [articles.test]\n',
    [wrong ?? 'wrong']: 'idea:\n  fee: 0.2\n  colateral: 1\n',
    [good ?? 'good']: 'idea:\n  fee: 0.2\n',
  }
})

beforeEach(() => {
  nock.disableNetConnect()
  github = nockGitHub(settings)
  const app_ = { appId: 4242, privateKey, githubApiUrl: github.url }
  app = connectGitHub({ ...app_, githubThrottle: false }, silent)
})

afterEach(() => {
  nock.cleanAll()
  nock.enableNetConnect()
})

function payloadOf({ arrival }: Recording): Record<string, unknown> {
  return JSON.parse(Buffer.from(arrival.body).toString())
}

/** Everything that is left of a replay when it is over. */
async function endOf(ledger: Ledger) {
  const { queries } = ledger
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

async function replayInto(ledger: Ledger, given: readonly Recording[]): Promise<string[]> {
  const handled: string[] = []
  await replay(given, {
    ledger,
    github: app,
    appId: 4242,
    treasury: TREASURY,
    stakes: new Map(),
    places: { explorer: 'https://explorer.test', github: 'http://github.test', node: null, threshold: 1 },
    log: silent,
    onHandled: (id) => handled.push(id),
  })
  return handled
}

async function endAfter(given: readonly Recording[]): Promise<Awaited<ReturnType<typeof endOf>>> {
  const ledger = await openLedger()
  try {
    await replayInto(ledger, given)
    return await endOf(ledger)
  } finally {
    await ledger.close()
  }
}

test('the API calls are exactly those expected, and a second time there are none', async () => {
  const ledger = await openLedger()
  try {
    const handled = await replayInto(ledger, recordings)
    expect(handled).toHaveLength(recordings.length)
    await expect(`${github.calls.join('\n')}\n`).toMatchFileSnapshot('golden/calls.txt')
    const end = await endOf(ledger)
    inOrder = end
    await expect(`${JSON.stringify(end.shown, null, 2)}\n`).toMatchFileSnapshot('golden/shown.json')
    expect(end.unhandled).toEqual({ stored: 0, retrying: 0, dead: 0 })
    expect(end.verified).toBe(true)

    calls = github.calls.splice(0).toSorted()
    expect(await replayInto(ledger, recordings)).toEqual([])
    expect(github.calls).toEqual([])
    expect(await endOf(ledger)).toEqual(end)
  } finally {
    await ledger.close()
  }
})

test('reversed and doubled, the end is the same and so are the calls', async () => {
  for (const given of [recordings.toReversed(), [...recordings, ...recordings], shuffled(recordings)]) {
    nock.cleanAll()
    github = nockGitHub(settings)
    expect(await endAfter(given)).toEqual(inOrder)
    expect(github.calls.toSorted()).toEqual(calls)
  }
})

test('what GitHub sends twice under two ids is carried out once', async () => {
  const again = recordings.map(({ file, arrival }) => ({
    file,
    arrival: { ...arrival, id: `${arrival.id}-again` },
  }))
  expect(await endAfter([...recordings, ...again])).toEqual(inOrder)
})

test('another text leads to another end: the comparison can fail', async () => {
  const changed = recordings.map(({ file, arrival }) => {
    const text = Buffer.from(arrival.body).toString()
    return { file, arrival: { ...arrival, body: Buffer.from(text.replaceAll('/status', '/uphold')) } }
  })
  const end = await endAfter(changed)
  expect(end.shown).not.toEqual(inOrder.shown)
  expect(end.events).toEqual(inOrder.events)
})

/** Always the same order, unlike any that GitHub would choose. */
function shuffled<Item extends Recording>(items: readonly Item[]): Item[] {
  const place = ({ arrival }: Item) => arrival.id.split('').toReversed().join('')
  return items.toSorted((a, b) => place(a).localeCompare(place(b)))
}
