import type { Chain } from '../../src/chain/client.ts'
import type { GitHubApp } from '../../src/github/client.ts'
import { openDrift } from '../../src/handlers/drift/open.ts'
import { createContents } from '../../src/handlers/kit/contents.ts'
import { proposeLikeChain } from '../../src/handlers/mandate/like-chain.ts'
import { readMandate } from '../../src/handlers/mandate/read.ts'
import { openStorefront } from '../../src/handlers/storefront/open.ts'
import { endTask } from '../../src/handlers/task/end.ts'
import { mergeUpdate } from '../../src/handlers/update/merge.ts'
import { releaseUpdate } from '../../src/handlers/update/release.ts'
import { revertUpdate } from '../../src/handlers/update/revert.ts'
import { kernelsBy } from '../../src/local/story/mining/architectures.ts'
import type { SubnetCommand, SubnetState } from '../../src/mechanisms/subnet/state.ts'
import { when } from '../support/errand-world.ts'
import { taskTales } from '../support/mined-tales.ts'
import { slowConfig, slowly } from '../support/slow.ts'
import { tell } from '../support/tell.ts'
import { updateTales } from '../support/update-tales.ts'
import type { Home } from './homes.ts'

/** What an errand needs beside a home. */
export interface Around {
  readonly github: GitHubApp
  /** Where the subnet is network 0. */
  readonly chain: Chain
}

export type Try = (around: Around) => Promise<SubnetCommand | null>
/** Brings a home to where the errand is wanted. */
export type Scenario = (home: Home) => Promise<Try>

const counted = tell(slowly(taskTales.counted), slowConfig).state
const applying = tell(slowly(updateTales.applying.slice(0, -1)), slowConfig).state
const network = { netuid: 0, registeredIn: 0 } as const
const at = (state: SubnetState, { slice }: Home): SubnetState => ({ ...state, home: slice })

/** Two rivals, of whom the first has won. */
const task: Scenario = async (home) => {
  const best = await home.propose('best', { 'best.txt': 'a\n' })
  const other = await home.propose('other', { 'other.txt': 'b\n' })
  const issue = await home.open('A task')
  const [first, second] = [counted.proposals[21], counted.proposals[22]]
  const [known] = counted.tasks.open
  if (!first || !second || !known) throw new Error('two rivals')
  const rivals = [
    [first, best],
    [second, other],
  ] as const
  const results = known.results.map((one) => ({ ...one, ...(one.pull === 21 ? best : other) }))
  const state: SubnetState = {
    ...at(counted, home),
    proposals: Object.fromEntries(rivals.map(([one, its]) => [its.pull, { ...one, ...its, task: issue }])),
    tasks: { ...counted.tasks, open: [{ ...known, issue, results }] },
  }
  return ({ github }) => endTask({ github }, state, { kind: 'task-end', key: '', issue }, when)
}

const storefront: Scenario = async (home) => {
  const state = at(counted, home)
  return ({ github }) => openStorefront({ github }, state, { kind: 'storefront', key: '' }, when)
}

const drift: Scenario = async (home) => {
  const state = at(counted, home)
  return ({ github }) => openDrift({ github }, state, { kind: 'drift', key: '' }, when)
}

async function withArchitecture(home: Home): Promise<SubnetState> {
  for (const [path, text] of Object.entries(kernelsBy('mia'))) await home.write(path, text)
  return at(applying, home)
}

const likeChain: Scenario = async (home) => {
  const state = await withArchitecture(home)
  const errand = { kind: 'like-chain', key: '', number: 1, ...network } as const
  return ({ github, chain }) =>
    proposeLikeChain({ github, chain, contents: createContents() }, state, errand, when)
}

const mandate: Scenario = async (home) => {
  const state = await withArchitecture(home)
  const errand = { kind: 'mandate', key: '', number: 1, isWhole: true, ...network } as const
  return ({ github, chain }) =>
    readMandate({ github, chain, contents: createContents() }, state, errand, when)
}

const merging = (home: Home) =>
  home.propose('better', { 'architecture.yaml': 'two\n', 'mechanisms/a.yaml': 'new\n' })

const updateMerge: Scenario = async (home) => {
  const errand = { kind: 'update-merge', key: '', round: 2, ...(await merging(home)) } as const
  return ({ github }) => mergeUpdate({ github }, at(applying, home), errand, when)
}

/** The update of round 2 is merged. */
async function merged(home: Home, { github }: Pick<Around, 'github'>) {
  await home.write('architecture.yaml', 'one\n')
  const { pull, head } = await merging(home)
  const errand = { kind: 'update-merge', key: '', round: 2, pull, head } as const
  const told = await mergeUpdate({ github }, at(applying, home), errand, when)
  if (told?.type !== 'ReportUpdateMerge' || !told.result.ok) throw new Error('it was not merged')
  return { pull, commit: told.result.commit }
}

const updateRelease =
  (plain: Pick<Around, 'github'>): Scenario =>
  async (home) => {
    const { pull, commit } = await merged(home, plain)
    const known = at(applying, home)
    const current = known.update.current && { ...known.update.current, pull }
    const state = { ...known, update: { ...known.update, current } }
    const errand = { kind: 'update-release', key: '', round: 2, commit } as const
    return ({ github }) => releaseUpdate({ github }, state, errand, when)
  }

const revert =
  (plain: Pick<Around, 'github'>): Scenario =>
  async (home) => {
    const errand = { kind: 'revert', key: '', round: 2, ...(await merged(home, plain)) } as const
    return ({ github }) => revertUpdate({ github }, at(applying, home), errand, when)
  }

/** Each errand of a live subnet that asks GitHub for anything. `plain` is a way there on which nothing goes wrong. */
export const scenarios = (plain: Pick<Around, 'github'>): Readonly<Record<string, Scenario>> => ({
  'task-end': task,
  storefront,
  drift,
  'like-chain': likeChain,
  mandate,
  'update-merge': updateMerge,
  'update-release': updateRelease(plain),
  revert: revert(plain),
})
