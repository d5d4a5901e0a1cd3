import { expect, test } from 'vitest'
import { bot, commentPayload, issuesPayload, pullPayload, reviewPayload } from './kit/testing/payloads.ts'
import { unreadOf } from './unread.ts'

test('what was written and cannot be read is named by its ids, and by nothing that was written', () => {
  const payload = commentPayload('/uphold')
  const spoilt = { ...payload, comment: { ...payload.comment, user: null } }
  expect(unreadOf('issue_comment', spoilt)).toEqual({
    event: 'issue_comment',
    repository: 7,
    issue: 3,
    id: 2_000,
  })
  const review = reviewPayload('/score 80')
  expect(
    unreadOf('pull_request_review', { ...review, review: { ...review.review, submitted_at: null } }),
  ).toEqual({ event: 'pull_request_review', repository: 7, issue: 4, id: 2_000 })
  expect(unreadOf('issues', null)).toEqual({ event: 'issues', repository: null, issue: null, id: null })
})

test('what can be read, or is of a bot, is not', () => {
  expect(unreadOf('issue_comment', commentPayload('/uphold'))).toBeNull()
  expect(unreadOf('issues', issuesPayload('closed', { user: null }))).toBeNull()
  expect(unreadOf('pull_request', pullPayload('closed', { user: null }))).toBeNull()
  expect(unreadOf('issues', { sender: bot })).toBeNull()
})
