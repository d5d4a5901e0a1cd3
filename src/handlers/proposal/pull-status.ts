import type { ProposalStatus } from '../../mechanisms/proposal/slice.ts'
import type { PullPayload } from '../kit/payload.ts'

/** What a pull request that GitHub tells of is in the race. */
export function proposalStatusOf({ pull_request: pull, repository }: PullPayload): ProposalStatus {
  // What is merged into another branch changes nothing on the default one.
  const isMerged = pull.merged && pull.base.ref === repository.default_branch
  if (isMerged) return 'merged'
  if (pull.merged || pull.state === 'closed') return 'closed'
  if (pull.base.ref !== repository.default_branch) return 'elsewhere'
  return pull.draft ? 'draft' : 'open'
}
