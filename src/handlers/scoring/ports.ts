import type { Occurrence } from '../../mechanisms/kernel/occurrence.ts'
import type { Rao } from '../../mechanisms/money.ts'

/** What an account weighs among validators. */
export interface Staked {
  /** What its scores weigh (rao; 1 for each member of a team); null where it may not score. */
  readonly stake: Rao | null
  /** What the linked wallet has, null without one. Absent where stake decides nothing. */
  readonly holds?: Rao | null
}

export interface ScoringStakes {
  /** In the subnet's present round, with the wallet of when something was said. */
  stakeOf(stream: string, user: number, said: Occurrence): Promise<Staked>
}
