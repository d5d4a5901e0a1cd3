import nock from 'nock'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { people, stream } from '../../test/support/commands.ts'
import {
  giveScore,
  headOf,
  minedConfig,
  openIncident,
  reportHead,
  reportHome,
  seeProposal,
  validators,
  voteIncident,
} from '../../test/support/mined-commands.ts'
import { minedTales } from '../../test/support/mined-tales.ts'
import { keepConfig } from '../ledger/configs.ts'
import type { Ledger } from '../ledger/ledger.ts'
import { openLedger } from '../ledger/open.ts'
import type { SubnetCommand } from '../mechanisms/subnet/state.ts'
import { APP_ID, prepareGitHub } from '../surface/testing/github.ts'
import type { ConfigReader } from './configs.ts'
import { gitHubJobs } from './job-workers.ts'

let ledger: Ledger
let github: ReturnType<typeof prepareGitHub>

beforeAll(() => {
  nock.disableNetConnect()
})
afterAll(() => {
  nock.enableNetConnect()
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
      await writing.handle(stream(), command.type === 'ReportHome' ? atHome : command)
    }
  })
}

async function show(): Promise<string[]> {
  const asInstallation = async () => github.octokit
  const { surface } = gitHubJobs({
    ledger,
    github: { asApp: asInstallation, asInstallation } as never,
    configs: {} as ConfigReader,
    places: { explorer: 'https://tributary.example', github: 'https://github.com', node: null },
    appId: APP_ID,
  })
  await surface({ stream: stream() })
  return github.made()
}

async function shown(...commands: readonly SubnetCommand[]): Promise<string[]> {
  await tell(...commands)
  github.answer('POST', '/issues/1/comments', 201, { id: 11 })
  github.answer('POST', '/labels', 201)
  github.answer('POST', '/issues/1/labels', 200, [])
  return show()
}

const [eva] = validators
if (!eva) throw new Error('a validator')

test('a push costs one call for its check, a score one for each check that it changes, and nothing new none', async () => {
  for (const id of [31, 32]) github.answer('POST', '/check-runs', 201, { id })
  const first = await shown(...minedTales.scored)
  expect(first.filter((call) => call.includes('check-runs'))).toEqual([
    'POST /check-runs',
    'POST /check-runs',
  ])
  expect(await show()).toEqual([])

  await tell(giveScore(160, 12, eva, 100))
  github.answer('PATCH', '/issues/comments/11', 200)
  github.answer('PATCH', '/check-runs/31', 200)
  github.answer('PATCH', '/check-runs/32', 200)
  expect(await show()).toEqual(['PATCH /issues/comments/11', 'PATCH /check-runs/31', 'PATCH /check-runs/32'])

  await tell(seeProposal(170, 12, people.fox, { head: headOf(12, 2) }))
  github.answer('PATCH', '/issues/comments/11', 200)
  github.answer('PATCH', '/check-runs/31', 200)
  expect(await show()).toEqual(['PATCH /issues/comments/11', 'PATCH /check-runs/31'])

  await tell(reportHead(175, 12, {}, headOf(12, 2)))
  github.answer('PATCH', '/issues/comments/11', 200)
  github.answer('PATCH', '/check-runs/31', 200)
  github.answer('POST', '/check-runs', 201, { id: 33 })
  expect(await show()).toEqual(['PATCH /issues/comments/11', 'POST /check-runs', 'PATCH /check-runs/31'])
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
