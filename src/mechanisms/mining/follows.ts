import { isReached, type Moment, type View } from '../kernel/family.ts'
import type { SeesProposals } from '../proposal/slice.ts'
import { currentRound, guaranteeOf, roundDue } from './rounds.ts'
import type { Invitation, Lapse, MiningEvent, MiningShape, Round, SeesMining } from './slice.ts'

type State = View<MiningShape>

/** A5: rounds follow each other until the best miner of one guarantees. */
export function follows(state: State, moment: Moment): MiningEvent | null {
  const round = currentRound(state)
  if (!round) return state.home && state.phase === 'minable' ? opened(1, moment) : null
  const lapsed = collateralOf(state, round, moment)
  if (lapsed) return lapsed
  if (round.stage === 'lapsed') return opened(round.number + 1, moment)
  const why = lapseOf(state, round, moment)
  if (why) return { type: 'RoundLapsed', round: round.number, why, ...moment.when }
  const isOver = round.stage === 'open' && isDue(state, moment)
  return isOver ? { type: 'RoundClosed', round: round.number, ...moment.when } : null
}

/** What holds for a round is fixed when it opens. */
function opened(round: number, { when, config }: Moment): MiningEvent {
  const { scoring, mining, launch, probation } = config
  const rules = { scoring, mining, launch, probation }
  return { type: 'RoundOpened', round, closesAt: when.at + mining.roundLength, rules, ...when }
}

const isDue = (state: State, moment: Moment): boolean => isReached(moment, roundDue(state))

function lapseOf(state: State, { stage, invitation }: Round, moment: Moment): Lapse | null {
  if (!invitation) return null
  if (stage === 'invited') return movedAway(state, invitation) ?? (isDue(state, moment) ? 'deadline' : null)
  const isMerging = stage === 'guaranteed' && state.launch?.stage === 'merging'
  return isMerging ? movedAway(state, invitation) : null
}

/** L1: exactly the head that was invited is launched. A push after it voids the guarantee. */
function movedAway({ proposals }: SeesProposals, { pull, head }: Invitation): Lapse | null {
  const proposal = proposals[pull]
  if (proposal?.head !== head) return 'head-moved'
  return proposal.status === 'open' || proposal.status === 'merged' ? null : 'closed'
}

/** The collateral of a round that lapsed goes back. */
function collateralOf(state: SeesMining, { number, stage }: Round, { when }: Moment): MiningEvent | null {
  const isHeld = stage === 'lapsed' && guaranteeOf(state, number)?.fate === 'held'
  return isHeld ? { type: 'GuaranteeReturned', round: number, ...when } : null
}
