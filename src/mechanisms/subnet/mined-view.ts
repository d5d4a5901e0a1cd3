import type { ChainStep } from '../architecture/architecture.ts'
import type { Config } from '../config.ts'
import { sharesOf } from '../dissolution/rest.ts'
import type { DissolutionSlice } from '../dissolution/slice.ts'
import type { BlockableErrand, Obstacle } from '../errand/slice.ts'
import { bountyOf, raisedOf, registrationLimit, rewardOf } from '../launch/amounts.ts'
import { type Raise, raiseOf } from '../launch/raise.ts'
import type { LaunchSlice } from '../launch/slice.ts'
import type { RoundRecord } from '../mining/history.ts'
import { currentRound } from '../mining/rounds.ts'
import type { Guarantee, Invitation, Lapse, Round } from '../mining/slice.ts'
import type { Rao } from '../money.ts'
import type { ProbationDay, ProbationSlice } from '../probation/slice.ts'
import { isRunning } from '../proposal/decide.ts'
import type { Proposal } from '../proposal/slice.ts'
import { leaderboard } from '../scoring/leaderboard.ts'
import type { Standing } from '../scoring/standings.ts'
import { type DisputeView, viewDispute } from './dispute-view.ts'
import type { SubnetState } from './state.ts'

/** What comes after an idea is funded, as people are shown it. Long lists are cut; their whole length stands beside them. */
export interface MinedView {
  /** `owner/name` of the subnet's repository. */
  readonly home: string | null
  readonly obstacles: readonly ObstacleView[]
  /** The newest first. */
  readonly proposals: readonly ProposalView[]
  readonly proposalCount: number
  /** As it stands now; empty where no round takes scores. */
  readonly leaderboard: readonly StandingView[]
  /** How many are in the race now. */
  readonly running: number
  readonly rounds: readonly RoundView[]
  readonly launch: LaunchView | null
  /** What the registration may cost at most. */
  readonly registrationLimit: Rao
  /** Where the raise goes; null until what the registration cost is known. */
  readonly raise: Raise | null
  readonly probation: ProbationView | null
  readonly dissolution: DissolutionView
  /** What the guarantor earns when the probation is passed, and the discoverer when the subnet starts. */
  readonly bounty: Rao
  readonly reward: Rao
}

export interface ObstacleView {
  readonly errand: BlockableErrand
  readonly obstacle: Obstacle
  readonly failures: number
  readonly retryAt: number | null
  readonly said?: string
}

export interface ProposalView
  extends Pick<Proposal, 'pull' | 'author' | 'title' | 'status' | 'head' | 'openedAt'> {
  /** What was read of its head. */
  readonly check: 'unread' | 'untouched' | 'problems' | 'good'
  readonly problems: number
}

export interface StandingView extends Standing {
  readonly title: string
  /** How many validators' weights were cut; `clipped` holds the largest cuts. */
  readonly clippedCount: number
}

export interface RoundView extends Pick<Round, 'number' | 'opensAt' | 'closesAt' | 'stage'> {
  readonly lapse: Lapse | null
  readonly collateral: Rao
  /** As they were counted; empty before. */
  readonly standings: readonly StandingView[]
  readonly standingCount: number
  readonly invitation: Invitation | null
  readonly guarantee: Pick<Guarantee, 'paid' | 'fate'> | null
}

export interface LaunchView
  extends Pick<
    LaunchSlice,
    | 'round'
    | 'pull'
    | 'head'
    | 'guarantor'
    | 'coldkey'
    | 'stage'
    | 'commit'
    | 'tag'
    | 'netuid'
    | 'registeredIn'
    | 'limit'
    | 'lockCost'
    | 'planBlock'
    | 'done'
    | 'startsAt'
    | 'startedAt'
  > {
  /** Until when it must be registered; null where it is. */
  readonly returnsAt: number | null
  readonly steps: readonly ChainStep[]
}

export interface DissolutionView extends Pick<DissolutionSlice, 'isNext' | 'at'> {
  /** What goes to the funders: all of it, and how many of them are paid. */
  readonly rest: {
    readonly total: Rao
    readonly block: number
    readonly funders: number
    readonly paid: number
  } | null
}

