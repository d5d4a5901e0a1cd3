import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import nock from 'nock'
import { afterEach, beforeAll, beforeEach } from 'vitest'
import type { Chain } from '../../src/chain/client.ts'
import { type Recording, readRecordings } from '../../src/cli/replay/recordings.ts'
import { runErrand } from '../../src/handlers/errands.ts'
import { createContents } from '../../src/handlers/kit/contents.ts'
import type { ErrandTools } from '../../src/handlers/kit/errand.ts'
import type { Ledger } from '../../src/ledger/ledger.ts'
import { openLedger } from '../../src/ledger/open.ts'
import { tao } from '../support/commands.ts'
import { giveNetworkBack, takeNetwork } from '../support/network.ts'
import { offlineChain } from '../support/offline-chain.ts'
import { type Seed, sow } from './home-seed.ts'
import { nockGitHub } from './nock-github.ts'
import { appWith, endOf, places, replayInto, silent } from './replaying.ts'

// The deliveries of a subnet's own repository in its first round (see record-home.ts), on a ledger that knows the idea and the home.

export type End = Awaited<ReturnType<typeof endOf>>

export interface Home {
  readonly recordings: readonly Recording[]
  /** What the ledger knows before. */
  readonly seed: Seed
  /** The calls of the App in this test. */
  readonly calls: string[]
  /** Puts deliveries through an App on this ledger; the ids of those that it handled. */
  put(ledger: Ledger, given: readonly Recording[]): Promise<string[]>
  end(ledger: Ledger): Promise<End>
  /** A ledger that knows the home, for as long as this runs. */
  within<Result>(run: (ledger: Ledger) => Promise<Result>): Promise<Result>
  /** The end of a replay on a ledger of its own. */
  endAfter(given: readonly Recording[]): Promise<End>
}

const folder = join(import.meta.dirname, 'home')
const read = async (name: string) => JSON.parse(await readFile(join(folder, name), 'utf8'))

/** For a file of tests: the recordings are read once, and each test has a GitHub of its own. */
export function openHome(): Home {
  let recordings: Recording[]
  let seed: Seed
  let answers: Record<string, unknown>
  let chain: Chain
  let github: ReturnType<typeof nockGitHub>
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
  const home: Home = {
    get recordings() {
      return recordings
    },
    get seed() {
      return seed
    },
    get calls() {
      return github.calls
    },
    put: (ledger, given) => {
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
      return replayInto(ledger, given, { github: app, stakes: stakesOf(seed), errand })
    },
    end: (ledger) => endOf(ledger, github),
    within: async (run) => {
      const ledger = await openLedger()
      try {
        await sow(ledger, seed)
        return await run(ledger)
      } finally {
        await ledger.close()
      }
    },
    endAfter: (given) =>
      home.within(async (ledger) => {
        await home.put(ledger, given)
        return home.end(ledger)
      }),
  }
  return home
}

/** Vera and Viktor are validators. */
function stakesOf({ people }: Seed) {
  const coldkeyOf = (name: string) => people.find(({ login }) => login === name)?.coldkey ?? ''
  return new Map([
    [coldkeyOf('vera'), tao(6_000)],
    [coldkeyOf('viktor'), tao(3_000)],
  ])
}
