/** When something happened on GitHub, in milliseconds since 1970, and its order among what happened in the same second. */
export interface Occurred {
  readonly occurredAt: number
  /** What was born comes first, then what was done to it, then comments by their ids, since ids grow with time. */
  readonly rank: number
}

/**
 * The order in which deliveries are handled follows what their payloads say, not when they arrived: a comment made on
 * an issue that was opened a second earlier may come in first. What says nothing credible is placed at `receivedAt`.
 */
export function occurred(event: string, payload: unknown, receivedAt: number): Occurred {
  const action = field(payload, 'action')
  const subject = field(payload, SUBJECTS.get(event) ?? '')
  const born = action === 'created' || action === 'opened'
  const moment = field(subject, action === 'submitted' ? 'submitted_at' : born ? 'created_at' : 'updated_at')
  return {
    // What was deleted says when it was last changed, not when it went.
    occurredAt: action === 'deleted' ? receivedAt : credible(moment, receivedAt),
    rank: WRITTEN.has(event) ? rankOf(field(subject, 'id')) + 1 : born ? 0 : 1,
  }
}

/** What people write below: it comes after all that was done to the issue or pull request in its second. */
const WRITTEN: ReadonlySet<string> = new Set([
  'issue_comment',
  'pull_request_review',
  'pull_request_review_comment',
])

/** Where an event's payload keeps what it is about. */
const SUBJECTS: ReadonlyMap<string, string> = new Map([
  ['installation', 'installation'],
  ['issue_comment', 'comment'],
  ['issues', 'issue'],
  ['pull_request', 'pull_request'],
  ['pull_request_review', 'review'],
  ['pull_request_review_comment', 'comment'],
])

function field(of: unknown, name: string): unknown {
  return typeof of === 'object' && of !== null && Object.hasOwn(of, name)
    ? (of as Record<string, unknown>)[name]
    : undefined
}

/** GitHub writes whole seconds in UTC. Another form, or a time that lies ahead of us by more than clocks differ, says nothing. */
function credible(moment: unknown, receivedAt: number): number {
  if (typeof moment !== 'string' || !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{3})?Z$/.test(moment))
    return receivedAt
  const at = Date.parse(moment)
  return at >= 0 && at <= receivedAt + CLOCKS_DIFFER ? at : receivedAt
}

const CLOCKS_DIFFER = 300_000

function rankOf(id: unknown): number {
  return Number.isSafeInteger(id) && (id as number) > 0 ? (id as number) : 0
}
