import type { Config } from '../config.ts'
import { holding } from '../dispute/holding.ts'
import { voterOf } from '../dispute/late.ts'
import { stakeOf } from '../dispute/verdict.ts'
import { hasVotedSince, isRepeated } from '../dispute/votes.ts'
import { accept, refuse } from '../kernel/decision.ts'
import type { Around, Decided, Wide } from '../kernel/family.ts'
import { rao } from '../money.ts'
import { split } from '../shares.ts'
import { ofUpdate, onProbation } from './on-probation.ts'
import type {
  Health,
  OpenIncident,
  ProbationDay,
  ProbationShape,
  ReportHealth,
  VoteIncident,
} from './slice.ts'

type State = Wide<ProbationShape>

/** L2: each day is recorded once, in order. */
export function reportHealth(state: State, command: ReportHealth): Decided<ProbationShape> {
  const { probation, launch } = state
  if (!probation || !launch) return refuse('no-probation')
  const { day, health, at, source } = command
  if (day !== probation.recorded + 1 || day > probation.asked || probation.verdict) return accept()
  const missing = missingOf(health, launch.rules.probation)
  return accept({ type: 'DayRecorded', day, health, good: missing.length === 0, missing, at, source })
}

/** What a day lacks to be a good one. */
export function missingOf(health: Health, rules: Config['probation']): ProbationDay['missing'] {
  const missing: ProbationDay['missing'][number][] = []
  if (health.emission <= 0n) missing.push('emission')
  if (health.miners < rules.minimumMiners) missing.push('miners')
  if (health.validators < rules.minimumValidators) missing.push('validators')
  return missing
}

/** So many incidents one person may open in a probation: each has all validators vote. */
const MOST_INCIDENTS = 3

/** L3: any linked account but the guarantor's opens an incident while a probation runs, the launch's or an update's; an issue is one incident. */
export function openIncident(
  state: State,
  command: OpenIncident,
  { config }: Around,
): Decided<ProbationShape> {
  const { issue, opener, openerColdkey, reason, electorate, at, source } = command
  const stands = onProbation(state)
  if (!stands || at < stands.since || at >= stands.until) return refuse('no-probation')
  if (state.incident) return refuse('incident-known')
  const opened = state.openedBefore?.filter((time) => time >= stands.since) ?? []
  if (opened.length >= MOST_INCIDENTS) return refuse('too-many-incidents', { most: MOST_INCIDENTS })
  if (openerColdkey === null) return refuse('unlinked')
  if (opener.id === stands.guarantor.id) return refuse('own-subnet')
  const total = stakeOf(electorate)
  if (total === 0n) return refuse('no-validators')
  const { duration, quorumBasisPoints } = config.dispute
  const quorum = rao(split(total, quorumBasisPoints)[0])
  const closesAt = at + duration
  return accept({
    type: 'IncidentOpened',
    issue,
    opener,
    reason,
    closesAt,
    electorate,
    quorum,
    ...ofUpdate(stands.round),
    at,
    source,
  })
}

export function voteIncident(
  state: State,
  command: VoteIncident,
  { config }: Around,
): Decided<ProbationShape> {
  const { issue, voter, side, at, source } = command
  const { incident } = state
  if (!state.probation || !incident || incident.verdict || at < incident.openedAt) return refuse('no-dispute')
  if (voter.id === incident.accused?.guarantor.id) return refuse('own-subnet')
  const votes = voterOf(state.voter, command.late, incident, config)
  if (!votes) return refuse('not-a-validator', holding(command.holds))
  if (at >= incident.closesAt) return refuse('too-late', { closed: incident.closesAt })
  if (hasVotedSince(votes.voter, command)) return refuse('voted-since')
  if (isRepeated(votes.voter, command)) return accept()
  const cast = { type: 'IncidentVoted', issue, voter, side, at, source } as const
  return accept(votes.joined ? { ...cast, joined: votes.joined } : cast)
}
