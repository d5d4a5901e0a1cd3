import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { handTo } from '../../../test/support/addressed.ts'
import { people, stream } from '../../../test/support/commands.ts'
import {
  giveScore,
  headOf,
  minedConfig,
  reportHead,
  seeProposal,
  validators,
} from '../../../test/support/mined-commands.ts'
import { minedTales } from '../../../test/support/mined-tales.ts'
import { checkHash } from '../../github/reconcile-check.ts'
import { goldenBeside } from '../../github/testing/golden.ts'
import { keepConfig } from '../../ledger/configs.ts'
import type { Ledger } from '../../ledger/ledger.ts'
import { openLedger } from '../../ledger/open.ts'
import { shownChecks } from '../../ledger/surfaces.ts'
import { proposalOf } from '../../mechanisms/streams/names.ts'
import type { SubnetCommand } from '../../mechanisms/subnet/state.ts'
import { gitHubJobs } from '../jobs.ts'
import type { GitHubWork } from '../kit/show.ts'
import { checkSubject, renderProposalCheck } from './check.ts'
import { CROWD } from './show-checks.ts'

const { expectGolden } = goldenBeside(import.meta.dirname)

interface Sent {
  readonly output: { readonly title: string; readonly summary: string }
}

let ledger: Ledger
let sent: Sent[]

/** One crowd for all: each test has proposals of its own. */
beforeAll(async () => {
  ledger = await openLedger()
  await keepConfig(ledger.queries, 7, minedConfig)
  await crowd()
}, 120_000)
beforeEach(() => {
  sent = []
})
afterAll(() => ledger.close())

const request = async (_route: string, body: Sent) => {
  sent.push(body)
  return { data: { id: sent.length, output: { annotations_count: 0 } } }
}
/** What is shown of a GitHub that takes everything; `work` changes what the jobs have. */
const jobs = (work: Partial<GitHubWork> = {}) => {
  const github = { pace: 10, asInstallation: async () => ({ request }) }
  const places = { explorer: null, github: 'https://github.com', node: null }
  return gitHubJobs({ ledger, github, places, appId: 1, ...work } as unknown as GitHubWork)
}

async function tell(...commands: readonly SubnetCommand[]): Promise<void> {
  await ledger.write(async (writing) => {
    for (const command of commands) await handTo(writing, stream(), command)
  })
}

const [eva, gus, hal] = [validatorAt(0), validatorAt(2), validatorAt(3)]

/** Of those who propose nothing. */
function validatorAt(place: number) {
  const validator = validators[place]
  if (!validator) throw new Error('three validators who propose nothing')
  return validator
}

const LAST = 11 + CROWD

/** One more in the race than ranks are reckoned for at once, all scored, each with its check run. */
async function crowd(): Promise<void> {
  const rivals = Array.from({ length: CROWD - 1 }, (_, n) => 13 + n)
  const proposed = rivals.flatMap((pull) => [
    seeProposal(120, pull, { id: pull, login: `miner-${pull}` }),
    reportHead(125, pull),
    giveScore(130, pull, eva, 20 + pull),
  ])
  await tell(...minedTales.scored, ...proposed)
  sent = []
  await jobs().checks({ stream: stream() })
}

const show = (pull: number) => jobs({ ledger: withoutOthers() }).check({ stream: proposalOf(stream(), pull) })

/** A ledger of which nobody may read a whole subnet. */
const withoutOthers = (): Ledger => ({
  ...ledger,
  readSubnet: () => Promise.reject(new Error('all proposals were read')),
})

/** Pull requests whose check run is not that of this moment, to the letter. */
async function outOfDate(): Promise<number[]> {
  const state = await ledger.readSubnet(stream())
  const desired = Object.values(state.proposals).map((proposal) => {
    const check = renderProposalCheck(state, proposal.pull)
    if (!check) throw new Error('nothing is to be shown')
    return { pull: proposal.pull, subject: checkSubject(stream(), proposal), hash: checkHash(check) }
  })
  const subjects = desired.map(({ subject }) => subject)
  const shown = await shownChecks(ledger.queries, subjects)
  return desired.flatMap(({ pull, subject, hash }) => (shown.get(subject)?.applied === hash ? [] : [pull]))
}

test('in a crowd a score is shown at once with the rank from before, and the new rank follows to the letter', async () => {
  expect(await outOfDate()).toEqual([])
  await tell(giveScore(160, LAST, gus, 1))
  await show(LAST)
  expect(sent).toHaveLength(1)
  expect(sent[0]?.output.title).toBe('Good: 2 scores, its rank follows; it was 3 of 51')
  expectGolden('waiting-again', `# ${sent[0]?.output.title}\n\n${sent[0]?.output.summary}`)

  await show(LAST)
  expect(sent).toHaveLength(1)
  await tell(giveScore(161, LAST, hal, 1))
  await show(LAST)
  expect(sent[1]?.output.title).toBe('Good: 3 scores, its rank follows; it was 3 of 51')
  expect(await outOfDate()).toContain(LAST)

  sent = []
  await jobs().standings({ stream: stream() })
  expect(await outOfDate()).toEqual([])
  // Whose rank follows comes first.
  expect(sent[0]?.output.title).toMatch(/^Good: rank \d+ of 51/)
  expect(sent[0]?.output.summary).toContain('3 validators have scored this head')
})

test('a new head in a crowd says nothing of a rank until all are reckoned', async () => {
  await tell(seeProposal(170, 12, people.fox, { head: headOf(12, 2) }))
  await tell(reportHead(175, 12, {}, headOf(12, 2)))
  await show(12)
  expectGolden('waiting-unscored', `# ${sent[0]?.output.title}\n\n${sent[0]?.output.summary}`)
  await tell(giveScore(180, 12, gus, 70))
  await show(12)
  expectGolden('waiting-first', `# ${sent[1]?.output.title}\n\n${sent[1]?.output.summary}`)
  await jobs().standings({ stream: stream() })
  expect(await outOfDate()).toEqual([])
})

test('what is nothing new to a head in a crowd costs no call', async () => {
  await tell(seeProposal(190, 13, { id: 13, login: 'miner-13' }, { title: 'By another name' }))
  await show(13)
  expect(sent).toEqual([])
})

test('in a crowd the close of a pull request leaves its check run as it was', async () => {
  await tell(seeProposal(190, 14, { id: 14, login: 'miner-14' }, { status: 'closed' }))
  await show(14)
  expect(sent).toEqual([])
})
