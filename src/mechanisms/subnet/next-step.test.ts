import { expect, test } from 'vitest'
import { settle } from '../../../test/support/commands.ts'
import { key, minedConfig } from '../../../test/support/mined-commands.ts'
import { minedTales } from '../../../test/support/mined-tales.ts'
import { tales } from '../../../test/support/tales.ts'
import { tell as tellRules } from '../../../test/support/tell.ts'
import { nextStep } from './next-step.ts'
import type { SubnetCommand } from './state.ts'
import { view } from './view.ts'

const tell = (commands: readonly SubnetCommand[]) => tellRules(commands, minedConfig).state

const { passed, failed } = minedTales

test.each([
  ['make-home', tales.minable],
  ['mine-architecture', minedTales.mining],
  ['mine-architecture', minedTales.lapsed],
  ['count-round', minedTales.counting],
  ['accept-invitation', minedTales.invited],
  ['prepare-guarantee-bill', minedTales.accepted.slice(0, -1)],
  ['pay-guarantee', minedTales.accepted],
  ['merge-proposal', minedTales.guaranteed],
  ['release-architecture', minedTales.merged],
  ['register-network', minedTales.registering],
  ['configure-subnet', minedTales.configuring],
  ['get-ready', minedTales.preparing],
  ['start-subnet', minedTales.starting],
  ['stand-probation', minedTales.probation],
  ['pay-guarantor', passed],
  ['pay-guarantor', [...passed, settle(2_110, 60, key('guarantee-return', 1))]],
  ['live', [...passed, settle(2_110, 60, key('guarantee-return', 1)), settle(2_111, 61, key('bounty', 1))]],
  ['slash-guarantor', failed],
  ['failed', [...failed, settle(2_110, 60, key('guarantee-slash', 1))]],
  ['contribute', tales.funding],
  ['nothing', tales.expired],
] as const)('%s', (step, commands) => {
  expect(nextStep(tell(commands))).toBe(step)
})

test('a view holds the race, the rounds and the days, each list with its whole length', () => {
  const state = tell(minedTales.secondRound)
  const [first, second] = view(state)?.rounds ?? []
  expect(first).toMatchObject({ stage: 'lapsed', lapse: 'deadline', standingCount: 2, guarantee: null })
  expect(second).toMatchObject({ stage: 'guaranteed', guarantee: { fate: 'held' } })
  expect(view(tell(minedTales.scored))).toMatchObject({
    home: 'riverbed/kernels',
    running: 2,
    proposalCount: 2,
    leaderboard: [{ pull: 11, rank: 1, title: 'Proposal 11', clippedCount: 2 }, { pull: 12 }],
  })
  expect(view(tell(passed))).toMatchObject({
    // What lost the launch takes part in the first month.
    leaderboard: [{ pull: 12 }],
    probation: { length: 4, neededDays: 3, verdict: 'passed', days: { length: 4 } },
    launch: { netuid: 2, done: 2, steps: { length: 2 } },
  })
})
