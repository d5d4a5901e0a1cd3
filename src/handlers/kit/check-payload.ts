import { Ajv } from 'ajv'
import type {
  ChecksPayload,
  CommentPayload,
  Common,
  Issue,
  IssueElsewhere,
  IssuesPayload,
  Pull,
  PullPayload,
  PushPayload,
  ReviewCommentPayload,
  ReviewPayload,
} from './payload.ts'

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

const ofHead = shape({ head_sha: text })

export const isChecksPayload = ajv.compile<ChecksPayload>(
  shape({ ...common, action: text, check_run: ofHead, check_suite: ofHead }, ['check_run', 'check_suite']),
)
