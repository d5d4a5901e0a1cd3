import type { Elector } from '../../mechanisms/dispute/slice.ts'

export interface Electorate {
  /** The linked validators with at least this stake on root (rao), read at the finalized head. */
  electorate(minimumStake: bigint): Promise<readonly Elector[]>
}
