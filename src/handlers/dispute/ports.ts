import type { Elector, LateElector } from '../../mechanisms/dispute/slice.ts'
import type { Occurrence } from '../../mechanisms/kernel/occurrence.ts'
import type { Rao } from '../../mechanisms/money.ts'

export interface Electorate {
  /** The validators that were linked when something was said, with at least this stake on root (rao), read at the finalized head. */
  electorate(minimumStake: bigint, said: Occurrence): Promise<readonly Elector[]>
}

export interface Holdings {
  /**
   * What the linked wallet of somebody without a vote in this subnet has on root, null without one. Undefined for those who have a vote,
   * and where the chain does not answer.
   */
  holdingOf(stream: string, user: number): Promise<Rao | null | undefined>
  /**
   * Rule G0: what somebody would vote with whose link was written before the ballot, and heard after it: with the stake of when it was opened.
   * Null where it is not so, had too little, or the node has no state of then any more. An incident's ballot has the number of its issue.
   */
  lateElector(stream: string, user: number, incident: number | null): Promise<LateElector | null>
}
