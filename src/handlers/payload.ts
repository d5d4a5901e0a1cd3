import { Ajv } from 'ajv'
import type { Repository } from '../mechanisms/idea/slice.ts'

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
  readonly body: string | null
  readonly user: User
  readonly created_at: string
  readonly updated_at: string
  readonly pull_request?: unknown
}

export interface IssuesPayload extends Common {
  readonly action: string
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

const id = { type: 'integer', minimum: 1 } as const
const text = { type: 'string' } as const
const when = { type: 'string', pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d' } as const
const shape = (properties: Record<string, object>, optional: readonly string[] = []) => ({
  type: 'object',
  properties,
  required: Object.keys(properties).filter((name) => !optional.includes(name)),
})

const user = shape({ id, login: text, type: text })
const repository = shape({ id, name: text, owner: shape({ login: text }) })
const common = { installation: shape({ id }), repository }
const issue = shape({
  id,
  number: id,
  body: { type: ['string', 'null'] },
  user,
  created_at: when,
  updated_at: when,
})
const comment = shape({ id, body: text, user, created_at: when })
const files = { type: 'array', items: text }
const commits = {
  type: 'array',
  items: shape({ added: files, modified: files, removed: files }, ['added', 'modified', 'removed']),
}

const ajv = new Ajv({ strict: true, allowUnionTypes: true })

export const isIssuesPayload = ajv.compile<IssuesPayload>(
  shape({ ...common, action: text, issue, sender: user }),
)

export const isCommentPayload = ajv.compile<CommentPayload>(
  shape({ ...common, action: text, issue, sender: user, comment }),
)

export const isPushPayload = ajv.compile<PushPayload>(
  shape({
    ...common,
    repository: shape({ ...repository.properties, default_branch: text }),
    ref: text,
    after: text,
    deleted: { type: 'boolean' },
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
