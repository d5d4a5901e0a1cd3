import { isOver, type Moment, type View } from '../kernel/family.ts'
import type { MiningEvent } from './events.ts'
import { roundDue } from './rounds.ts'
import type { MiningShape } from './slice.ts'

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
  if (!isOver(moment, roundDue(mining))) return null
  return stage === 'open'
    ? { type: 'RoundClosed', round: number, ...when }
    : { type: 'RoundLapsed', round: number, why: 'deadline', ...when }
}

/** What holds for a round is fixed when it opens. */
function opened(round: number, { when, config }: Moment): MiningEvent {
  const { scoring, mining, launch, probation } = config
  const rules = { scoring, mining, launch, probation }
  return { type: 'RoundOpened', round, closesAt: when.at + mining.roundLength, rules, ...when }
}
