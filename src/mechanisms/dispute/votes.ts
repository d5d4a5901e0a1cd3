import type { Occurrence } from '../kernel/occurrence.ts'
import { isOlder } from '../kernel/said.ts'
import type { Side, Voter } from './slice.ts'

interface Voting extends Occurrence {
  readonly side: Side
}

/** Rule G0: whether the vote that stands was written after this one. */
export const hasVotedSince = ({ said }: Voter, vote: Voting): boolean => said !== null && isOlder(vote, said)

/** Whether this is the vote that stands, heard again. The same side in a later comment is another vote: it stands against what was written between. */
export const isRepeated = ({ side, said }: Voter, vote: Voting): boolean =>
  said !== null && side === vote.side && !isOlder(said, vote)
