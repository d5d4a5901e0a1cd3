import type { Pot } from '../intent.ts'
import { keysOf } from '../subnet/keys.ts'
import type { SubnetState, Wish } from '../subnet/state.ts'
import { bountyOf, raisedOf, rewardOf } from './consequences.ts'

/** L1: one call after the other, each from the subnet's treasury; M6: the discoverer's reward once it is started. */
export function launchWishes(state: SubnetState): Wish[] {
  const { idea, launch } = state
  if (!idea || !launch) return []
  const keys = keysOf(state)
  const pot: Pot = { kind: 'treasury', ordinal: idea.pots.ordinal }
  const { stage, netuid, architecture, limit, planBlock, done } = launch
  if (stage === 'registering') {
    const call = {
      kind: 'network-register',
      hotkey: idea.pots.escrow,
      identity: architecture.identity,
      limit,
    } as const
    return [{ key: keys.networkRegister, pot, call }]
  }
  if (netuid === null) return []
  const step = architecture.steps[done]
  if (stage === 'configuring') {
    return step && planBlock !== null
      ? [{ key: keys.chainStep(done), pot, call: { kind: 'chain-step', netuid, step } }]
      : []
  }
  if (stage === 'starting') return [{ key: keys.startCall, pot, call: { kind: 'start-call', netuid } }]
  return stage === 'started' ? rewardWishes(state, pot) : []
}

function rewardWishes(state: SubnetState, pot: Pot): Wish[] {
  const amount = rewardOf(state)
  if (!state.idea || amount === 0n) return []
  const to = { user: state.idea.discoverer.id }
  return [{ key: keysOf(state).discovererReward, pot, call: { kind: 'transfer', to, amount } }]
}

/** A5, L2: what becomes of each guarantor's collateral, and the bounty of the one that held. */
export function guaranteeWishes(state: SubnetState): Wish[] {
  const { idea, launch, probation, mining } = state
  if (!idea) return []
  const keys = keysOf(state)
  const escrow: Pot = { kind: 'escrow', ordinal: idea.pots.ordinal }
  const treasury: Pot = { kind: 'treasury', ordinal: idea.pots.ordinal }
  const ended = mining.guarantees.flatMap(({ round, fate, paid: { payer, collateral } }): Wish[] => {
    if (fate === 'held') return []
    const [key, coldkey] =
      fate === 'returned'
        ? [keys.guaranteeReturn(round), payer]
        : [keys.guaranteeSlash(round), idea.pots.treasury]
    return [{ key, pot: escrow, call: { kind: 'transfer', to: { coldkey }, amount: collateral } }]
  })
  if (!launch || probation?.verdict !== 'passed') return ended
  const amount = bountyOf(raisedOf(state), launch.rules.probation.bountyBasisPoints)
  const bounty: Wish = {
    key: keys.bounty,
    pot: treasury,
    call: { kind: 'transfer', to: { coldkey: launch.coldkey }, amount },
  }
  return amount > 0n ? [...ended, bounty] : ended
}
