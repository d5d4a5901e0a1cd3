import {
  isCommentPayload,
  isIssuesPayload,
  isPullPayload,
  isPushPayload,
  isReviewCommentPayload,
  isReviewPayload,
} from './kit/check-payload.ts'
import type { WebhookEvent } from './kit/handler.ts'
import { isInstallationPayload } from './webhooks/installation.ts'

const READS: Readonly<Record<WebhookEvent, (payload: unknown) => boolean>> = {
  issues: isIssuesPayload,
  issue_comment: isCommentPayload,
  pull_request: isPullPayload,
  pull_request_review: isReviewPayload,
  pull_request_review_comment: isReviewCommentPayload,
  push: isPushPayload,
  // Nobody writes there.
  check_run: () => true,
  check_suite: () => true,
  installation: isInstallationPayload,
  installation_repositories: isInstallationPayload,
}

/** What a delivery is about, by ids alone: nothing that people wrote goes into the log. */
export interface Unread {
  readonly event: WebhookEvent
  readonly repository: number | null
  readonly issue: number | null
  /** The id of what was written, or of the issue or pull request. */
  readonly id: number | null
}

/** What of a delivery says that something was written and not by whom, when or where; null where it can be read, or a bot wrote it. */
export function unreadOf(event: WebhookEvent, payload: unknown): Unread | null {
  if (READS[event](payload) || at(payload, 'sender', 'type') === 'Bot') return null
  const subject = SUBJECTS.find((name) => at(payload, name) !== undefined) ?? ''
  return {
    event,
    repository: numberAt(payload, 'repository', 'id'),
    issue: numberAt(payload, 'issue', 'number') ?? numberAt(payload, 'pull_request', 'number'),
    id: numberAt(payload, subject, 'id'),
  }
}

const SUBJECTS = ['comment', 'review', 'issue', 'pull_request']

const at = (payload: unknown, ...names: readonly string[]): unknown =>
  names.reduce<unknown>(
    (of, name) =>
      typeof of === 'object' && of !== null && Object.hasOwn(of, name)
        ? (of as Record<string, unknown>)[name]
        : undefined,
    payload,
  )

function numberAt(payload: unknown, ...names: readonly string[]): number | null {
  const found = at(payload, ...names)
  return typeof found === 'number' ? found : null
}
