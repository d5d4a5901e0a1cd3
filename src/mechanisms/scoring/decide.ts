import type { Criterion } from '../config.ts'
import { holding } from '../dispute/holding.ts'
import { accept, acceptWith, type Refusal, refuse } from '../kernel/decision.ts'
import type { Decided, Wide } from '../kernel/family.ts'
import { isOlder } from '../kernel/said.ts'
import { contestEnd, currentRound, takesScores } from '../mining/rounds.ts'
import type { Round, RoundRules } from '../mining/slice.ts'
import { filesVerdictOf, headAt } from '../proposal/contender.ts'
import { stoodAt } from '../proposal/sightings.ts'
import type { Proposal, ProposalStatus } from '../proposal/slice.ts'
import { submitsAt } from '../task/results.ts'
import type { Task } from '../task/slice.ts'
import type { GiveScore, ScoringRefusal, ScoringShape } from './slice.ts'

type State = Wide<ScoringShape>
type Refused = ScoringRefusal | ScoringShape['borrows']

const HIGHEST = 100

/**
 * A3: a validator scores the head of somebody else's proposal that a review names, or that stood when the comment was written. A score
 * replaces those that the validator wrote before it, in whatever order they are heard. One of another head than the present is
 * kept, counts nothing, and is told so.
 */
export function giveScore(state: State, command: GiveScore): Decided<ScoringShape> {
  const refusal = whyNot(state, command)
  if (refusal) return { refusal }
  const { proposal } = state
  const round = currentRound(state)
  const { pull, validator, stake, score, at, source } = command
  if (!proposal || !round || stake === null) return refuse('not-a-validator')
  const points = pointsOf(score, rulesOf(state, command, round).rubric)
  if (typeof points !== 'number') return { refusal: points }
  const last = state.lastScore
  if (last && isOlder(command, last)) return refuse('scored-since')
  if (last && !isOlder(last, command) && points === last.points) return accept()
  const head = headOf(proposal, command)
  return acceptWith(staleness(state, command, head), {
    type: 'ScoreGiven',
    pull,
    round: round.number,
    head,
    named: command.head !== undefined,
    validator,
    stake,
    points,
    criteria: 'criteria' in score ? score.criteria : null,
    at,
    source,
  })
}

/** What was pushed meanwhile has to be scored anew. What was pushed after the end takes nothing from what stood at it. */
function staleness(state: State, command: GiveScore, head: string): Refusal<'other-head'> | null {
  const { proposal } = state
  if (!proposal || head === proposal.head || head === headAt(proposal, endOf(state, command))) return null
  return { code: 'other-head', facts: { head, present: proposal.head } }
}

/** When what is scored is compared: the end of the task or of the round. */
const endOf = (state: State, command: GiveScore): number | null =>
  taskOf(state, command)?.closesAt ?? contestEnd(state)

/** Of what is forgotten nobody knows which head it was: it is of none. */
const headOf = (proposal: Proposal, { head, at }: GiveScore): string =>
  head ?? stoodAt(proposal, at)?.head ?? ''

const statusAt = (proposal: Proposal, at: number): ProposalStatus =>
  at > proposal.updatedAt ? proposal.status : (stoodAt(proposal, at) ?? proposal).status

/** What is not read yet may prove good: then what was said of it before counts. */
function isWrong(proposal: Proposal, head: string): boolean {
  const verdict = filesVerdictOf(proposal, head)
  return verdict !== null && verdict !== 'good'
}

function whyNot(state: State, command: GiveScore): Refusal<Refused> | null {
  const round = currentRound(state)
  const { proposal } = state
  const { validator, stake, holds } = command
  if (!proposal) return { code: 'no-proposal', facts: {} }
  const task = taskOf(state, command)
  const isClosed = task ? overIn(task, command) : notIn(state, command)
  if (isClosed) return isClosed
  const status = statusAt(proposal, command.at)
  if (status !== 'open') return { code: 'not-open', facts: { status } }
  const head = headOf(proposal, command)
  if (!task && head === headAt(proposal, contestEnd(state)) && isWrong(proposal, head))
    return { code: 'not-valid', facts: { head } }
  if (validator.id === proposal.author.id) return { code: 'own-proposal', facts: {} }
  if (round && (stake === null || stake <= 0n))
    return {
      code: 'not-a-validator',
      facts: { ...leastOf(rulesOf(state, command, round)), ...holding(holds) },
    }
  return null
}

/** T2: the open task that the proposal was a submission to when the score was written. */
const taskOf = ({ proposal, tasks }: State, { at }: GiveScore): Task | undefined =>
  tasks?.open.find(({ issue }) => proposal !== null && submitsAt(proposal, issue, at))

const rulesOf = (state: State, command: GiveScore, round: Round): RoundRules['scoring'] =>
  taskOf(state, command)?.scoring ?? round.rules.scoring

/** After the deadline nothing counts any more. */
const overIn = ({ stage, closesAt }: Task, { at }: GiveScore): Refusal<Refused> | null =>
  stage === 'open' && at < closesAt ? null : { code: 'too-late', facts: { closed: closesAt } }

/** What was written in time and is heard while the round is counted has it counted anew (G0). */
function notIn(state: State, { at }: GiveScore): Refusal<Refused> | null {
  const round = currentRound(state)
  if (!round || !takesScores(state)) return { code: 'no-round', facts: {} }
  const isEnding = round.stage === 'open' || round.stage === 'counting'
  return isEnding && at >= round.closesAt ? { code: 'counting', facts: { round: round.number } } : null
}

/** What stake it takes, rao; nothing is said where a team decides. */
const leastOf = ({ validators, minimumStake }: RoundRules['scoring']): Refusal['facts'] =>
  validators.kind === 'team' ? {} : { least: minimumStake }

/** Hundredths of a point: the whole as it was given, or the criteria weighted by the rubric, rounded down. */
function pointsOf(score: GiveScore['score'], rubric: readonly Criterion[]): number | Refusal<ScoringRefusal> {
  if ('whole' in score) return isPoints(score.whole) ? score.whole * 100 : bad(score.whole)
  const known = rubric.map(({ id }) => id).join(', ')
  const given = new Map(Object.entries(score.criteria))
  let [sum, weights] = [0, 0]
  for (const { id, weight } of rubric) {
    const points = given.get(id)
    if (points === undefined) return { code: 'missing-criterion', facts: { criterion: id, known } }
    if (!isPoints(points)) return bad(points)
    given.delete(id)
    sum += points * weight
    weights += weight
  }
  const [unknown] = given.keys()
  if (unknown !== undefined) return { code: 'unknown-criterion', facts: { criterion: unknown, known } }
  return weights > 0 ? Math.floor((sum * 100) / weights) : 0
}

const isPoints = (points: number): boolean => Number.isInteger(points) && points >= 0 && points <= HIGHEST

const bad = (points: number): Refusal<ScoringRefusal> => ({
  code: 'bad-score',
  facts: { points: String(points) },
})
