import type { Repository } from '../../mechanisms/idea/slice.ts'
import type { Proposal } from '../../mechanisms/proposal/slice.ts'
import type { Pull } from '../kit/payload.ts'

export interface Proposals {
  /** What is known of a pull request in a subnet's home; null where nothing is. */
  proposalAt(stream: string, pull: number): Promise<Proposal | null>
  /** The pull request as GitHub has it now; null where GitHub has it no more. */
  pullNow(repository: Repository, installation: number, pull: number): Promise<Pull | null>
}
