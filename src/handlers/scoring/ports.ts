import type { Rao } from '../../mechanisms/money.ts'

export interface ScoringStakes {
  /** What an account's scores weigh in the subnet's present round (rao; 1 for each member of a team); null where it may not score. */
  stakeOf(stream: string, user: number): Promise<Rao | null>
}
