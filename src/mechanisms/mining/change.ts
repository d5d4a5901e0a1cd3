import { accept } from '../kernel/decision.ts'
import type { Decided, Wide } from '../kernel/family.ts'
import type { SeeChange } from './commands.ts'
import { currentRound } from './rounds.ts'
import type { Invitation, Lapse, MiningShape, Round } from './slice.ts'

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
  if (!round.invitation || (round.stage !== 'invited' && !isMerging(state, round))) return accept()
  const why = mergedUnasked(round, command) ?? movedAway(round.invitation, command)
  return why ? accept({ type: 'RoundLapsed', round: round.number, why, at, source }) : accept()
}

function isMerging({ launch, update }: Wide<MiningShape>, { stage, number, month }: Round): boolean {
  if (stage !== 'guaranteed') return false
  if (!month) return launch?.stage === 'merging'
  return update?.current?.round === number && update.current.stage === 'merging'
}

/** N1: what somebody has merged is in force, and nobody has to guarantee for it any more. */
const mergedUnasked = ({ stage, month, invitation }: Round, { pull, status }: SeeChange): Lapse | null =>
  month && stage === 'invited' && status === 'merged' && pull === invitation?.pull ? 'merged' : null

function movedAway({ pull, head, invitedAt }: Invitation, now: SeeChange): Lapse | null {
  if (now.pull !== pull) return null
  if (now.head !== head && now.since >= invitedAt) return 'head-moved'
  return now.status === 'open' || now.status === 'merged' ? null : 'closed'
}
