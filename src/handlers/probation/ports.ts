import type { Elector } from '../../mechanisms/dispute/slice.ts'
import type { Occurrence } from '../../mechanisms/kernel/occurrence.ts'

export interface IncidentElectorate {
  /** Those who may vote on an incident of this subnet, by the settings of its market and the wallets of when it was said. */
  electorateOf(stream: string, said: Occurrence): Promise<readonly Elector[]>
  /** Whether somebody is one of them. */
  isValidator(stream: string, user: number, said: Occurrence): Promise<boolean>
}
