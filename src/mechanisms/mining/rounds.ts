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

/** The end by which what is compared now is judged: that of a round that is open or counted. Null where no end is near. */
export function contestEnd(state: SeesMining): number | null {
  const round = currentRound(state)
  return round?.stage === 'open' || round?.stage === 'counting' ? round.closesAt : null
}
