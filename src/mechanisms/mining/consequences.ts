import type { Moment } from '../subnet/consequences.ts'
import type { SubnetState } from '../subnet/state.ts'
import { currentRound, guaranteeOf, roundDue } from './rounds.ts'
import type { Invitation, Lapse, MiningEvent, Round } from './slice.ts'

/** A5: rounds follow each other until the best miner of one guarantees. */
export function miningConsequence(state: SubnetState, moment: Moment): MiningEvent | null {
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

const isDue = (state: SubnetState, { tick }: Moment): boolean => {
  const due = roundDue(state)
  return tick !== null && due !== null && tick.at >= due
}

function lapseOf(state: SubnetState, { stage, invitation }: Round, moment: Moment): Lapse | null {
  if (!invitation) return null
  if (stage === 'invited') return movedAway(state, invitation) ?? (isDue(state, moment) ? 'deadline' : null)
  const isMerging = stage === 'guaranteed' && state.launch?.stage === 'merging'
  return isMerging ? movedAway(state, invitation) : null
}

/** L1: exactly the head that was invited is launched. A push after it voids the guarantee. */
function movedAway({ proposals }: SubnetState, { pull, head }: Invitation): Lapse | null {
  const proposal = proposals[pull]
  if (proposal?.head !== head) return 'head-moved'
  return proposal.status === 'open' || proposal.status === 'merged' ? null : 'closed'
}

/** The collateral of a round that lapsed goes back. */
function collateralOf(state: SubnetState, { number, stage }: Round, { when }: Moment): MiningEvent | null {
  const isHeld = stage === 'lapsed' && guaranteeOf(state, number)?.fate === 'held'
  return isHeld ? { type: 'GuaranteeReturned', round: number, ...when } : null
}
