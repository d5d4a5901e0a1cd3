import { Ajv } from 'ajv'
import type { Repository } from '../../mechanisms/idea/slice.ts'

/** What every delivery that is handled carries. GitHub sends much more; nothing else is read. */
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
  readonly title?: string
  readonly body: string | null
  readonly labels?: readonly { readonly name: string }[]
  readonly user: User
  readonly created_at: string
  readonly updated_at: string
  readonly pull_request?: unknown
}

export interface IssuesPayload extends Common {
  readonly action: string
  /** The one that was put on or taken off. */
  readonly label?: { readonly name: string }
  readonly issue: Issue
  readonly sender: User
}

export interface CommentPayload extends Common {
  readonly action: string
  readonly issue: Issue
  readonly sender: User
  readonly comment: {
    readonly id: number
    readonly body: string
    readonly user: User
    readonly created_at: string
    readonly performed_via_github_app?: unknown
  }
}

export interface PushPayload extends Common {
  readonly ref: string
  readonly after: string
  readonly deleted: boolean
  readonly repository: Common['repository'] & { readonly default_branch: string }
  readonly commits: readonly {
    readonly added?: readonly string[]
    readonly modified?: readonly string[]
    readonly removed?: readonly string[]
  }[]
}

export interface PullPayload extends Common {
  readonly action: string
  readonly repository: Common['repository'] & { readonly default_branch: string }
  readonly pull_request: {
    readonly number: number
    readonly title: string
    readonly state: string
    readonly draft?: boolean
    readonly merged: boolean
    readonly user: User
    readonly created_at: string
    readonly updated_at: string
    readonly head: { readonly sha: string }
    readonly base: { readonly ref: string }
  }
}

const id = { type: 'integer', minimum: 1 } as const
const text = { type: 'string' } as const
const when = { type: 'string', format: 'moment' } as const
const shape = (properties: Record<string, object>, optional: readonly string[] = []) => ({
  type: 'object',
  properties,
  required: Object.keys(properties).filter((name) => !optional.includes(name)),
})

const user = shape({ id, login: text, type: text })
const repository = shape({ id, name: text, owner: shape({ login: text }) })
const common = { installation: shape({ id }), repository }
const label = shape({ name: text })
const issue = shape(
  {
    id,
    number: id,
    title: text,
    body: { type: ['string', 'null'] },
    labels: { type: 'array', items: label },
    user,
    created_at: when,
    updated_at: when,
  },
  ['title', 'labels'],
)
const comment = shape({ id, body: text, user, created_at: when })
const files = { type: 'array', items: text }
const commits = {
  type: 'array',
  items: shape({ added: files, modified: files, removed: files }, ['added', 'modified', 'removed']),
}

const isMoment = (time: string): boolean => /^\d{4}-\d\d-\d\dT/.test(time) && !Number.isNaN(Date.parse(time))

const ajv = new Ajv({ strict: true, allowUnionTypes: true, formats: { moment: isMoment } })

export const isIssuesPayload = ajv.compile<IssuesPayload>(
  shape({ ...common, action: text, issue, sender: user, label }, ['label']),
)

export const isCommentPayload = ajv.compile<CommentPayload>(
  shape({ ...common, action: text, issue, sender: user, comment }),
)

const withBranch = shape({ ...repository.properties, default_branch: text })
const yesOrNo = { type: 'boolean' } as const
const pull = shape(
  {
    number: id,
    title: text,
    state: { enum: ['open', 'closed'] },
    draft: yesOrNo,
    merged: yesOrNo,
    user,
    created_at: when,
    updated_at: when,
    head: shape({ sha: { type: 'string', pattern: '^[0-9a-f]{40,64}$' } }),
    base: shape({ ref: text }),
  },
  ['draft'],
)

export const isPullPayload = ajv.compile<PullPayload>(
  shape({ ...common, repository: withBranch, action: text, pull_request: pull }),
)

export const isPushPayload = ajv.compile<PushPayload>(
  shape({
    ...common,
    repository: withBranch,
    ref: text,
    after: text,
    deleted: yesOrNo,
    commits,
  }),
)

export const repositoryOf = ({ repository: { id: number, name, owner } }: Common): Repository => ({
  id: number,
  owner: owner.login,
  name,
})

/** GitHub's time as milliseconds, UTC. */
export const millisecondsOf = (time: string): number => Date.parse(time)
