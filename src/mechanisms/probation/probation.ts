import { askOver } from '../dispute/asks.ts'
import { dueAt, type Family, nothing, type Told, tell, type View } from '../kernel/family.ts'
import { bountyOf, raisedOf } from '../launch/amounts.ts'
import type { EndGuarantee } from '../mining/commands.ts'
import { type Rao, rao } from '../money.ts'
import { potIn } from '../pots.ts'
import { raceOf } from '../streams/names.ts'
import { openIncident, reportHealth, voteIncident } from './decide.ts'
import { dayDue, follows, incidentDue } from './follows.ts'
import { probationNext } from './next.ts'
import type { HealthErrand, ProbationEnded, ProbationShape } from './slice.ts'

type State = View<ProbationShape>

/** Rules L2 and L3: the days after the start, and what was reported of them. */
export const probation: Family<ProbationShape> = {
  name: 'probation',
  initial: null,
  inHome: {
    HealthDue: false,
    DayRecorded: false,
    IncidentOpened: true,
    IncidentVoted: true,
    IncidentClosed: false,
    ProbationEnded: false,
  },
  asks: {
    voter: (_, command) =>
      command.type === 'VoteIncident'
        ? { rows: 'voter', of: 'incident', number: command.issue, user: command.voter.id }
        : null,
    over: askOver,
    incident: (_, command) =>
      command.type === 'OpenIncident' || command.type === 'VoteIncident'
        ? { rows: 'incident', issue: command.issue }
        : null,
    openedBefore: (_, command) =>
      command.type === 'OpenIncident' ? { rows: 'opened-by', user: command.opener.id } : null,
  },
  decide: { ReportHealth: reportHealth, OpenIncident: openIncident, VoteIncident: voteIncident },
  evolve: {
    SubnetStarted: (own, { at }, { launch }) =>
      launch
        ? { startedAt: at, recorded: 0, good: 0, asked: 0, closings: [], broken: false, verdict: null }
        : own,
    HealthDue: (own, { day }) => own && { ...own, asked: day },
    DayRecorded: (own, { good }) =>
      own && { ...own, recorded: own.recorded + 1, good: own.good + (good ? 1 : 0) },
    IncidentOpened: (own, { closesAt }) =>
      own && { ...own, closings: [...own.closings, closesAt].toSorted((a, b) => a - b) },
    IncidentVoted: (own) => own,
    IncidentClosed: (own, { verdict, round }) =>
      own && {
        ...own,
        closings: own.closings.slice(1),
        broken: own.broken || (verdict === 'upheld' && round === undefined && own.verdict !== 'passed'),
      },
    ProbationEnded: (own, { verdict }) => own && { ...own, verdict },
    SubnetDissolved: (own) => (own && !own.verdict ? { ...own, verdict: 'dissolved' } : own),
  },
  follows,
  due: (state) => dueAt(dayDue(state), incidentDue(state)),
  wishes: { bounty },
  settled: { bounty: nothing },
  next: probationNext,
  errands: { health: healthErrands },
  tells: { ProbationEnded: endGuarantee },
}

/** What may become the guarantor's bounty: nothing once the probation has a verdict. */
export function bountyAhead({
  funding,
  launch,
  probation,
}: Pick<State, 'funding' | 'launch' | 'probation'>): Rao {
  if (!launch || probation?.verdict) return rao(0n)
  return bountyOf(raisedOf({ funding }), launch.rules.probation.bountyBasisPoints)
}

/** What the guarantor earns beside the collateral, where the probation was passed. */
function bounty(state: State) {
  const { idea, launch, probation } = state
  if (!idea?.pots || !launch || probation?.verdict !== 'passed') return []
  const amount = bountyOf(raisedOf(state), launch.rules.probation.bountyBasisPoints)
  if (amount === 0n) return []
  const purpose = { kind: 'bounty', about: [launch.round] } as const
  const pot = potIn(idea.pots, 'treasury')
  return [{ purpose, pot, call: { kind: 'transfer', to: { coldkey: launch.coldkey }, amount } as const }]
}

function healthErrands({ launch, probation, stream }: State): HealthErrand[] {
  if (!launch || launch.netuid === null || !probation || probation.verdict) return []
  const { asked, recorded } = probation
  if (asked <= recorded) return []
  return [
    {
      kind: 'health',
      key: `health:${stream}:${asked}`,
      day: asked,
      netuid: launch.netuid,
      registeredIn: launch.registeredIn,
    },
  ]
}

/** The collateral follows the verdict. */
function endGuarantee({ launch, stream }: State, { verdict, at }: ProbationEnded): Told[] {
  if (!launch) return []
  const { round } = launch
  const source = { kind: 'stream', stream } as const
  return [tell<EndGuarantee>(raceOf(stream), { type: 'EndGuarantee', round, verdict, at, source })]
}
