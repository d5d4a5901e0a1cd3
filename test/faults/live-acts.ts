import { expect } from 'vitest'
import { registration } from '../../src/handlers/launch/calls.ts'
import { RAO_PER_TAO } from '../../src/mechanisms/money.ts'
import type { SubnetState } from '../../src/mechanisms/subnet/state.ts'
import { pair } from '../support/chain-world.ts'
import type { Trap } from './app-under-test.ts'
import {
  asOps,
  endow,
  issuesOf,
  type Live,
  nextDay,
  pullsFrom,
  setByGuardian,
  submitWork,
} from './live-people.ts'
import type { LivePoint } from './matrix.ts'
import { jump, until, untilTime } from './support.ts'

/** What happens to a live subnet, so that the App has one more errand. */
interface Act {
  readonly what: string
  /** Sets the trap, and does what brings the App there. */
  readonly begin: (live: Live, trap: Trap) => Promise<unknown>
  /** What the App comes to after it was started again. */
  readonly arrived: (state: SubnetState) => boolean
  /** What must be there once. */
  readonly once?: (live: Live) => Promise<void>
}

const isPaid = ({ dividends: { open, payout, last } }: SubnetState): boolean =>
  open === null && payout === null && last !== null

const isTaskOver = ({ tasks }: SubnetState): boolean => tasks.open.length === 0 && tasks.rewards.length === 0

const hasUids = ({ weights }: SubnetState['crew']): boolean => (weights.weighing?.block ?? null) !== null

/** In this order. */
export const ACTS: Readonly<Record<LivePoint, Act>> = {
  'storefront run': {
    what: 'the storefront is opened, and that is not recorded',
    begin: async ({ world, mined }, trap) => {
      world.app.arm(trap)
      untilTime(world, mined.issue, 'it is live', ({ phase }) => phase === 'live').catch(() => undefined)
    },
    arrived: ({ storefront }) => storefront !== null,
    once: async (live) => expect(await issuesOf(live, 'tributary:selling')).toHaveLength(1),
  },
  'fork run': {
    what: 'the issue of a fork is opened, and that is not recorded',
    begin: async ({ world, mined }, trap) => {
      world.app.arm(trap)
      await world.market.comment('flora', mined.issue, '/fork Maps for everybody')
    },
    arrived: ({ fork }) => fork.last.at(-1)?.issue != null,
    once: async ({ world, mined }) => {
      const { fork } = await until(world, mined.issue, 'it is forked', ({ fork: { asked } }) => asked === 1)
      expect(fork.last).toHaveLength(1)
      const child = fork.last[0]?.issue ?? 0
      await until(world, child, 'the fork names its parent', ({ fork: { parent } }) => parent !== null)
    },
  },
  'reckon run': { what: 'a day is reckoned, and that is not recorded', begin: atNextDay, arrived: isPaid },
  'open-parts run': {
    what: 'the parts of a day are read, and that is not recorded',
    begin: atNextDay,
    arrived: isPaid,
  },
  'drift run': {
    what: 'the issue about drift is opened, and that is not recorded',
    begin: async (live, trap) => {
      const { world } = live
      await setByGuardian(live, 20)
      // The App looks for drift when it starts.
      await world.app.stop()
      await world.restart(trap)
    },
    arrived: ({ drift }) => drift.issue !== null,
    once: async (live) => expect(await issuesOf(live, 'tributary:drift')).toHaveLength(1),
  },
  'like-chain run': {
    what: 'the files are proposed as the chain is, and that is not recorded',
    begin: async ({ world, mined }, trap) => {
      const { drift } = await until(
        world,
        mined.issue,
        'drift is told',
        (state) => state.drift.issue !== null,
      )
      world.app.arm(trap)
      await mined.home.comment('mia', drift.issue ?? 0, '/reconcile chain')
    },
    arrived: ({ mandate }) => (mandate.likeChain?.pull ?? null) !== null,
    once: async (live) => expect(await pullsFrom(live, LIKE_CHAIN)).toMatchObject([{ commits: 1 }]),
  },
  'mandate run': {
    what: 'a merged architecture is read, and that is not recorded',
    begin: async (live, trap) => {
      const [proposed] = await pullsFrom(live, LIKE_CHAIN)
      live.world.app.arm(trap)
      await asOps(live).pulls.merge({ ...live.mined.place, pull_number: proposed?.number ?? 0 })
    },
    arrived: ({ mandate }) => mandate.change?.stage === 'applied',
  },
  'task-stakes run': {
    what: 'the submissions to a task are counted, and that is not recorded',
    begin: (live, trap) => atTaskEnd(live, trap, 'First road'),
    arrived: isTaskOver,
    once: (live) => expectMerged(live, 'First road'),
  },
  'task-end run': {
    what: 'the best submission is merged, and that is not recorded',
    begin: (live, trap) => atTaskEnd(live, trap, 'Second road'),
    arrived: isTaskOver,
    once: (live) => expectMerged(live, 'Second road'),
  },
  'team-weights run': {
    what: 'the UIDs of the team are read, and that is not recorded',
    begin: async ({ world, mined }, trap) => {
      const isWeighed = ({ crew }: SubnetState) => crew.weights.nextAt !== null && hasUids(crew)
      const { crew } = await until(world, mined.issue, 'the team is weighed', isWeighed)
      world.app.arm(trap)
      await jump(world, crew.weights.nextAt ?? 0)
    },
    arrived: ({ crew }) => hasUids(crew),
  },
  'rest run': {
    what: 'what is left of a dissolved subnet is counted, and that is not recorded',
    begin: async ({ world: { app, wallets } }, trap) => {
      app.arm(trap)
      // There is one place for a network.
      await wallets.send('flora', registration(wallets.api, pair('flora-hotkey').address, NOBODY))
    },
    arrived: ({ dissolution: { rest } }) => rest?.paid.length === FUNDERS,
  },
}

const LIKE_CHAIN = 'tributary/like-chain-1'

const NOBODY = { name: '', description: '', repository: '', contact: '', url: '', discord: '', logo: '' }

/** Fay and Finn. */
const FUNDERS = 2

async function atNextDay(live: Live, trap: Trap): Promise<void> {
  await endow(live, 20n * RAO_PER_TAO)
  live.world.app.arm(trap)
  await nextDay(live)
}

async function atTaskEnd(live: Live, trap: Trap, title: string): Promise<void> {
  const closesAt = await submitWork(live, title)
  live.world.app.arm(trap)
  await jump(live.world, closesAt)
}

/** The work of that title is in the default branch by one merge, and the task is closed. */
async function expectMerged(live: Live, title: string): Promise<void> {
  const { place } = live.mined
  const about = { ...place, state: 'all', per_page: 100 } as const
  const { data: issues } = await asOps(live).issues.listForRepo(about)
  const tasks = issues.filter((issue) => issue.title === title && !issue.pull_request)
  expect(tasks.map(({ state }) => state)).toEqual(['closed'])
  const { data: pulls } = await asOps(live).pulls.list(about)
  const [work] = pulls.filter((pull) => pull.title === title)
  const { data: commits } = await asOps(live).repos.listCommits(about)
  const merges = commits.filter(({ parents }) => parents[1] && parents[1].sha === work?.head.sha)
  expect(merges).toHaveLength(1)
}
