import type { PendingApproval } from '../ledger/approvals.ts'
import type { SubnetState } from '../mechanisms/subnet/state.ts'

/** Where things are shown: `explorer` without a slash at its end, `node` a WebSocket URL. */
export interface Places {
  readonly explorer: string
  readonly github: string
  readonly node: string | null
  /** SS58 of the App's treasury: ready commands name it, so that nobody has to take the explorer's word for it. */
  readonly treasury?: string
  /** The call by which one of its signatories, SS58, approves an open one: SCALE bytes, hex. Without it no such call is shown. */
  readonly approval?: (open: PendingApproval, signatory: string) => string | null
}

type Named = { readonly owner: string; readonly name: string }

/** The web address of a repository. `github` is GitHub's web front, without a slash at its end. */
export const repositoryAt = (github: string, { owner, name }: Named): string =>
  `${github}/${[owner, name].map(encodeURIComponent).join('/')}`

/** That of an issue, or of a pull request, which is one too. */
export const issueAt = (
  github: string,
  { repository, issue }: { readonly repository: Named; readonly issue: number },
): string => `${repositoryAt(github, repository)}/issues/${issue}`

/** The page of an idea in the explorer; null where none was opened. */
export const pageOf = ({ explorer }: Places, { idea }: SubnetState): string | null =>
  idea && `${explorer}/ideas/${idea.issue}`
