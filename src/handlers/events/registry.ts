import type { Handling, Ports } from '../handler.ts'
import { handleIssueComment } from './issue-comment.ts'
import { handleIssues } from './issues.ts'
import { handlePullRequest } from './pull-request.ts'
import { handlePush } from './push.ts'

/** The webhook events that are handled, by the name in GitHub's `X-GitHub-Event` header. */
export const eventHandlers: Readonly<Record<string, (payload: unknown, ports: Ports) => Promise<Handling>>> =
  {
    issues: handleIssues,
    issue_comment: handleIssueComment,
    pull_request: handlePullRequest,
    push: handlePush,
  }
