import type { Next, View } from '../kernel/family.ts'
import { keyOf } from '../kernel/purpose.ts'
import type { MiningPurpose } from '../mining/slice.ts'
import type { SeesPayments } from '../payments/slice.ts'
import type { ProbationPurpose, ProbationShape } from './slice.ts'

export const probationNext: Next<ProbationShape> = (state) => {
  switch (state.phase) {
    case 'probation':
      return 'stand-probation'
    case 'live':
      return isRewarded(state) ? 'live' : 'pay-guarantor'
    case 'failed':
      return isSettled(state, { kind: 'guarantee-slash', about: [roundOf(state)] })
        ? 'failed'
        : 'slash-guarantor'
    default:
      return null
  }
}

type State = View<ProbationShape> & SeesPayments

/** Whether collateral and bounty have arrived. */
function isRewarded(state: State): boolean {
  const round = roundOf(state)
  const hasNoBounty = state.launch?.rules.probation.bountyBasisPoints === 0
  const hasBounty = hasNoBounty || isSettled(state, { kind: 'bounty', about: [round] })
  return hasBounty && isSettled(state, { kind: 'guarantee-return', about: [round] })
}

const isSettled = ({ stream, payments }: State, purpose: ProbationPurpose | MiningPurpose): boolean =>
  payments.settled[keyOf(stream, purpose)] !== undefined

const roundOf = ({ launch }: State): number => launch?.round ?? 0
