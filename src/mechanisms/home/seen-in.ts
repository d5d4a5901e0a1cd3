import type { DissolutionShape } from '../dissolution/slice.ts'
import type { DriftShape } from '../drift/slice.ts'
import type { LaunchEvent } from '../launch/slice.ts'
import type { MiningEvent } from '../mining/events.ts'
import type { ProbationEvent } from '../probation/slice.ts'
import type { ProposalEvent } from '../proposal/slice.ts'
import type { ScoringEvent } from '../scoring/slice.ts'
import type { StorefrontOpened } from '../storefront/slice.ts'
import type { TasksShape } from '../task/slice.ts'
import type { TeamShape } from '../team/slice.ts'
import type { HomeEvent } from './slice.ts'

/** What happens from when a subnet has a home. What other families tell is of the market's repository. */
type Type = (
  | HomeEvent
  | ProposalEvent
  | ScoringEvent
  | MiningEvent
  | LaunchEvent
  | ProbationEvent
  | StorefrontOpened
  | DriftShape['event']
  | DissolutionShape['event']
  | TeamShape['event']
  | TasksShape['event']
)['type']

/** Whether an event follows from what people do in the subnet's own repository, and not in the market's. */
const IN_HOME: Readonly<Record<Type, boolean>> = {
  HomeMade: false,
  ProposalSeen: true,
  HeadRead: true,
  ScoreGiven: true,
  HeadMerged: false,
  RaceOpened: false,
  CountDisturbed: false,
  RoundOpened: true,
  RoundClosed: false,
  RoundCounted: false,
  MinerInvited: false,
  InvitationAccepted: true,
  GuaranteeBillIssued: false,
  GuaranteePaid: false,
  RoundLapsed: true,
  GuaranteeReturned: true,
  GuaranteeSlashed: false,
  RefundOwed: false,
  LaunchBegun: false,
  LaunchVoided: false,
  ProposalMerged: false,
  ArchitectureReleased: false,
  NetworkRegistered: false,
  StepsPlanned: false,
  StepDone: false,
  PreparationBegun: false,
  StartDue: false,
  SubnetStarted: false,
  HealthDue: false,
  DayRecorded: false,
  IncidentOpened: true,
  IncidentVoted: true,
  IncidentClosed: false,
  ProbationEnded: false,
  StorefrontOpened: false,
  DriftChanged: false,
  DriftTold: false,
  SubnetDissolved: false,
  OutlookChanged: false,
  RestCounted: false,
  FunderRepaid: false,
  RolesSet: false,
  SeatAsked: true,
  SeatLeft: true,
  TeamEnded: false,
  TaskOpened: true,
  TaskClosed: false,
  TaskExtended: false,
  TaskCounted: false,
  TaskEnded: false,
}

/** Whether the issue, comment or pull request that an event names is one of the subnet's own repository. */
export const isInHome = ({ type }: { readonly type: string }): boolean =>
  Object.hasOwn(IN_HOME, type) && IN_HOME[type as Type]
