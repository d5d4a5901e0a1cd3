import { defaultConfig } from '../../../mechanisms/config.ts'
import { rao } from '../../../mechanisms/money.ts'
import type { Ports } from '../../ports.ts'
import type { CommentSubject } from '../handler.ts'

/** Nobody is linked, no idea is known, and the settings are the defaults, unless said otherwise. */
export const fakePorts = (changes: Partial<Ports> = {}): Ports => ({
  coldkeyWhen: async () => null,
  inheritedBy: async () => [],
  tasksOf: async () => [],
  wasTask: async () => false,
  freeIn: async () => rao(0n),
  isKnown: async () => false,
  isAlive: async () => false,
  ideaBehind: async () => null,
  hasMoved: async () => false,
  subnetAt: async () => null,
  configOf: async () => defaultConfig,
  electorate: async () => [],
  electorateOf: async () => [],
  isValidator: async () => false,
  stakeOf: async () => ({ stake: null }),
  holdingOf: async () => undefined,
  lateElector: async () => null,
  proposalAt: async () => null,
  pullNow: async () => null,
  offerOf: async () => ({ phase: 'none' }),
  ...changes,
})

export const AT = Date.UTC(2026, 0, 2, 3, 4, 5)
const at = '2026-01-02T03:04:05Z'

export const dana = { id: 11, login: 'dana', type: 'User' }
export const bot = { id: 99, login: 'tributary[bot]', type: 'Bot' }
export const repository = { id: 7, name: 'market', owner: { login: 'riverbed' } }
const common = { installation: { id: 5 }, repository }

export const FORM = [
  ['Problem title', 'Maps are out of date'],
  ['Article link', 'https://arxiv.org/abs/2601.00001'],
  ['Market inefficiency', 'Farms pay four times.'],
  ['Proposed solution', 'Maps.'],
  ['Incentive mechanism sketch', 'Error against ground truth.'],
  ['Roles needed', 'developer'],
  ['Funding target in TAO', '50'],
]
  .map(([label, answer]) => `### ${label}\n\n${answer}`)
  .join('\n\n')

const issue = {
  id: 1_000,
  number: 3,
  title: 'Idea',
  labels: [] as readonly { readonly name: string }[],
  pull_request: undefined as object | undefined,
  body: FORM as string | null,
  user: dana as typeof dana | null,
  created_at: at,
  updated_at: '2026-01-02T03:05:05Z',
}

/** What GitHub says when something happens to issue 3, an idea of dana's. */
export const issuesPayload = (action: string, changes: Partial<typeof issue> = {}, sender = dana) => ({
  ...common,
  action,
  sender,
  issue: { ...issue, ...changes },
})

/** What GitHub says when dana comments on issue 3. */
export const commentPayload = (body: string, changes: Record<string, unknown> = {}) => ({
  ...common,
  action: 'created',
  sender: dana,
  issue,
  comment: { id: 2_000, body, user: dana, created_at: at },
  ...changes,
})

const pull = {
  id: 3_000,
  number: 4,
  title: 'Error against ground truth',
  state: 'open',
  body: null as string | null,
  draft: false,
  merged: false,
  merged_at: null as string | null,
  user: dana as typeof dana | null,
  created_at: at,
  updated_at: '2026-01-02T03:05:05Z',
  head: { sha: 'a'.repeat(40) },
  base: { ref: 'main' },
}

/** What GitHub says when something happens to pull request 4, dana's. */
export const pullPayload = (action: string, changes: Partial<typeof pull> = {}) => ({
  ...common,
  repository: { ...repository, default_branch: 'main' },
  action,
  pull_request: { ...pull, ...changes },
})

const below = { ...common, sender: dana, pull_request: { number: 4 } }

/** What GitHub says when dana reviews pull request 4 at the head of `a`s. */
export const reviewPayload = (body: string | null, changes: Record<string, unknown> = {}) => ({
  ...below,
  action: 'submitted',
  review: { id: 2_000, body, user: dana, submitted_at: at, commit_id: 'a'.repeat(40) },
  ...changes,
})

/** What GitHub says when dana comments on a line of it, written at the head of `b`s. */
export const reviewCommentPayload = (body: string, changes: Record<string, unknown> = {}) => ({
  ...below,
  action: 'created',
  comment: {
    id: 2_000,
    body,
    user: dana,
    created_at: at,
    commit_id: 'a'.repeat(40),
    original_commit_id: 'b'.repeat(40),
  },
  ...changes,
})

/** How a command finds itself invoked by that comment. */
export const invocation = (args = '') => ({
  args,
  subject: { kind: 'idea', stream: 'subnet:7:3' } as CommentSubject,
  person: { id: dana.id, login: dana.login },
  repository: { id: 7, owner: 'riverbed', name: 'market' },
  installation: 5,
  issue: 3,
  source: { kind: 'comment', issue: 3, comment: 2_000 } as const,
  head: null,
  at: AT,
})
