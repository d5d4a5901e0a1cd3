import type { ProposalStatus } from '../../mechanisms/proposal/slice.ts'
import type { PullPayload } from '../kit/payload.ts'

/** What a pull request that GitHub tells of is in the race. */
export function statusOf({ pull_request: pull, repository }: PullPayload): ProposalStatus {
  if (pull.merged) return 'merged'
  if (pull.state === 'closed') return 'closed'
  if (pull.base.ref !== repository.default_branch) return 'elsewhere'
  return pull.draft ? 'draft' : 'open'
}
