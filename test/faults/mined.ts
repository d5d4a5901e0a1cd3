import { Octokit } from '@octokit/rest'
import { maps } from '../../src/local/story/mining/architectures.ts'
import { openRepository, type Repository } from '../../src/local/world/repository.ts'
import type { Bill } from '../../src/mechanisms/deposit/slice.ts'
import { RAO_PER_TAO } from '../../src/mechanisms/money.ts'
import type { SubnetState } from '../../src/mechanisms/subnet/state.ts'
import { type FaultWorld, openAndOverpay, sendToBlock, until, untilOpen, untilTime } from './support.ts'

/** Two steps on chain: how many UIDs, and how many mechanisms, which share alike. */
const ARCHITECTURE = `version: 1
name: Maps
identity:
  description: Roads that were built since the last map was drawn.
mechanisms:
  - id: commodity
    kind: commodity
    share: 50 %
  - id: team
    kind: team
    share: 50 %
roles:
  - id: developer
    seats: 3
hyperparameters:
  max_allowed_uids: 64
`

/** What the chain gives anyhow: setting it is no step, and it can be set to something else at once. */
export const WITH_RHO = `${ARCHITECTURE}  rho: 10\n`

/** A day is good whoever is there, because it is not about health here. */
export const MARKET = `
mining:
  round: 30 days
  guarantee_deadline: 7 days
launch:
  preparation: 7 days
probation:
  days: 2
  day: 1 day
  good_days: 0 %
`

/** An idea that is minable, and the repository that was made for it. */
export interface Mined {
  readonly issue: number
  readonly place: { readonly owner: string; readonly repo: string }
  readonly home: Repository
}

/** Dana's n-th idea, overpaid, and funded by Fay and Finn to the rao: so many TAO. */
export async function openMined(world: FaultWorld, n: number, target = 20): Promise<Mined> {
  const issue = await openAndOverpay(world, n, target)
  const { funding } = await untilOpen(world, issue)
  for (const [name, amount] of [
    ['fay', 12n],
    ['finn', BigInt(target) - 12n],
  ] as const) {
    const { tx } = world.wallets.api
    await sendToBlock(name, tx.crowdloan?.contribute?.(funding?.loan?.id ?? 0, amount * RAO_PER_TAO))
  }
  const state = await until(world, issue, 'it has a repository', ({ home }) => home !== null)
  const { owner = '', name: repo = '' } = state.home?.repository ?? {}
  const place = { owner, repo }
  return { issue, place, home: openRepository(world.github, place) }
}

/** Mia proposes it, and Vera gives it so many points. Answers its pull request. */
export async function propose(
  world: FaultWorld,
  { issue, home }: Pick<Mined, 'issue' | 'home'>,
  title: string,
  architecture: string,
  points: number,
): Promise<number> {
  const pull = await home.propose('mia', title, { ...maps(), 'architecture.yaml': architecture })
  const isRead = ({ proposals }: SubnetState) => proposals[pull]?.reading?.architecture != null
  await until(world, issue, 'the proposal is read', isRead)
  await home.comment('vera', pull, `/score ${points}`)
  const isScored = ({ scores }: SubnetState) => Object.keys(scores[pull] ?? {}).length > 0
  await until(world, issue, 'it is scored', isScored)
  return pull
}

/** Mia's proposal is scored by Vera, wins the round that is open then, and she accepts. */
export async function win(
  world: FaultWorld,
  { issue, home }: Mined,
  architecture = ARCHITECTURE,
): Promise<void> {
  const pull = await propose(world, { issue, home }, 'Roads from above', architecture, 90)
  await untilTime(world, issue, 'Mia is invited', ({ rounds }) => rounds.at(-1)?.stage === 'invited')
  await home.comment('mia', pull, '/guarantee')
}

/** Resolves when Mia's collateral is in a block, final or not. */
export async function payGuarantee(world: FaultWorld, { issue }: Mined): Promise<void> {
  const billOf = (bill: Bill | null | undefined) => bill ?? null
  const { rounds } = await until(
    world,
    issue,
    'there is a bill for the guarantee',
    (state) => billOf(state.rounds.at(-1)?.invitation?.bill) !== null,
  )
  const { api } = world.wallets
  const call = api.registry.createType('Call', rounds.at(-1)?.invitation?.bill?.callHex)
  await sendToBlock('mia', api.tx[call.section]?.[call.method]?.(...call.args))
}

/** What the launch has left in the subnet's repository: which heads were merged, tags, releases. */
export async function madeOnGitHub({ github }: FaultWorld, { place }: Mined) {
  const { repos, git } = new Octokit({ baseUrl: github.url, auth: github.tokens.ops })
  const [commits, refs, releases] = await Promise.all([
    repos.listCommits({ ...place, per_page: 100 }),
    git.listMatchingRefs({ ...place, ref: 'tags' }),
    repos.listReleases({ ...place, per_page: 100 }),
  ])
  return {
    merges: commits.data.filter(({ parents }) => parents.length > 1).map(({ parents }) => parents[1]?.sha),
    tags: refs.data.map(({ ref }) => ref.replace('refs/tags/', '')),
    releases: releases.data.map(({ tag_name }) => tag_name),
  }
}
