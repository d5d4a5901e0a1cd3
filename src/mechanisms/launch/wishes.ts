import type { IntentCall } from '../intent.ts'
import type { Wishes } from '../kernel/family.ts'
import { potIn } from '../pots.ts'
import { rewardOf } from './amounts.ts'
import type { LaunchShape } from './slice.ts'

/** L1: one call after the other, each from the subnet's treasury; M6: the discoverer's reward once it is started, whatever becomes of it then. */
export const launchWishes: Wishes<LaunchShape> = {
  'network-register': (state) => {
    const { idea, launch } = state
    if (!idea?.pots || launch?.stage !== 'registering') return []
    const { architecture, limit } = launch
    const call: IntentCall = {
      kind: 'network-register',
      hotkey: idea.pots.hotkey,
      identity: architecture.identity,
      limit,
    }
    return [{ purpose: { kind: 'network-register', about: [] }, pot: potIn(idea.pots, 'treasury'), call }]
  },
  'chain-step': (state) => {
    const { idea, launch } = state
    if (!idea?.pots || launch?.stage !== 'configuring' || launch.planBlock === null) return []
    const { round, done, netuid, architecture, epochs } = launch
    const step = architecture.steps[done]
    if (!step || netuid === null) return []
    const turn = epochs && { turn: { from: 0, epochs } }
    const call: IntentCall = { kind: 'chain-step', netuid, step, ...turn }
    return [
      { purpose: { kind: 'chain-step', about: [round, done] }, pot: potIn(idea.pots, 'treasury'), call },
    ]
  },
  'start-call': (state) => {
    const { idea, launch } = state
    if (!idea?.pots || launch?.stage !== 'starting' || launch.netuid === null) return []
    const call: IntentCall = { kind: 'start-call', netuid: launch.netuid }
    return [{ purpose: { kind: 'start-call', about: [] }, pot: potIn(idea.pots, 'treasury'), call }]
  },
  'discoverer-reward': (state) => {
    const { idea, launch } = state
    const amount = rewardOf(state)
    if (!idea?.pots || !launch || launch.startedAt === null || amount === 0n) return []
    const call: IntentCall = { kind: 'transfer', to: { user: idea.discoverer.id }, amount }
    return [{ purpose: { kind: 'discoverer-reward', about: [] }, pot: potIn(idea.pots, 'treasury'), call }]
  },
}
