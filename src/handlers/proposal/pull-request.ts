import { proposalOf } from '../../mechanisms/streams/names.ts'
import type { Homes } from '../home/ports.ts'
import { isPullPayload } from '../kit/check-payload.ts'
import { type Handling, NOTHING } from '../kit/handler.ts'
import { cleanLine } from '../kit/parse/clean-text.ts'
import { millisecondsOf, type PullPayload, personOf, repositoryOf } from '../kit/payload.ts'
import { withoutDoubt } from './doubt.ts'
import { taskNamedIn } from './named-task.ts'
import type { Proposals } from './ports.ts'
import { proposalStatusOf } from './pull-status.ts'

/**
 * Rule A2: anything happened to a pull request in a subnet's home. Each delivery tells the whole of it, so what
 * happened does not matter: opened, pushed to, aimed at another branch, made a draft or ready, closed, reopened, merged.
 */
export async function handlePullRequest(heard: unknown, ports: Homes & Proposals): Promise<Handling> {
  if (!isPullPayload(heard)) return NOTHING
  const stream = await ports.subnetAt(heard.repository.id)
  if (stream === null) return NOTHING
  const payload = await withoutDoubt(heard, stream, ports)
  const { number: pull, title, body, user, head, created_at, updated_at, merged_at } = payload.pull_request
  const task = taskNamedIn(body ?? '', repositoryOf(payload))
  const isBot = user !== null && user.type !== 'User'
  if (isBot && (await ports.proposalAt(stream, pull)) === null) return ofBot(payload, stream)
  const command = {
    type: 'SeeProposal',
    pull,
    author: isBot ? null : personOf(user),
    title: cleanLine(title),
    openedAt: millisecondsOf(created_at),
    head: head.sha,
    status: proposalStatusOf(payload),
    ...(merged_at && { mergedAt: millisecondsOf(merged_at) }),
    ...(task !== null && { task }),
    ...(payload.before && { before: payload.before }),
    isChange: CHANGES.has(payload.action),
    at: millisecondsOf(updated_at),
    source: { kind: 'pull', pull, head: head.sha },
  } as const
  return { effects: [{ kind: 'command', stream: proposalOf(stream, pull), command }], replyTo: null }
}

/** What GitHub tells when a pull request has just become what it is. Of the others, what they say has been so for a while. */
const CHANGES: ReadonlySet<string> = new Set([
  'opened',
  'synchronize',
  'edited',
  'closed',
  'reopened',
  'converted_to_draft',
  'ready_for_review',
])

/** Where it is heard first by looking, it says that it was opened, whatever became of it since. */
function ofBot(payload: PullPayload, stream: string): Handling {
  if (payload.pull_request.merged) return mergedForBot(payload, stream)
  return payload.action === 'opened' && !isOwn(payload) ? byBot(payload) : NOTHING
}

/** From a branch of the App's: it asks for no guarantee. Another bot that names its branch so is not told that it cannot guarantee. */
const isOwn = ({ pull_request: { head } }: PullPayload): boolean =>
  head.ref?.startsWith('tributary/') === true

/**
 * C1: what a bot proposed is no proposal, and yet what is merged comes into force. It was merged when GitHub says so, whatever is said of it
 * later.
 */
function mergedForBot(payload: PullPayload, stream: string): Handling {
  if (proposalStatusOf(payload) !== 'merged') return NOTHING
  const { number: pull, updated_at, merged_at, head } = payload.pull_request
  const at = millisecondsOf(updated_at)
  const mergedAt = merged_at ? millisecondsOf(merged_at) : at
  const source = { kind: 'pull', pull, head: head.sha } as const
  const command = { type: 'SeeMerged', pull, mergedAt, at, source } as const
  return { effects: [{ kind: 'command', stream, command }], replyTo: null }
}

/** Whoever proposes is asked to guarantee, and no bot can. What a bot proposed before that was a rule goes on. */
const byBot = (payload: PullPayload): Handling => ({
  effects: [{ kind: 'answer', answer: { kind: 'proposed-by-bot' } }],
  replyTo: {
    repository: repositoryOf(payload),
    installation: payload.installation.id,
    issue: payload.pull_request.number,
    kind: 'pull',
    comment: payload.pull_request.id,
  },
})
