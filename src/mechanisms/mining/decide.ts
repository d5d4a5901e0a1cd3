import { accept, type Refusal, refuse } from '../kernel/decision.ts'
import type { Decided, View, Wide } from '../kernel/family.ts'
import type { Occurrence } from '../kernel/occurrence.ts'
import { isOlder } from '../kernel/said.ts'
import type { Standing } from '../scoring/standings.ts'
import { choose, neededGrade } from '../update/choice.ts'
import { isUnderway } from '../update/underway.ts'
import type {
  Accept,
  AdoptRound,
  Decline,
  EndGuarantee,
  EndRace,
  IssueGuaranteeBill,
  OpenRace,
  ReportStakes,
  VoidRound,
} from './commands.ts'
import type { MiningEvent, RoundLapsed } from './events.ts'
import { currentRound } from './rounds.ts'
import type { Lapse, MiningRefusal, MiningShape, Round, SeesMining } from './slice.ts'

type State = View<MiningShape>

/** A1: the first home begins the race; a second one is none. */
export function openRace({ mining }: State, { pots, at, source }: OpenRace): Decided<MiningShape> {
  return mining.pots ? accept() : accept({ type: 'RaceOpened', pots, at, source })
}

/**
 * A4, A5: the round is counted with the stakes after its end; the best is invited, nobody else. A count that something came between
 * is passed over, and asked for again.
 */
export function countRound(state: Wide<MiningShape>, command: ReportStakes): Decided<MiningShape> {
  const round = currentRound(state)
  if (!round) return refuse('no-round')
  if (round.number !== command.round || round.stage !== 'counting') return accept()
  if (round.changes !== command.changes) return accept()
  const { stakes, block, standings, count, digest, grade, at, source } = command
  const { number } = round
  const counted: MiningEvent = {
    type: 'RoundCounted',
    round: number,
    stakes,
    block,
    standings,
    count,
    digest,
    ...(grade !== undefined && { grade }),
    at,
    source,
  }
  const [best] = standings
  const why = whyNobody(best, grade, round.rules.mining.leastGrade ?? 0) ?? whyNoUpdate(state, round, command)
  if (!best || why) {
    return accept<MiningEvent>(counted, lapsedBy(state, round, why ?? 'no-proposal', { at, source }))
  }
  const { pull, head, author: miner } = best
  const deadline = at + round.rules.mining.guaranteeDeadline
  const invited: MiningEvent = {
    type: 'MinerInvited',
    round: number,
    pull,
    head,
    miner,
    deadline,
    at,
    source,
  }
  return accept<MiningEvent>(counted, invited)
}

/** Why the best is not invited, null where it is. A grade is in hundredths of a point. */
function whyNobody(
  best: Standing | undefined,
  grade: number | null | undefined,
  least: number,
): Lapse | null {
  if (!best || best.incentive === 0) return 'no-proposal'
  return (grade ?? 0) < least ? 'low-grade' : null
}

/**
 * `/guarantee`: the invited miner accepts, and pays from the coldkey that was linked then. What was written later stands (G0). It waits
 * until the head that won is the present one.
 */
export function acceptInvitation(state: Wide<MiningShape>, command: Accept): Decided<MiningShape> {
  const round = invitedRound(state, command)
  if ('code' in round) return { refusal: round }
  const { coldkey, at, source } = command
  if (coldkey === null) return refuse('unlinked')
  if (at > round.invitation.deadline) return refuse('too-late', { closed: round.invitation.deadline })
  const { proposal } = state
  const { head, pull } = round.invitation
  if (proposal && (proposal.head !== head || !proposal.reading))
    return refuse('other-commit', { head, pull, present: proposal.head })
  const { said } = round.invitation
  if (said && (isOlder(command, said) || (round.invitation.coldkey === coldkey && !isOlder(said, command))))
    return accept()
  return accept({ type: 'InvitationAccepted', round: round.number, coldkey, at, source })
}

