import { join } from 'node:path'
import nock from 'nock'
import { afterEach, beforeAll, beforeEach } from 'vitest'
import { type Recording, readRecordings } from '../../src/cli/replay/recordings.ts'
import type { Ledger } from '../../src/ledger/ledger.ts'
import { openLedger } from '../../src/ledger/open.ts'
import { giveNetworkBack, takeNetwork } from '../support/network.ts'
import { nockGitHub } from './nock-github.ts'
import { appWith, endOf, payloadOf, replayInto } from './replaying.ts'

// The deliveries of one run of the story and of some mishaps after it (see record.ts), put through a fresh App with nock as GitHub.

export type End = Awaited<ReturnType<typeof endOf>>

export interface Market {
  readonly recordings: readonly Recording[]
  /** The calls of the App since the last replay began. */
  readonly calls: string[]
  /** Puts deliveries through an App on this ledger; the ids of those that it handled. */
  put(ledger: Ledger, given: readonly Recording[]): Promise<string[]>
  end(ledger: Ledger): Promise<End>
  /** The end of a replay on a ledger of its own, before a GitHub of its own. */
  endAfter(given: readonly Recording[]): Promise<End>
}

/** For a file of tests: the recordings are read once, and each test has a GitHub of its own. */
export function openMarket(): Market {
  let recordings: Recording[]
  /** The settings file at each commit that was pushed; '' is the file before. */
  let settings: Record<string, string>
  let github: ReturnType<typeof nockGitHub>
  const renew = () => {
    nock.cleanAll()
    github = nockGitHub(settings)
  }
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
    renew()
  })
  afterEach(() => {
    nock.cleanAll()
    giveNetworkBack()
  })
  const market: Market = {
    get recordings() {
      return recordings
    },
    get calls() {
      return github.calls
    },
    put: (ledger, given) => replayInto(ledger, given, { github: appWith(github) }),
    end: (ledger) => endOf(ledger, github),
    endAfter: async (given) => {
      renew()
      const ledger = await openLedger()
      try {
        await market.put(ledger, given)
        return await market.end(ledger)
      } finally {
        await ledger.close()
      }
    },
  }
  return market
}
