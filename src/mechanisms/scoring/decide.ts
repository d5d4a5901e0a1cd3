import type { Criterion } from '../config.ts'
import { accept, type Refusal, refuse } from '../kernel/decision.ts'
import type { Decided, Wide } from '../kernel/family.ts'
import { currentRound } from '../mining/rounds.ts'
import { isRunning } from '../proposal/decide.ts'
import type { GiveScore, ScoringRefusal, ScoringShape } from './slice.ts'

type State = Wide<ScoringShape>
type Refused = ScoringRefusal | ScoringShape['borrows']

const HIGHEST = 100

/**
 * A3: a validator scores the present head of somebody else's proposal. A new score replaces the validator's last one; what
 * is heard twice, or late, does not, and is no score of a head that was pushed since. A review is of the head that it names.
 */
export function giveScore(state: State, command: GiveScore): Decided<ScoringShape> {
  const refusal = whyNot(state, command)
  if (refusal) return { refusal }
  const { proposal } = state
  const round = currentRound(state)
  const { pull, validator, stake, score, at, source } = command
  if (!proposal || !round || stake === null) return refuse('not-a-validator')
  const points = pointsOf(score, round.rules.scoring.rubric)
  if (typeof points !== 'number') return { refusal: points }
  const last = state.lastScore
  if (last && (at < last.at || (at === last.at && points === last.points))) return accept()
  return accept({
    type: 'ScoreGiven',
    pull,
    round: round.number,
    head: proposal.head,
    validator,
    stake,
    points,
    criteria: 'criteria' in score ? score.criteria : null,
    at,
    source,
  })
}

function whyNot(state: State, { validator, stake, head }: GiveScore): Refusal<Refused> | null {
  const round = currentRound(state)
  const { proposal } = state
  if (!proposal) return { code: 'no-proposal', facts: {} }
  if (!round || round.stage === 'guaranteed') return { code: 'no-round', facts: {} }
  if (round.stage === 'counting') return { code: 'counting', facts: { round: round.number } }
  if (proposal.status !== 'open') return { code: 'not-open', facts: { status: proposal.status } }
  if (head !== undefined && head !== proposal.head)
    return { code: 'other-head', facts: { head, present: proposal.head } }
  if (!isRunning(proposal)) return { code: 'not-valid', facts: { head: proposal.head } }
  if (validator.id === proposal.author.id) return { code: 'own-proposal', facts: {} }
  if (stake === null || stake <= 0n) return { code: 'not-a-validator', facts: {} }
  return null
}

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
