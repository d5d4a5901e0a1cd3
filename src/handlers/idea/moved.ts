import type { Place } from '../../ledger/moves.ts'
import { subnetStream } from '../../mechanisms/subnet/state.ts'
import { isIssueElsewhere } from '../kit/check-payload.ts'
import type { IssueElsewhere, IssuesPayload } from '../kit/payload.ts'

/** The stream of the issue that was moved in, and how it was called there; null where it was not, or nobody says from where. */
export function movedFrom({
  changes,
}: IssuesPayload): { readonly stream: string; readonly name: string } | null {
  const old: unknown = { issue: changes?.old_issue, repository: changes?.old_repository }
  if (!isIssueElsewhere(old)) return null
  return { stream: streamOf(old), name: `${nameOf(old)}#${old.issue.number}` }
}

/** Where an issue went; null where nobody says. */
export function movedAway({ changes }: IssuesPayload): Place | null {
  const to: unknown = { issue: changes?.new_issue, repository: changes?.new_repository }
  if (!isIssueElsewhere(to)) return null
  return { stream: streamOf(to), repository: nameOf(to), issue: to.issue.number, installation: null }
}

/** The issue of a delivery itself. */
export const placeOf = (payload: IssuesPayload): Place => ({
  stream: streamOf(payload),
  repository: nameOf(payload),
  issue: payload.issue.number,
  installation: payload.installation.id,
})

const streamOf = ({ repository, issue }: IssueElsewhere): string => subnetStream(repository.id, issue.number)

const nameOf = ({ repository }: IssueElsewhere): string => `${repository.owner.login}/${repository.name}`
