import { Octokit } from '@octokit/rest'
import { batchOf } from '../../src/chain/calls.ts'
import { callOf } from '../../src/chain/extrinsic.ts'
import { potsOf, signatoriesOf, treasuryOf } from '../../src/chain/pots.ts'
import { GUARDIAN, SIGNER } from '../../src/local/world/people.ts'
import { RAO_PER_TAO } from '../../src/mechanisms/money.ts'
import { pair } from '../support/chain-world.ts'
import type { Mined } from './mined.ts'
import { type FaultWorld, jump, until } from './support.ts'

// What people do with a subnet that is live.

export interface Live {
  readonly world: FaultWorld
  readonly mined: Mined
}

export const asOps = ({ world: { github } }: Live) =>
  new Octokit({ baseUrl: github.url, auth: github.tokens.ops })

/** The issues of the subnet's repository that carry a label. */
export async function issuesOf(live: Live, labels: string) {
  return (await asOps(live).issues.listForRepo({ ...live.mined.place, labels, state: 'all' })).data
}

/** The pull requests from a branch of the repository itself, each whole. */
export async function pullsFrom(live: Live, branch: string) {
  const { place } = live.mined
  const { data } = await asOps(live).pulls.list({ ...place, state: 'all', per_page: 100 })
  const own = data.filter(({ head }) => head.ref === branch)
  return Promise.all(
    own.map(async ({ number }) => (await asOps(live).pulls.get({ ...place, pull_number: number })).data),
  )
}

/** Moves the clock on to when the next day is distributed. */
export async function nextDay({ world, mined }: Live): Promise<void> {
  const { dividends } = await until(
    world,
    mined.issue,
    'the next day has its moment',
    (state) => state.dividends.nextAt !== null,
  )
  await jump(world, dividends.nextAt ?? 0)
}

/** Fay stakes so much on the subnet, and sends half of the alpha to its treasury: there is something to distribute. Rao. */
export async function endow(live: Live, amount: bigint): Promise<void> {
  const { wallets } = live.world
  const { netuid, pots } = await networkOf(live)
  const { api } = wallets
  await wallets.send('fay', callOf(api, 'subtensorModule', 'addStake', pots.hotkey, netuid, amount))
  const has = await api.query.subtensorModule?.totalHotkeyAlpha?.(pots.hotkey, netuid)
  const half = BigInt(has?.toString() ?? 0) / 2n
  const given = callOf(
    api,
    'subtensorModule',
    'transferStake',
    pots.treasury,
    pots.hotkey,
    netuid,
    netuid,
    half,
  )
  await wallets.send('fay', given)
}

/** The guardian, who is enough at a threshold of 1, sets a hyperparameter past the App. */
export async function setByGuardian(live: Live, rho: number): Promise<void> {
  const { wallets, subtensor, treasury: address } = live.world
  const { api } = wallets
  const own = pair(GUARDIAN).address
  await wallets.send('Ferdie', callOf(api, 'balances', 'transferAllowDeath', own, RAO_PER_TAO))
  const treasury = treasuryOf(pair(SIGNER).address, [own], 1, address)
  const { netuid, index } = await networkOf(live)
  const step = callOf(api, 'adminUtils', 'sudoSetRho', netuid, rho)
  const call = batchOf(api, treasury, [callOf(api, 'utility', 'asDerivative', index, step)])
  const others = signatoriesOf(treasury).filter((one) => one !== own)
  const isSet = async () => (await api.query.subtensorModule?.rho?.(netuid))?.toString() === String(rho)
  // In the last blocks of an epoch the chain takes no call of an owner.
  for (let tries = 0; !(await isSet()); tries++) {
    if (tries > 10) throw new Error(`The network does not get a rho of ${rho}.`)
    subtensor.control.createBlocks(3)
    await wallets.send(GUARDIAN, callOf(api, 'multisig', 'asMultiThreshold1', others, call))
  }
}

async function networkOf({ world, mined }: Live) {
  const { launch, idea } = await until(
    world,
    mined.issue,
    'it is registered',
    (state) => state.launch?.netuid != null,
  )
  const ordinal = idea?.pots?.ordinal ?? 0
  return { netuid: launch?.netuid ?? 0, pots: potsOf(world.treasury, ordinal), index: 4 * ordinal + 1 }
}

const formOf = (reward: string) =>
  `### Role\n\ndeveloper\n\n### Reward in TAO\n\n${reward}\n\n### Open for\n\n1 day\n\n### What is to be done\n\nMore roads.`

/** Mia holds a seat, and opens a task; her work is scored. Answers when the task ends: milliseconds, UTC. */
export async function submitWork({ world, mined }: Live, title: string): Promise<number> {
  const { home, place, issue: about } = mined
  const { github } = world
  const { storefront } = await until(world, about, 'it is live', (state) => state.storefront !== null)
  await home.comment('mia', storefront?.issue ?? 0, '/join developer')
  const issue = await home.openIssue('mia', title, formOf('0.5'))
  const opened = await until(world, about, 'the task is open', ({ tasks }) =>
    tasks.open.some((task) => task.issue === issue),
  )
  const pull = await home.propose('mia', title, { [`evidence/${issue}.md`]: `# ${title}\n` })
  const asMia = new Octokit({ baseUrl: github.url, auth: github.tokens.mia })
  await asMia.pulls.update({ ...place, pull_number: pull, body: `Task: #${issue}` })
  await until(
    world,
    about,
    'the work is read',
    ({ proposals }) => proposals[pull]?.task === issue && proposals[pull]?.reading != null,
  )
  await home.comment('vera', pull, '/score 90')
  await until(world, about, 'it is scored', ({ scores }) => Object.keys(scores[pull] ?? {}).length > 0)
  return opened.tasks.open.find((task) => task.issue === issue)?.closesAt ?? 0
}

interface Day {
  readonly day: number
  readonly payouts: { readonly sheet: string }
}
interface Part {
  readonly rows: readonly { readonly account: string }[]
}

/** Which accounts each day so far pays, as anyone reads it, and the account that it pays from. */
export async function sheetsOf({ world, mined }: Live) {
  const { idea } = await until(world, mined.issue, 'it is there', () => true)
  const read = async <Answer>(path: string): Promise<Answer> =>
    (await fetch(`${world.app.url}/api/${path}`)).json() as Promise<Answer>
  const { day: last } = await read<Day>(`ideas/${mined.issue}/distribution`)
  const days = Array.from({ length: last }, async (_, place) => {
    const { payouts } = await read<Day>(`ideas/${mined.issue}/distribution?day=${place + 1}`)
    const { rows } = await read<Part>(`sheets/${payouts.sheet}/0/0`)
    return { accounts: rows.map(({ account }) => account) }
  })
  return { payroll: idea?.pots?.payroll ?? '', days: await Promise.all(days) }
}
