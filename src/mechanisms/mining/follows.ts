import { isOver, isReached, type Moment, type Wide } from '../kernel/family.ts'
import { isGone } from '../launch/returning.ts'
import { nextMonth } from '../update/month.ts'
import type { MiningEvent, RoundOpened } from './events.ts'
import { isMonthDue, nearEnd, roundDue } from './rounds.ts'
import type { MiningShape, Round } from './slice.ts'

/** A5: rounds follow each other until the best miner of one guarantees. N1: then months follow each other as long as the subnet lives. */
export function follows({ mining, launch }: Wide<MiningShape>, moment: Moment): MiningEvent | null {
  const { pots, round, guarantees, live } = mining
  const { when } = moment
  if (!round) return pots ? opened(1, moment) : null
  const { number, stage } = round
  if (isMonthDue(mining))
    return isGone(launch) ? { type: 'RaceEnded', ...when } : monthOpened(number + 1, moment)
  if (stage === 'lapsed') {
    const held = guarantees.some((guarantee) => guarantee.round === number && guarantee.fate === 'held')
    if (held) return { type: 'GuaranteeReturned', round: number, ...when }
    return live?.isOver ? null : opened(number + 1, moment)
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
function opened(round: number, { when, config }: Moment): RoundOpened {
  const { scoring, mining, launch, probation } = config
  const rules = { scoring, mining, launch, probation }
  return { type: 'RoundOpened', round, closesAt: when.at + mining.roundLength, rules, ...when }
}

function monthOpened(round: number, moment: Moment): RoundOpened {
  const { update: month } = moment.config
  return { ...opened(round, moment), closesAt: nextMonth(moment.when.at, month.dayOfMonth), month }
}
