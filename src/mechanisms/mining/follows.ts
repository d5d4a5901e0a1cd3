import { isOver, isReached, type Moment, type View } from '../kernel/family.ts'
import type { MiningEvent } from './events.ts'
import { nearEnd, roundDue } from './rounds.ts'
import type { MiningShape, Round } from './slice.ts'

/** A5: rounds follow each other until the best miner of one guarantees. */
export function follows({ mining }: View<MiningShape>, moment: Moment): MiningEvent | null {
  const { pots, round, guarantees } = mining
  const { when } = moment
  if (!round) return pots ? opened(1, moment) : null
  const { number, stage } = round
  if (stage === 'lapsed') {
    const held = guarantees.some((guarantee) => guarantee.round === number && guarantee.fate === 'held')
    return held ? { type: 'GuaranteeReturned', round: number, ...when } : opened(number + 1, moment)
  }
  if (!isOver(moment, roundDue(mining))) return nearing(round, nearEnd(mining), moment)
  return stage === 'open'
    ? { type: 'RoundClosed', round: number, ...when }
    : { type: 'RoundLapsed', round: number, why: 'deadline', ...when }
}

function nearing({ number, closesAt }: Round, nearAt: number | null, moment: Moment): MiningEvent | null {
  const { tick, when } = moment
  if (!tick || tick.at >= closesAt || !isReached(moment, nearAt)) return null
  return { type: 'RoundNearsEnd', round: number, closesAt, ...when }
}

/** What holds for a round is fixed when it opens. */
function opened(round: number, { when, config }: Moment): MiningEvent {
  const { scoring, mining, launch, probation } = config
  const rules = { scoring, mining, launch, probation }
  return { type: 'RoundOpened', round, closesAt: when.at + mining.roundLength, rules, ...when }
}
