import type { Refund } from '../deposit/slice.ts'
import type { Ballot } from '../dispute/slice.ts'
import type {
  DividendsCommand,
  DividendsErrand,
  DividendsEvent,
  DividendsFamilies,
  DividendsState,
} from '../dividends/dividends.ts'
import type { ExtrinsicRef } from '../intent.ts'
import type { PurposeOf } from '../kernel/rules.ts'
import type { RoundRecord } from '../mining/history.ts'
import type { MiningSlice } from '../mining/slice.ts'
import type { ProbationDay } from '../probation/slice.ts'
import type { Proposal } from '../proposal/slice.ts'
import type { SalesCommand, SalesEvent } from '../sales/sales.ts'
import type { Scores } from '../scoring/slice.ts'
import type { SeesStakes } from '../scoring/stakes.ts'
import type { TasksSlice } from '../task/slice.ts'
import type { TeamSlice } from '../team/slice.ts'
import type { TeamCommand, TeamErrand, TeamEvent, TeamFamilies, TeamState } from '../team/team.ts'
import type { ProposalErrand, ProposalState, ProposalsCommand, ProposalsEvent } from './proposal.ts'
import type { RaceCommand, RaceErrand, RaceEvent, RaceFamilies, RaceState } from './race.ts'
import type { LifeCommand, LifeErrand, LifeEvent, LifeFamilies, LifeState } from './subnet.ts'

export type { Tick } from '../kernel/family.ts'
export type { Phase } from '../phase/slice.ts'
export { subnetStream } from '../streams/names.ts'

/** A subnet with its race and its proposals, as threads and pages show it. No decision is made on it. */
export interface SubnetState extends LifeState, SeesStakes {
  /** Its own stream: what stands beside it here says more of the past. */
  readonly life: LifeState
  readonly race: RaceState
  readonly mining: MiningSlice
  /** Who holds which of its roles, and what they work at: its own stream, and the slices of that. */
  readonly crew: TeamState
  readonly team: TeamSlice
  readonly tasks: TasksSlice
  /** What it distributes. */
  readonly dividends: DividendsState['dividends']
  /** All rounds, the present one last. */
  readonly rounds: readonly RoundRecord[]
  /** All challenges, and all incidents of its probation: in the order in which they were opened. */
  readonly disputes: readonly Ballot[]
  readonly incidents: readonly Ballot[]
  /** The days of its probation that are recorded. */
  readonly days: readonly ProbationDay[]
  /** By pull request. */
  readonly proposals: Readonly<Record<number, Proposal>>
  /** By pull request that has been scored, then by the validator's user id. */
  readonly scores: Readonly<Record<number, Scores>>
  /** By pull request, the one that it copies; null where it copies none. */
  readonly copies: ReadonlyMap<number, number | null>
  /** What came without being asked for, the last of it, the oldest first. */
  readonly refunds: readonly ShownRefund[]
}

export interface ShownRefund extends Refund {
  /** Where it was sent back; null where it was not yet. */
  readonly sentIn: ExtrinsicRef | null
  /** Its payer's stream gathers and sends it; else the subnet's own sends it whole. */
  readonly gathered: boolean
}

export type SubnetCommand =
  | LifeCommand
  | RaceCommand
  | ProposalsCommand
  | SalesCommand
  | TeamCommand
  | DividendsCommand
export type SubnetEvent = LifeEvent | RaceEvent | ProposalsEvent | SalesEvent | TeamEvent | DividendsEvent
export type SubnetErrand = LifeErrand | RaceErrand | ProposalErrand | TeamErrand | DividendsErrand
/** What an intent of a subnet may be for. */
export type SubnetPurpose = PurposeOf<LifeFamilies & RaceFamilies & TeamFamilies & DividendsFamilies>

/** What is read of the streams and rows of one subnet. */
export interface SubnetParts {
  readonly life: LifeState
  readonly race: RaceState
  readonly crew: TeamState
  readonly dividends: DividendsState['dividends']
  readonly rounds: readonly RoundRecord[]
  /** In the order in which they were opened. */
  readonly ballots: readonly Ballot[]
  readonly days: readonly ProbationDay[]
  /** As they were last counted. */
  readonly stakes: SeesStakes['stakes']
  readonly proposals: readonly ProposalState[]
  /** By pull request that has been scored. */
  readonly scores: Readonly<Record<number, Scores>>
  readonly copies: ReadonlyMap<number, number | null>
  /** Where each intent of its streams was settled, by key. */
  readonly settled: Readonly<Record<string, ExtrinsicRef>>
  readonly refunds: readonly ShownRefund[]
}

export function together(parts: SubnetParts): SubnetState {
  const {
    life,
    race,
    crew,
    dividends,
    rounds,
    ballots,
    days,
    stakes,
    proposals,
    scores,
    copies,
    settled,
    refunds,
  } = parts
  const known = proposals.flatMap(({ proposal }) => proposal ?? [])
  return {
    ...life,
    life,
    payments: {
      settled,
      failed: { ...life.payments.failed, ...race.payments.failed, ...crew.payments.failed },
      cancelled: {
        ...life.payments.cancelled,
        ...race.payments.cancelled,
        ...crew.payments.cancelled,
      },
    },
    race,
    mining: race.mining,
    crew,
    team: crew.team,
    tasks: crew.tasks,
    dividends,
    rounds,
    disputes: ballots.filter(({ of }) => of === 'challenge'),
    incidents: ballots.filter(({ of }) => of === 'incident'),
    days,
    stakes,
    proposals: Object.fromEntries(known.map((proposal) => [proposal.pull, proposal])),
    scores,
    copies,
    refunds,
  }
}
