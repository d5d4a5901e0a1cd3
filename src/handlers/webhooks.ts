import type { Handling } from './kit/handler.ts'
import { handlePush } from './market/push.ts'
import type { Ports } from './ports.ts'
import { handlePullRequest } from './proposal/pull-request.ts'
import { handleIssueComment } from './webhooks/issue-comment.ts'
import { handleIssues } from './webhooks/issues.ts'

/** The webhook events that are handled, by the name in GitHub's `X-GitHub-Event` header. */
export const eventHandlers: Readonly<Record<string, (payload: unknown, ports: Ports) => Promise<Handling>>> =
  {
    issues: handleIssues,
    issue_comment: handleIssueComment,
    pull_request: handlePullRequest,
    push: handlePush,
  }
