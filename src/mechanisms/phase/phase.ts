import { isFunded } from '../funding/decide.ts'
import type { Family } from '../kernel/family.ts'
import type { PhaseShape } from './slice.ts'

/** The life of a subnet: which event leads to which phase. */
export const phase: Family<PhaseShape> = {
  name: 'phase',
  initial: 'none',
  evolve: {
    IdeaOpened: () => 'awaiting-deposit',
    // A paid idea whose link never passed ends unfunded: its collateral goes back.
    IdeaClosed: (_, { why }) => (why === 'link-failed' ? 'unfunded' : 'closed'),
    DepositAccepted: () => 'checking',
    // D2: what a further round comes to leaves the subnet where it stands.
    FundingOpened: (now, { round }) => (round === 1 ? 'funding' : now),
    FundingFinalized: (now, { round }) => (round === 1 ? 'minable' : now),
    FundingEnded: (now, { round, why }) => (round === 1 && why === 'time' ? 'unfunded' : now),
    // A loan that was finalized while the dispute ran cannot be undone: the idea goes on, without its collateral.
    CollateralSlashed: (now, _, before) => (isFunded(before) ? now : 'slashed'),
    LaunchBegun: () => 'launching',
    LaunchVoided: () => 'minable',
    PreparationBegun: () => 'preparing',
    SubnetStarted: () => 'probation',
    SubnetDissolved: () => 'dissolved',
    // L4: there is no way back once the treasury is counted. What is dissolved stays so.
    RestCounted: (now) => (now === 'launching' ? 'returned' : now),
    ProbationEnded: (_, { verdict }) => (verdict === 'passed' ? 'live' : 'failed'),
  },
}
