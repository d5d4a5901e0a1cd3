import nock from 'nock'
import { pino } from 'pino'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { startPostgres } from '../../../test/postgres.ts'
import { handTo } from '../../../test/support/addressed.ts'
import { people, stream, tick } from '../../../test/support/commands.ts'
import {
  giveScore,
  headOf,
  minedConfig,
  openIncident,
  reportHead,
  reportHome,
  reportStakes,
  seeProposal,
  validators,
  voteIncident,
} from '../../../test/support/mined-commands.ts'
import { minedTales } from '../../../test/support/mined-tales.ts'
import { giveNetworkBack, takeNetwork } from '../../../test/support/network.ts'
import { APP_ID, prepareGitHub } from '../../github/testing/github.ts'
import { keepConfig } from '../../ledger/configs.ts'
import type { Ledger } from '../../ledger/ledger.ts'
import { openLedger } from '../../ledger/open.ts'
import type { SubnetCommand } from '../../mechanisms/subnet/state.ts'
import { gitHubJobs } from '../jobs.ts'
import type { ConfigReader } from '../market/configs.ts'

let ledger: Ledger
let github: ReturnType<typeof prepareGitHub>

beforeAll(() => {
  takeNetwork()
})
afterAll(() => {
  giveNetworkBack()
})
beforeEach(async () => {
  ledger = await openLedger()
  github = prepareGitHub()
  await keepConfig(ledger.queries, 7, minedConfig)
})
afterEach(async () => {
  await ledger.close()
  const pending = nock.pendingMocks()
  nock.cleanAll()
  expect(pending).toEqual([])
})

/** The prepared GitHub knows one repository: here it is the market and the home. */
const atHome = reportHome(100, {
  ok: true,
  repository: { id: 8, owner: 'riverbed', name: 'market' },
  installation: 2,
})

async function tell(...commands: readonly SubnetCommand[]): Promise<void> {
  await ledger.write(async (writing) => {
    for (const command of commands) {
      await handTo(writing, stream(), command.type === 'ReportHome' ? atHome : command)
    }
  })
}

/** A write takes 10 ms: what is gathered comes after 300. */
const jobs = () => {
  const asInstallation = async () => github.octokit
  return gitHubJobs({
    ledger,
    github: { asApp: asInstallation, asInstallation, pace: 10 } as never,
    log: pino({ enabled: false }),
    configs: {} as ConfigReader,
    places: { explorer: 'https://tributary.example', github: 'https://github.com', node: null },
    appId: APP_ID,
    weighAll: async () => ({}),
    headAt: async () => 0,
  })
}

/** Every subject of the subnet, as its jobs show them. */
async function show(): Promise<string[]> {
  const { thread, checks, incident } = jobs()
  await thread({ stream: stream() })
  await checks({ stream: stream() })
  for (const { number: issue } of (await ledger.readSubnet(stream())).incidents) {
    await incident({ stream: stream(), issue })
  }
  return github.made()
}

/** What is gathered, shown as soon as somebody asks; null where nothing is. */
async function gathered(): Promise<string[] | null> {
  const waiting = await ledger.jobs.boss.fetch<{ stream: string }>('standings', {
    ignoreStartAfter: true,
    batchSize: 10,
  })
  for (const { id, data } of waiting) {
    await jobs().standings(data)
    await ledger.jobs.boss.complete('standings', id)
  }
  return waiting.length > 0 ? github.made() : null
}

async function shown(...commands: readonly SubnetCommand[]): Promise<string[]> {
  await tell(...commands)
  github.answer('POST', '/issues/1/comments', 201, { id: 11 })
  github.answer('POST', '/labels', 201)
  github.answer('POST', '/issues/1/labels', 200, [])
  return show()
}

const [eva, , gus, hal] = validators
if (!eva || !gus || !hal) throw new Error('three validators who propose nothing')

/** Calls on check runs; nothing is asked of the rest here. */
const onChecks = (calls: readonly string[] | null) => calls?.filter((call) => call.includes('check-runs'))
const answerThread = () => github.answer('PATCH', '/issues/comments/11', 200)
const answerCheck = (...ids: readonly number[]) => {
  for (const id of ids) github.answer('PATCH', `/check-runs/${id}`, 200)
}

test('what comes to a head is shown at once, where it leaves the others is gathered, and nothing new costs nothing', async () => {
  for (const id of [31, 32]) github.answer('POST', '/check-runs', 201, { id })
  expect(onChecks(await shown(...minedTales.scored))).toEqual(['POST /check-runs', 'POST /check-runs'])
  expect(await show()).toEqual([])
  expect(await gathered()).toBeNull()

  await tell(giveScore(160, 12, eva, 100))
  answerThread()
  answerCheck(32)
  expect(await show()).toEqual(['PATCH /issues/comments/11', 'PATCH /check-runs/32'])
  answerCheck(31)
  expect(await gathered()).toEqual(['PATCH /check-runs/31'])

  await tell(seeProposal(170, 12, people.fox, { head: headOf(12, 2) }))
  answerThread()
  expect(await show()).toEqual(['PATCH /issues/comments/11'])
  await tell(reportHead(175, 12, {}, headOf(12, 2)))
  answerThread()
  github.answer('POST', '/check-runs', 201, { id: 33 })
  expect(await show()).toEqual(['PATCH /issues/comments/11', 'POST /check-runs'])
  answerCheck(31)
  expect(await gathered()).toEqual(['PATCH /check-runs/31'])
  expect(await gathered()).toBeNull()
  expect(await show()).toEqual([])
})

