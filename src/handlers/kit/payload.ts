import { Ajv } from 'ajv'
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

const id = { type: 'integer', minimum: 1 } as const
const text = { type: 'string' } as const
const when = { type: 'string', format: 'moment' } as const
const shape = (properties: Record<string, object>, optional: readonly string[] = []) => ({
  type: 'object',
  properties,
  required: Object.keys(properties).filter((name) => !optional.includes(name)),
})
const orNull = <T extends { readonly type: string }>(schema: T) => ({
  ...schema,
  type: [schema.type, 'null'],
})

const user = shape({ id, login: text, type: text })
const repository = shape({ id, name: text, owner: shape({ login: text }) })
const common = { installation: shape({ id }), repository }
const label = shape({ name: orNull(text) }, ['name'])
const issue = shape(
  {
    id,
    number: id,
    title: orNull(text),
    body: orNull(text),
    labels: orNull({ type: 'array', items: label }),
    user: orNull(user),
    created_at: when,
    updated_at: when,
  },
  ['title', 'body', 'labels'],
)
const written = { id, body: orNull(text), user }
const changes = orNull(shape({ body: orNull(shape({ from: orNull(text) }, ['from'])) }, ['body']))
const writing = { ...common, action: text, sender: shape({ id }), changes }
const files = orNull({ type: 'array', items: text })
const commits = {
  type: 'array',
  items: shape({ added: files, modified: files, removed: files }, ['added', 'modified', 'removed']),
}

const isMoment = (time: string): boolean => /^\d{4}-\d\d-\d\dT/.test(time) && !Number.isNaN(Date.parse(time))

const ajv = new Ajv({ strict: true, allowUnionTypes: true, formats: { moment: isMoment } })

export const isIssuesPayload = ajv.compile<IssuesPayload>(
  shape({ ...common, action: text, issue, sender: user, label: orNull(label), changes }, [
    'label',
    'changes',
  ]),
)

/** An issue elsewhere, as the news of a move tells it. */
export interface IssueElsewhere {
  readonly issue: { readonly number: number }
  readonly repository: Common['repository']
}

export const isIssueElsewhere = ajv.compile<IssueElsewhere>(
  shape({ issue: shape({ number: id }), repository }),
)

/** Whether a comment's delivery says enough of the issue that it stands below to open an idea by it. */
export const hasIssue = ajv.compile<Common & { readonly issue: Issue }>(shape({ ...common, issue }))

export const isCommentPayload = ajv.compile<CommentPayload>(
  shape({ ...writing, issue: shape({ number: id }), comment: shape({ ...written, created_at: when }) }, [
    'changes',
  ]),
)

const head = { type: 'string', pattern: '^[0-9a-f]{40,64}$' } as const
const below = shape({ number: id })

export const isReviewPayload = ajv.compile<ReviewPayload>(
  shape(
    {
      ...writing,
      pull_request: below,
      review: shape({ ...written, submitted_at: when, commit_id: orNull(head) }),
    },
    ['changes'],
  ),
)

export const isReviewCommentPayload = ajv.compile<ReviewCommentPayload>(
  shape(
    {
      ...writing,
      pull_request: below,
      comment: shape({ ...written, created_at: when, original_commit_id: orNull(head) }),
    },
    ['changes'],
  ),
)

const withBranch = shape({ ...repository.properties, default_branch: text })
const yesOrNo = { type: 'boolean' } as const
const pull = shape(
  {
    id,
    number: id,
    title: text,
    body: orNull(text),
    state: { enum: ['open', 'closed'] },
    draft: orNull(yesOrNo),
    merged: orNull(yesOrNo),
    merged_at: orNull(when),
    user: orNull(user),
    created_at: when,
    updated_at: when,
    head: shape({ sha: head, ref: orNull(text) }, ['ref']),
    base: shape({ ref: text }),
  },
  ['body', 'draft', 'merged', 'merged_at'],
)

export const isPullPayload = ajv.compile<PullPayload>(
  shape({ ...common, repository: withBranch, action: text, before: orNull(head), pull_request: pull }, [
    'before',
  ]),
)

export const isPull = ajv.compile<Pull>(pull)

export const isPushPayload = ajv.compile<PushPayload>(
  shape(
    {
      ...common,
      repository: withBranch,
      ref: text,
      after: text,
      deleted: yesOrNo,
      forced: orNull(yesOrNo),
      commits,
    },
    ['forced'],
  ),
)

/** Of a check run, or of a commit's suite of them. */
export interface ChecksPayload extends Common {
  readonly action: string
  readonly check_run?: { readonly head_sha: string }
  readonly check_suite?: { readonly head_sha: string }
}

const ofHead = shape({ head_sha: text })

export const isChecksPayload = ajv.compile<ChecksPayload>(
  shape({ ...common, action: text, check_run: ofHead, check_suite: ofHead }, ['check_run', 'check_suite']),
)

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
