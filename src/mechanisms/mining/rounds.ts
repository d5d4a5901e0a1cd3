import { nearAt } from '../kernel/nearing.ts'
import type { Guarantee, MiningSlice, Round, SeesMining } from './slice.ts'

/** The present round; undefined before the first. */
export const currentRound = ({ mining }: SeesMining): Round | undefined => mining.round ?? undefined

/** A round's guarantee, while its collateral is held or on its way. */
export const guaranteeOf = ({ mining }: SeesMining, round: number): Guarantee | undefined =>
  mining.guarantees.find((guarantee) => guarantee.round === round)

/** When the clock calls for the round, milliseconds UTC: its end, or the end of the invitation; null where neither runs. */
export function roundDue({ round }: MiningSlice): number | null {
  if (round?.stage === 'open') return round.closesAt
  return round?.stage === 'invited' && round.invitation ? round.invitation.deadline + 1 : null
}

/** When it is to be told that the round's end is near, milliseconds UTC; null where that was told, or no round is open. */
export function nearEnd({ round }: MiningSlice): number | null {
  if (round?.stage !== 'open' || round.toldOf === round.closesAt) return null
  return nearAt(round.opensAt, round.closesAt)
}

/** Whether the next month begins now: the subnet has just gone live, or the last month is over, or its best is merged. */
export function isMonthDue({ round, live, guarantees }: MiningSlice): boolean {
  if (!live || live.isOver || !round) return false
  const { number, stage, month } = round
  if (stage === 'lapsed') return !guarantees.some((one) => one.round === number && one.fate === 'held')
  return stage === 'guaranteed' && (!month || live.adopted === number)
}

/** What began before there were months has the clock call. */
export const monthDue = (own: MiningSlice): number | null =>
  isMonthDue(own) ? (own.live?.since ?? null) : null

/** Whether scores are taken: not while what won is being merged, and not of a subnet that is gone. */
export const takesScores = ({ mining }: SeesMining): boolean =>
  mining.round !== null && mining.round.stage !== 'guaranteed' && !mining.live?.isOver

/** The end by which what is compared now is judged: that of a round that is open or counted. Null where no end is near. */
export function contestEnd(state: SeesMining): number | null {
  const round = currentRound(state)
  return round?.stage === 'open' || round?.stage === 'counting' ? round.closesAt : null
}
