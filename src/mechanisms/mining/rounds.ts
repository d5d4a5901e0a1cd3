import type { Guarantee, Round, SeesMining } from './slice.ts'

/** The last round; undefined before the first. */
export const currentRound = ({ mining }: SeesMining): Round | undefined => mining.rounds.at(-1)

/** The guarantee of a round; undefined where none was paid. */
export const guaranteeOf = ({ mining }: SeesMining, round: number): Guarantee | undefined =>
  mining.guarantees.find((guarantee) => guarantee.round === round)

/** When the clock calls for the round, milliseconds UTC: its end, or the end of the invitation; null where neither runs. */
export function roundDue(state: SeesMining): number | null {
  const round = currentRound(state)
  if (round?.stage === 'open') return round.closesAt
  return round?.stage === 'invited' && round.invitation ? round.invitation.deadline + 1 : null
}
