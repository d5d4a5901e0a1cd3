import type { Config } from '../config.ts'
import { rao } from '../money.ts'
import { split } from '../shares.ts'
import type { Dispute, Joined, LateElector, Voter } from './slice.ts'

/** Rule G0: who votes, and what becomes of the ballot if it is somebody whose older link was heard late. Null where the account may not. */
export function voterOf(
  known: Voter | null | undefined,
  late: LateElector | undefined,
  ballot: Pick<Dispute, 'stake'>,
  { dispute }: Config,
): { readonly voter: Voter; readonly joined: Joined | null } | null {
  if (known) return { voter: known, joined: null }
  if (!late) return null
  const [quorum] = split(rao(ballot.stake + late.stake), dispute.quorumBasisPoints)
  const voter = { stake: late.stake, side: null, said: null }
  return { voter, joined: { ...late, quorum: rao(quorum) } }
}

/** A ballot on which one more may vote. */
export const withJoined = <Of extends Pick<Dispute, 'electors' | 'stake' | 'quorum'>>(
  ballot: Of,
  joined: Joined | undefined,
): Of =>
  joined
    ? {
        ...ballot,
        electors: ballot.electors + 1,
        stake: rao(ballot.stake + joined.stake),
        quorum: joined.quorum,
      }
    : ballot
