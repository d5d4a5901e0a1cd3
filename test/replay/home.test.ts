import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import nock from 'nock'
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Chain } from '../../src/chain/client.ts'
import { type Recording, readRecordings } from '../../src/cli/replay/recordings.ts'
import { runErrand } from '../../src/handlers/errands.ts'
import { createContents } from '../../src/handlers/kit/contents.ts'
import type { ErrandTools } from '../../src/handlers/kit/errand.ts'
import type { Ledger } from '../../src/ledger/ledger.ts'
import { openLedger } from '../../src/ledger/open.ts'
import { leaderboard } from '../../src/mechanisms/scoring/leaderboard.ts'
import { subnetStream } from '../../src/mechanisms/subnet/state.ts'
import { tao } from '../support/commands.ts'
import { giveNetworkBack, takeNetwork } from '../support/network.ts'
import { offlineChain } from '../support/offline-chain.ts'
import { type Seed, sow } from './home-seed.ts'
import { nockGitHub } from './nock-github.ts'
import { again, appWith, endOf, places, replayInto, shuffled, silent } from './replaying.ts'

// The deliveries of a subnet's own repository in its first round (see record-home.ts), on a ledger that knows the idea and the home.

const folder = join(import.meta.dirname, 'home')
const read = async (name: string) => JSON.parse(await readFile(join(folder, name), 'utf8'))

let recordings: Recording[]
let seed: Seed
let answers: Record<string, unknown>
let chain: Chain
let github: ReturnType<typeof nockGitHub>
let calls: string[]
/** The end of the first test, which the others must come to as well. */
let inOrder: Awaited<ReturnType<typeof endOf>>

beforeAll(async () => {
  recordings = await readRecordings([join(folder, 'deliveries')])
  seed = await read('seed.json')
  answers = await read('github.json')
  // A chain on which nothing is stored: everything reads as it does at registration.
  const still = { finalized: async () => ({ number: 700, hash: `0x${'7'.repeat(64)}` }) }
  chain = { ...(await offlineChain()), ...still, request: async () => [] } as never
})

beforeEach(() => {
  takeNetwork()
  github = nockGitHub({ '': '' }, answers)
})

afterEach(() => {
  nock.cleanAll()
  giveNetworkBack()
})

/** Vera and Viktor are validators. */
const stakes = () => {
  const coldkeyOf = (name: string) => seed.people.find(({ login }) => login === name)?.coldkey ?? ''
  return new Map([
    [coldkeyOf('vera'), tao(6_000)],
    [coldkeyOf('viktor'), tao(3_000)],
  ])
}

function put(ledger: Ledger, given: readonly Recording[]): Promise<string[]> {
  const app = appWith(github)
  const tools: ErrandTools = {
    ledger,
    chain,
    treasury: '5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY',
    github: app,
    places,
    log: silent,
    contents: createContents(),
    localHosts: new Map(),
    now: () => seed.at,
  }
  const errand = (stream: string, key: string) => runErrand(tools, stream, key)
  return replayInto(ledger, given, { github: app, stakes: stakes(), errand })
}

async function withHome<Result>(run: (ledger: Ledger) => Promise<Result>): Promise<Result> {
  const ledger = await openLedger()
  try {
    await sow(ledger, seed)
    return await run(ledger)
  } finally {
    await ledger.close()
  }
}

const endAfter = (given: readonly Recording[]) =>
  withHome(async (ledger) => {
    await put(ledger, given)
    return endOf(ledger, github)
  })

test('the API calls are exactly those expected, and a second time there are none', () =>
  withHome(async (ledger) => {
    expect(await put(ledger, recordings)).toHaveLength(recordings.length)
    await expect(`${github.calls.join('\n')}\n`).toMatchFileSnapshot('golden/home-calls.txt')
    inOrder = await endOf(ledger, github)
    await expect(`${JSON.stringify(inOrder.shown, null, 2)}\n`).toMatchFileSnapshot('golden/home-shown.json')
    expect(inOrder.unhandled).toEqual({ stored: 0, retrying: 0, dead: 0 })
    expect(inOrder.verified).toBe(true)
    const state = await ledger.readSubnet(subnetStream(seed.market.id, seed.issue))
    expect(Object.values(state.proposals).map(({ author, status }) => [author.login, status])).toEqual([
      ['mia', 'open'],
      ['nora', 'open'],
      ['milo', 'closed'],
    ])
    expect(leaderboard(state).map(({ author, scores }) => [author.login, scores])).toEqual([
      ['nora', 2],
      ['mia', 1],
    ])

    calls = github.calls.splice(0).toSorted()
    expect(await put(ledger, recordings)).toEqual([])
    expect(github.calls).toEqual([])
    expect(await endOf(ledger, github)).toEqual(inOrder)
  }))

test.for([
  ['reversed', () => recordings.toReversed()],
  ['doubled', () => [...recordings, ...recordings]],
  ['shuffled', () => shuffled(recordings)],
] as const)('%s, the end is the same and so are the calls', async ([, given]) => {
  expect(await endAfter(given())).toEqual(inOrder)
  expect(github.calls.toSorted()).toEqual(calls)
})

test('what GitHub sends twice under two ids is carried out once', async () => {
  expect(await endAfter([...recordings, ...again(recordings)])).toEqual(inOrder)
})

test('another score leads to another end: the comparison can fail', async () => {
  const changed = recordings.map(({ file, arrival }) => {
    const text = Buffer.from(arrival.body).toString()
    return { file, arrival: { ...arrival, body: Buffer.from(text.replaceAll('/score 97', '/score 7')) } }
  })
  const end = await endAfter(changed)
  expect(end.events).toHaveLength(inOrder.events.length)
  expect(end.events).not.toEqual(inOrder.events)
})
