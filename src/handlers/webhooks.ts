import { type Handling, NOTHING, type WebhookEvent, type WebhookPart } from './kit/handler.ts'
import type { Hears } from './kit/outside.ts'
import { outsides } from './outsides.ts'
import type { Ports } from './ports.ts'
import { handleRerequested } from './webhooks/checks.ts'
import { handleInstallation } from './webhooks/installation.ts'
import { handleIssueComment } from './webhooks/issue-comment.ts'
import { handleReview, handleReviewComment } from './webhooks/review.ts'

/** What a webhook comes to: all that the families make of it together. */
const heardBy = (event: WebhookEvent): WebhookPart => {
  const parts = Object.values<Hears>(outsides).flatMap(({ webhooks }) => webhooks?.[event] ?? [])
  return async (payload: unknown, ports: Ports): Promise<Handling> => {
    let handling = NOTHING
    for (const part of parts) handling = joined(handling, await part(payload, ports))
    return handling
  }
}

function joined(one: Handling, other: Handling): Handling {
  const said = one.said ?? other.said
  return {
    effects: [...one.effects, ...other.effects],
    replyTo: one.replyTo ?? other.replyTo,
    ...(said && { said }),
    ...((one.isAnew || other.isAnew) && { isAnew: true }),
  }
}

/** The webhooks that are handled, by the name in GitHub's `X-GitHub-Event` header. What people write below is heard by the slash commands in it. */
export const eventHandlers: Readonly<Record<WebhookEvent, WebhookPart>> = {
  issues: heardBy('issues'),
  issue_comment: handleIssueComment,
  pull_request: heardBy('pull_request'),
  pull_request_review: handleReview,
  pull_request_review_comment: handleReviewComment,
  push: heardBy('push'),
  check_run: handleRerequested,
  check_suite: handleRerequested,
  installation: handleInstallation,
  installation_repositories: handleInstallation,
}
