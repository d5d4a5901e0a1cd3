import type { Occurrence } from '../decider.ts'
import type { DepositCommand, DepositEvent, DepositSlice } from '../deposit/slice.ts'
import type { DisputeCommand, DisputeEvent, DisputeSlice } from '../dispute/slice.ts'
import type { ErrandEvent, ErrandSlice } from '../errand/slice.ts'
import type { FundingCommand, FundingEvent, FundingSlice } from '../funding/slice.ts'
import type { HomeCommand, HomeEvent, HomeSlice } from '../home/slice.ts'
import type { IdeaCommand, IdeaEvent, IdeaSlice } from '../idea/slice.ts'
import type { IntentCall, Pot } from '../intent.ts'
import type { LaunchCommand, LaunchEvent, LaunchSlice } from '../launch/slice.ts'
import type { LinkCommand, LinkEvent, LinkSlice } from '../link/slice.ts'
import type { MiningCommand, MiningEvent, MiningSlice } from '../mining/slice.ts'
import type { PaymentsCommand, PaymentsEvent, PaymentsSlice } from '../payments/slice.ts'
import type { ProbationCommand, ProbationEvent, ProbationSlice } from '../probation/slice.ts'
import type { ProposalCommand, ProposalEvent, ProposalSlice } from '../proposal/slice.ts'
import type { ScoringCommand, ScoringEvent, ScoringSlice } from '../scoring/slice.ts'

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

/** One stream a subnet: `subnet:<repository id>:<issue number>`. Every mechanism owns a slice. */
export interface SubnetState {
  readonly stream: string
  readonly phase: Phase
  readonly idea: IdeaSlice | null
  readonly deposit: DepositSlice
  readonly link: LinkSlice
  readonly dispute: DisputeSlice
  readonly funding: FundingSlice | null
  readonly home: HomeSlice | null
  readonly proposals: ProposalSlice
  readonly scoring: ScoringSlice
  readonly mining: MiningSlice
  readonly launch: LaunchSlice | null
  readonly probation: ProbationSlice | null
  readonly errands: ErrandSlice
  readonly payments: PaymentsSlice
}

/** What should move, before it is known how often it was tried. */
export interface Wish {
  readonly key: string
  readonly pot: Pot
  readonly call: IntentCall
}

/** The chain's clock moved on: a finalized block and its timestamp. Deadlines fall due by it and by nothing else. */
export interface Tick extends Occurrence {
  readonly type: 'Tick'
  readonly block: number
}

export type SubnetCommand =
  | IdeaCommand
  | DepositCommand
  | LinkCommand
  | DisputeCommand
  | FundingCommand
  | PaymentsCommand
  | MinedCommand

/** What comes after an idea is funded. */
export type MinedCommand =
  | HomeCommand
  | ProposalCommand
  | ScoringCommand
  | MiningCommand
  | LaunchCommand
  | ProbationCommand
  | Tick

export type SubnetEvent =
  | IdeaEvent
  | DepositEvent
  | LinkEvent
  | DisputeEvent
  | FundingEvent
  | PaymentsEvent
  | MinedEvent

export type MinedEvent =
  | HomeEvent
  | ProposalEvent
  | ScoringEvent
  | MiningEvent
  | LaunchEvent
  | ProbationEvent
  | ErrandEvent

export const subnetStream = (repository: number, issue: number): string => `subnet:${repository}:${issue}`

export const initialSubnet: SubnetState = {
  stream: '',
  phase: 'none',
  idea: null,
  deposit: { bill: null, paid: null, fate: 'none', refunds: [], slash: null },
  link: { asked: 0, answered: 0, contentHash: null, changed: null, failing: null, nextCheckAt: null },
  dispute: { disputes: [] },
  funding: null,
  home: null,
  proposals: {},
  scoring: { scores: {}, stakes: {} },
  mining: { rounds: [], guarantees: [] },
  launch: null,
  probation: null,
  errands: {},
  payments: { settled: {}, failed: {}, cancelled: {} },
}