/** `/decline`: mining goes on with the next round. What was paid binds. */
export function declineInvitation(state: State, command: Decline): Decided<MiningShape> {
  const round = invitedRound(state, command)
  if ('code' in round) return { refusal: round }
  const { deadline: closed } = round.invitation
  if (command.at > closed) return refuse('too-late', { closed })
  return accept({
    type: 'RoundLapsed',
    round: round.number,
    why: 'declined',
    at: command.at,
    source: command.source,
  })
}

type Invited = Round & { readonly invitation: NonNullable<Round['invitation']> }

/** What was written before the round began answered another invitation, and is heard late. */
function invitedRound(
  state: SeesMining,
  { pull, person, at }: Accept | Decline,
): Invited | Refusal<MiningRefusal> {
  const round = currentRound(state)
  if (!round) return { code: 'no-round', facts: {} }
  const { invitation, stage } = round
  const isInvited = invitation?.pull === pull && invitation.miner.id === person.id && at > round.opensAt
  if (!isInvited || stage === 'lapsed') return { code: 'not-invited', facts: {} }
  return stage === 'guaranteed' ? { code: 'already-guaranteed', facts: {} } : { ...round, invitation }
}

export function issueGuaranteeBill(state: State, command: IssueGuaranteeBill): Decided<MiningShape> {
  const round = currentRound(state)
  if (round?.number !== command.round || round.stage !== 'invited' || round.invitation?.bill) return accept()
  const { bill, at, source } = command
  return accept({ type: 'GuaranteeBillIssued', round: round.number, bill, at, source })
}

/** N1: the best of a month has to beat the architecture in force, and nobody is asked while another update stands its probation. */
function whyNoUpdate(
  { mining, update }: Wide<MiningShape>,
  { month }: Round,
  { standings, grade = null }: ReportStakes,
): Lapse | null {
  if (!month) return null
  const { marginBasisPoints } = month
  const incumbent = mining.live?.grade ?? null
  const isOnProbation = isUnderway(update?.current ?? null)
  const choice = choose({ standings, grade, incumbent, marginBasisPoints, isOnProbation })
  return choice.ok ? null : choice.why
}

function lapsedBy(
  { mining }: State,
  { number, month }: Round,
  why: Lapse,
  { at, source }: Occurrence,
): RoundLapsed {
  const lapsed = { type: 'RoundLapsed', round: number, why, at, source } as const
  if (!month || why !== 'not-better') return lapsed
  return { ...lapsed, needed: neededGrade(mining.live?.grade ?? null, month.marginBasisPoints) }
}

/** L1: nothing was merged, so that the round lapses and the collateral goes back. */
export function voidRound(state: State, { round: number, why, at, source }: VoidRound): Decided<MiningShape> {
  const round = currentRound(state)
  if (round?.number !== number || round.stage !== 'guaranteed') return accept()
  return accept({ type: 'RoundLapsed', round: number, why, at, source })
}

/** L2: the collateral follows the verdict; D4: it goes back where there was none. */
export function endGuarantee(
  state: State,
  { round, verdict, at, source }: EndGuarantee,
): Decided<MiningShape> {
  const held = state.mining.guarantees.some(
    (guarantee) => guarantee.round === round && guarantee.fate === 'held',
  )
  if (!held) return accept()
  if (verdict === 'failed') return accept({ type: 'GuaranteeSlashed', round, at, source })
  const isUndone = verdict === 'refused'
  return accept({ type: 'GuaranteeReturned', round, ...(isUndone && { isUndone }), at, source })
}

/** N1: the next month begins when the best of the last is merged. */
export function adoptRound({ mining }: State, { round, at, source }: AdoptRound): Decided<MiningShape> {
  const isIt = mining.live && mining.round?.number === round && mining.round.stage === 'guaranteed'
  return isIt ? accept({ type: 'RoundAdopted', round, at, source }) : accept()
}

/** D4: nobody is asked for anything any more. What is guaranteed ends by its own update. */
export function endRace({ mining: { live, round } }: State, { at, source }: EndRace): Decided<MiningShape> {
  if (!live || live.isOver || !round?.month || round.stage === 'guaranteed' || round.stage === 'lapsed')
    return accept()
  return accept({ type: 'RoundLapsed', round: round.number, why: 'dissolved', at, source })
}