test('what comes of a round waits for nothing, and is all that is shown of its end', async () => {
  for (const id of [31, 32]) github.answer('POST', '/check-runs', 201, { id })
  await shown(...minedTales.scored)
  await tell(tick(1_100, 20))
  answerThread()
  expect(onChecks(await show())).toEqual([])
  await tell(reportStakes(1_101))
  answerThread()
  answerCheck(31, 32)
  expect(onChecks(await show())).toEqual(['PATCH /check-runs/31', 'PATCH /check-runs/32'])
  expect(await gathered()).toEqual([])
})

const RIVALS = Array.from({ length: 12 }, (_, n) => 13 + n)

/** Twelve more in the race, and all are scored. Check run 1,000 + n is that of pull request n. */
const crowd = async () => {
  for (const pull of [11, 12, ...RIVALS]) github.answer('POST', '/check-runs', 201, { id: 1_000 + pull })
  const proposed = RIVALS.flatMap((pull) => [
    seeProposal(120, pull, { id: pull, login: `miner-${pull}` }),
    reportHead(125, pull),
    giveScore(130, pull, eva, 50),
  ])
  const made = onChecks(await shown(...minedTales.scored, ...proposed))
  expect(made).toHaveLength(14)
}

test('a burst of scores on one head among many costs a call each for its own check run, and once one for each other', async () => {
  await crowd()
  for (const [n, validator] of [gus, hal, eva, gus, hal, eva].entries()) {
    await tell(giveScore(160 + n, 12, validator, 70 + n))
    answerThread()
    answerCheck(1_012)
    expect(onChecks(await show())).toEqual(['PATCH /check-runs/1012'])
  }
  const others = [11, ...RIVALS].map((pull) => 1_000 + pull)
  answerCheck(...others)
  expect((await gathered())?.toSorted()).toEqual(others.map((id) => `PATCH /check-runs/${id}`))
  expect(await gathered()).toBeNull()
})

test('what was gathered is shown by itself, also when the App was killed in between', async () => {
  const postgres = await startPostgres()
  await ledger.close()
  ledger = await openLedger({ url: postgres.url })
  await keepConfig(ledger.queries, 7, minedConfig)
  for (const id of [31, 32]) github.answer('POST', '/check-runs', 201, { id })
  await shown(...minedTales.scored)
  await tell(giveScore(160, 12, eva, 100))
  answerThread()
  answerCheck(32)
  expect(onChecks(await show())).toEqual(['PATCH /check-runs/32'])

  await ledger.jobs.boss.stop({ graceful: false })
  await ledger.database.close()
  ledger = await openLedger({ url: postgres.url })
  answerCheck(31)
  await ledger.jobs.work('standings', jobs().standings)
  await vi.waitFor(() => expect(github.made()).toEqual(['PATCH /check-runs/31']), { timeout: 10_000 })
  expect(await show()).toEqual([])
  await ledger.close()
  await postgres.stop()
  ledger = await openLedger()
})

test('a head to which something comes while the others are being shown is left to those who show it at once', async () => {
  for (const id of [31, 32, 33]) github.answer('POST', '/check-runs', 201, { id })
  const third = [seeProposal(120, 13, people.ada), reportHead(125, 13), giveScore(151, 13, eva, 10)]
  await shown(...minedTales.scored, ...third)
  await tell(giveScore(160, 13, eva, 50))
  answerThread()
  answerCheck(33)
  await show()
  github.answer('PATCH', '/check-runs/31', 200, async () => {
    await tell(giveScore(170, 12, hal, 100))
    answerThread()
    answerCheck(32)
    expect(onChecks(await show())).toEqual(['PATCH /check-runs/31', 'PATCH /check-runs/32'])
    return {}
  })
  expect(await gathered()).toEqual([])
  answerCheck(31, 33)
  expect(await gathered()).toEqual(['PATCH /check-runs/31', 'PATCH /check-runs/33'])
})

test('an incident has its comment and its label in the home, and loses the label when it is decided', async () => {
  github.answer('POST', '/check-runs', 201, { id: 31 })
  github.answer('POST', '/issues/40/comments', 201, { id: 12 })
  github.answer('POST', '/labels', 201)
  github.answer('POST', '/issues/40/labels', 200, [])
  const first = await shown(...minedTales.probation, openIncident(1_750))
  expect(first.slice(-3)).toEqual(['POST /issues/40/comments', 'POST /labels', 'POST /issues/40/labels'])

  await tell(voteIncident(1_760, 40, people.eva, 'uphold'))
  github.answer('PATCH', '/issues/comments/12', 200)
  expect(await show()).toEqual(['PATCH /issues/comments/12'])
})
