import { join } from 'node:path'
import nock from 'nock'
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { type Recording, readRecordings } from '../../src/cli/replay/recordings.ts'
import { openLedger } from '../../src/ledger/open.ts'
import { giveNetworkBack, takeNetwork } from '../support/network.ts'
import { nockGitHub } from './nock-github.ts'
import { again, appWith, endOf, payloadOf, replayInto, shuffled } from './replaying.ts'

// The deliveries of one run of the story and of some mishaps after it (see record.ts), put through a fresh App with nock as GitHub.

let recordings: Recording[]
/** The settings file at each commit that was pushed; '' is the file before. */
let settings: Record<string, string>
let github: ReturnType<typeof nockGitHub>
let app: ReturnType<typeof appWith>
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
  takeNetwork()
  github = nockGitHub(settings)
  app = appWith(github)
})

afterEach(() => {
  nock.cleanAll()
  giveNetworkBack()
})

async function endAfter(given: readonly Recording[]): Promise<Awaited<ReturnType<typeof endOf>>> {
  const ledger = await openLedger()
  try {
    await replayInto(ledger, given, { github: app })
    return await endOf(ledger, github)
  } finally {
    await ledger.close()
  }
}

test('the API calls are exactly those expected, and a second time there are none', async () => {
  const ledger = await openLedger()
  try {
    const handled = await replayInto(ledger, recordings, { github: app })
    expect(handled).toHaveLength(recordings.length)
    await expect(`${github.calls.join('\n')}\n`).toMatchFileSnapshot('golden/calls.txt')
    const end = await endOf(ledger, github)
    inOrder = end
    await expect(`${JSON.stringify(end.shown, null, 2)}\n`).toMatchFileSnapshot('golden/shown.json')
    expect(end.unhandled).toEqual({ stored: 0, retrying: 0, dead: 0 })
    expect(end.verified).toBe(true)

    calls = github.calls.splice(0).toSorted()
    expect(await replayInto(ledger, recordings, { github: app })).toEqual([])
    expect(github.calls).toEqual([])
    expect(await endOf(ledger, github)).toEqual(end)
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
  expect(await endAfter([...recordings, ...again(recordings)])).toEqual(inOrder)
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