export interface ProbationView {
  readonly startedAt: number
  readonly days: readonly ProbationDay[]
  /** How many days there are in all, how long one is, and how many of them must be good. */
  readonly length: number
  readonly day: number
  readonly neededDays: number
  readonly minimumMiners: number
  readonly minimumValidators: number
  readonly verdict: ProbationSlice['verdict']
  /** `number` is the in the subnet's repository. */
  readonly incidents: readonly DisputeView[]
}

const MOST = { proposals: 100, standings: 50, counted: 20, clipped: 5 } as const

export function viewMined(state: SubnetState): MinedView {
  const { home, proposals, launch, errands } = state
  const live = leaderboard(state)
  const newest = Object.values(proposals).toSorted((a, b) => b.pull - a.pull)
  return {
    home: home && `${home.repository.owner}/${home.repository.name}`,
    obstacles: Object.entries(errands).map(([errand, blocked]) => ({
      errand: errand as BlockableErrand,
      ...blocked,
    })),
    proposals: newest.slice(0, MOST.proposals).map(viewProposal),
    proposalCount: newest.length,
    leaderboard: viewStandings(state, live.slice(0, MOST.standings)),
    running: live.length,
    rounds: state.rounds.map((round) => viewRound(state, round)),
    launch: launch && viewLaunch(launch),
    registrationLimit: registrationLimit(state),
    raise: raiseOf(state),
    probation: viewProbation(state),
    dissolution: viewDissolution(state),
    bounty: bountyOf(raisedOf(state), rulesOf(state)?.bountyBasisPoints ?? 0),
    reward: rewardOf(state),
  }
}

/** How many of the days have to be good: the share of them, rounded up. */
export const neededDays = ({ days, goodShareBasisPoints }: Config['probation']): number =>
  Math.ceil((days * goodShareBasisPoints) / 10_000)

/** The rules of the probation: those of the launch, or of the round that may become one. */
const rulesOf = (state: SubnetState): Config['probation'] | undefined =>
  (state.launch ?? currentRound(state))?.rules.probation

function viewProposal(proposal: Proposal): ProposalView {
  const { pull, author, title, status, head, openedAt, reading } = proposal
  const problems = reading?.problems.length ?? 0
  return { pull, author, title, status, head, openedAt, check: checkOf(proposal), problems }
}

function checkOf({ reading, ...proposal }: Proposal): ProposalView['check'] {
  if (!reading) return 'unread'
  if (!reading.touches) return 'untouched'
  return isRunning({ ...proposal, reading, status: 'open' }) ? 'good' : 'problems'
}

const viewStandings = ({ proposals }: SubnetState, table: readonly Standing[]): StandingView[] =>
  table.map((standing) => ({
    ...standing,
    title: proposals[standing.pull]?.title ?? '',
    clipped: standing.clipped
      .toSorted((a, b) => b.from - b.to - (a.from - a.to) || a.validator.id - b.validator.id)
      .slice(0, MOST.clipped),
    clippedCount: standing.clipped.length,
  }))

function viewRound(state: SubnetState, round: RoundRecord): RoundView {
  const { number, opensAt, closesAt, stage, lapse, rules, standings, invitation, guarantee } = round
  return {
    number,
    opensAt,
    closesAt,
    stage,
    lapse,
    invitation,
    collateral: rules.mining.collateral,
    standings: viewStandings(state, standings.slice(0, MOST.counted)),
    standingCount: round.standingCount,
    guarantee: guarantee ? { paid: guarantee.paid, fate: guarantee.fate } : null,
  }
}

function viewLaunch({ rules: _, architecture, returns, ...launch }: LaunchSlice): LaunchView {
  return { ...launch, returnsAt: returns?.at ?? null, steps: architecture.steps }
}

export function viewDissolution(state: SubnetState): DissolutionView {
  const { isNext, at, rest } = state.dissolution
  if (!rest) return { isNext, at, rest }
  const { total, block, from, paid } = rest
  const funders = sharesOf(state, rest).length
  return { isNext, at, rest: { total, block, funders, paid: Math.min(from + paid.length, funders) } }
}

function viewProbation({ probation, launch, days, incidents }: SubnetState): ProbationView | null {
  if (!probation || !launch) return null
  const { startedAt, verdict } = probation
  const rules = launch.rules.probation
  const { days: length, day, minimumMiners, minimumValidators } = rules
  return {
    startedAt,
    days,
    length,
    day,
    neededDays: neededDays(rules),
    minimumMiners,
    minimumValidators,
    verdict,
    incidents: incidents.map(viewDispute),
  }
}
