import type { Next } from '../kernel/family.ts'
import { currentRound } from './rounds.ts'
import type { MiningShape } from './slice.ts'

export const miningNext: Next<MiningShape> = (state) => {
  if (state.phase !== 'minable') return null
  const round = currentRound(state)
  if (round?.stage === 'counting') return 'count-round'
  if (round?.stage !== 'invited') return 'mine-architecture'
  if (!round.invitation?.coldkey) return 'accept-invitation'
  return round.invitation.bill ? 'pay-guarantee' : 'prepare-guarantee-bill'
}
