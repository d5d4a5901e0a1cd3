import { accept } from '../kernel/decision.ts'
import type { Decided, Wide } from '../kernel/family.ts'
import type { SeeChange } from './commands.ts'
import { currentRound } from './rounds.ts'
import type { Invitation, Lapse, MiningShape } from './slice.ts'

/**
 * L1: exactly the head that was invited is launched. What comes to a proposal while a round is counted has it counted anew. Whoever
 * pushed after the round's end, and before the invitation, can put the invited head back.
 */
export function seeChange(state: Wide<MiningShape>, command: SeeChange): Decided<MiningShape> {
  const round = currentRound(state)
  if (!round) return accept()
  const { pull, at, source } = command
  if (round.stage === 'counting')
    return accept({ type: 'CountDisturbed', round: round.number, pull, at, source })
  const isMerging = round.stage === 'guaranteed' && state.launch?.stage === 'merging'
  if (!round.invitation || (round.stage !== 'invited' && !isMerging)) return accept()
  const why = movedAway(round.invitation, command)
  return why ? accept({ type: 'RoundLapsed', round: round.number, why, at, source }) : accept()
}

function movedAway({ pull, head, invitedAt }: Invitation, now: SeeChange): Lapse | null {
  if (now.pull !== pull) return null
  if (now.head !== head && now.since >= invitedAt) return 'head-moved'
  return now.status === 'open' || now.status === 'merged' ? null : 'closed'
}
