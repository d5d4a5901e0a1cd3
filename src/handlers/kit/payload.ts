import type { Repository } from '../../mechanisms/idea/slice.ts'
import type { Person } from '../../mechanisms/kernel/occurrence.ts'

/** What every delivery that is handled carries. GitHub sends much more; nothing else is read, and nothing is asked for that is not needed. */
export interface Common {
  readonly installation: { readonly id: number }
  readonly repository: {
    readonly id: number
    readonly name: string
    readonly owner: { readonly login: string }
  }
}

export interface User {
  readonly id: number
  readonly login: string
  readonly type: string
}

export interface Issue {
  readonly id: number
  readonly number: number
  readonly title?: string | null
  readonly body?: string | null
  readonly labels?: readonly { readonly name?: string | null }[] | null
  /** Null where the account is gone. */
  readonly user: User | null
  readonly created_at: string
  readonly updated_at: string
  readonly pull_request?: unknown
}

export interface IssuesPayload extends Common {
  readonly action: string
  /** The one that was put on or taken off. */
  readonly label?: { readonly name?: string | null } | null
  /** What an edit changed, or where the issue was moved from. */
  readonly changes?: {
    readonly title?: unknown
    readonly body?: { readonly from?: string | null } | null
    readonly old_issue?: unknown
    readonly old_repository?: unknown
    readonly new_issue?: unknown
    readonly new_repository?: unknown
  } | null
  readonly issue: Issue
  readonly sender: User
}

/** What all that people write below issues and pull requests has in common. */
export interface Written {
  readonly id: number
  readonly body: string | null
  readonly user: User
  readonly performed_via_github_app?: unknown
}

interface WrittenPayload extends Common {
  readonly action: string
  readonly sender: { readonly id: number }
  /** What an edit changed. */
  readonly changes?: { readonly body?: { readonly from?: string | null } | null } | null
}

export interface CommentPayload extends WrittenPayload {
  readonly issue: { readonly number: number; readonly pull_request?: unknown }
  readonly comment: Written & { readonly created_at: string }
}

interface PullWritten extends WrittenPayload {
  readonly pull_request: { readonly number: number }
}

/** What is written above the comments of a review. */
export interface ReviewPayload extends PullWritten {
  /** `commit_id` is the head that was reviewed. */
  readonly review: Written & { readonly submitted_at: string; readonly commit_id: string | null }
}

/** A comment on a line of a pull request. */
export interface ReviewCommentPayload extends PullWritten {
  /** The head at which it was written: `commit_id` moves on with the pull request. */
  readonly comment: Written & { readonly created_at: string; readonly original_commit_id: string | null }
}

export interface PushPayload extends Common {
  readonly ref: string
  readonly after: string
  readonly deleted: boolean
  readonly forced?: boolean | null
  readonly repository: Common['repository'] & { readonly default_branch: string }
  readonly commits: readonly {
    readonly added?: readonly string[] | null
    readonly modified?: readonly string[] | null
    readonly removed?: readonly string[] | null
  }[]
}

export interface PullPayload extends Common {
  readonly action: string
  /** The head that a push replaced. */
  readonly before?: string | null
  readonly repository: Common['repository'] & { readonly default_branch: string }
  readonly pull_request: Pull
}

/** A pull request, told whole. */
export interface Pull {
  readonly id: number
  readonly number: number
  readonly title: string
  readonly body?: string | null
  readonly state: string
  readonly draft?: boolean | null
  readonly merged?: boolean | null
  readonly merged_at?: string | null
  /** Null where the account is gone. */
  readonly user: User | null
  readonly created_at: string
  readonly updated_at: string
  readonly head: { readonly sha: string; readonly ref?: string | null }
  readonly base: { readonly ref: string }
}

/** An issue elsewhere, as the news of a move tells it. */
export interface IssueElsewhere {
  readonly issue: { readonly number: number }
  readonly repository: Common['repository']
}

/** Of a check run, or of a commit's suite of them. */
export interface ChecksPayload extends Common {
  readonly action: string
  readonly check_run?: { readonly head_sha: string }
  readonly check_suite?: { readonly head_sha: string }
}

export const repositoryOf = ({ repository: { id: number, name, owner } }: Common): Repository => ({
  id: number,
  owner: owner.login,
  name,
})

/** GitHub's time as milliseconds, UTC. */
export const millisecondsOf = (time: string): number => Date.parse(time)

/** GitHub's stand-in for every account that is gone. */
const GHOST = 10_137

/** Null where the account is gone. */
export const personOf = (user: User | null): Person | null =>
  user === null || user.id === GHOST ? null : { id: user.id, login: user.login }
