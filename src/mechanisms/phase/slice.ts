import type { CollateralSlashed, DepositAccepted } from '../deposit/slice.ts'
import type { RestCounted, SubnetDissolved } from '../dissolution/slice.ts'
import type { FundingEnded, FundingFinalized, FundingOpened, SeesFunding } from '../funding/slice.ts'
import type { IdeaClosed, IdeaOpened } from '../idea/slice.ts'
import type { LaunchBegun, LaunchVoided, PreparationBegun, SubnetStarted } from '../launch/slice.ts'
import type { ProbationEnded } from '../probation/slice.ts'

/**
 * Where a subnet stands, from idea to live.
 * - `none`: nothing was opened under this name
 * - `awaiting-deposit`: the bill is not paid
 * - `checking`: paid, the link has not passed yet
 * - `funding`: the crowdloan is being opened, or is open
 * - `minable`: funded and finalized; its architecture is mined in rounds
 * - `launching`: guaranteed; it is merged, registered and configured
 * - `preparing`: on chain, not started yet
 * - `probation`: started; each day is recorded
 * - `live`: the probation was passed
 * - `failed`: the probation was not passed
 * - `unfunded`: the loan ended short of its target, or the link never passed
 * - `slashed`: a challenge was upheld
 * - `closed`: withdrawn or expired without payment
 * - `dissolved`: the chain dissolved it
 * - `returned`: it was not registered in time; what its treasury had goes back to whoever gave it
 */
export type Phase =
  | 'none'
  | 'awaiting-deposit'
  | 'checking'
  | 'funding'
  | 'minable'
  | 'launching'
  | 'preparing'
  | 'probation'
  | 'live'
  | 'failed'
  | 'unfunded'
  | 'slashed'
  | 'closed'
  | 'dissolved'
  | 'returned'

export interface SeesPhase {
  readonly phase: Phase
}

export interface PhaseShape {
  readonly name: 'phase'
  readonly own: Phase
  readonly sees: SeesFunding
  readonly hears:
    | IdeaOpened
    | IdeaClosed
    | DepositAccepted
    | CollateralSlashed
    | FundingOpened
    | FundingFinalized
    | FundingEnded
    | LaunchBegun
    | LaunchVoided
    | PreparationBegun
    | SubnetStarted
    | ProbationEnded
    | SubnetDissolved
    | RestCounted
}
