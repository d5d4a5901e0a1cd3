import type { Config } from '../../mechanisms/config.ts'
import type { Repository } from '../../mechanisms/idea/slice.ts'

export interface Markets {
  /** The settings that are in force in a market. */
  configOf(repository: Repository, installation: number): Promise<Config>
}
