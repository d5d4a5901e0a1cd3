import type { Reading, SubnetFacts } from '../../mechanisms/architecture/architecture.ts'

/** Content by path; null where a file is larger than `MAXIMUM_FILE_BYTES` and was not read. */
export type Files = ReadonlyMap<string, Uint8Array | null>

export interface ProposalInput {
  /** Every file of the head that `isWanted`, changed or not. */
  readonly files: Files
  /** The same of the commit that the pull request branched off (the merge base). */
  readonly base: Files
  /** The paths, wanted or not, that the head changes against that commit; of a renamed file both. */
  readonly changed: readonly string[]
  readonly chain: SubnetFacts
}

/** A2: all that a head says, judged by nothing but its files and the chain at one block. Never throws. */
export type ReadProposal = (input: ProposalInput) => Reading
