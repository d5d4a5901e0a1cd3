import type { Elector } from '../../mechanisms/dispute/slice.ts'

export interface IncidentElectorate {
  /** Those who may vote on an incident of this subnet, by the settings of its market. */
  electorateOf(stream: string): Promise<readonly Elector[]>
}
