import { expect, test } from 'vitest'
import { NOTHING } from '../kit/handler.ts'
import { AT, bot, dana, fakePorts, reviewCommentPayload, reviewPayload } from '../kit/testing/payloads.ts'
import { handleReview, handleReviewComment } from './review.ts'

const home = fakePorts({ subnetAt: async () => 'subnet:7:1' })

test('a score in a review is for the head that was reviewed', async () => {
  const { effects, replyTo } = await handleReview(reviewPayload('Good.\n\n/score 80'), home)
  expect(effects).toMatchObject([
    {
      stream: 'proposal:7:1:4',
      command: {
        type: 'GiveScore',
        pull: 4,
        validator: { id: 11, login: 'dana' },
        score: { whole: 80 },
        head: 'a'.repeat(40),
        at: AT,
        source: { kind: 'review', pull: 4, review: 2_000 },
      },
    },
  ])
  expect(replyTo).toMatchObject({ kind: 'review', issue: 4, comment: 2_000 })
})

test('one in a comment on a line is for the head at which it was written, not for where that line is now', async () => {
  const { effects, replyTo } = await handleReviewComment(reviewCommentPayload('/score 80'), home)
  expect(effects).toMatchObject([
    { command: { head: 'b'.repeat(40), source: { kind: 'review-comment', pull: 4, comment: 2_000 } } },
  ])
  expect(replyTo).toMatchObject({ kind: 'review-comment', issue: 4, comment: 2_000 })
})

test('one that names no head is for the head of that time', async () => {
  const { review } = reviewPayload('/score 80')
  const { effects } = await handleReview(reviewPayload('', { review: { ...review, commit_id: null } }), home)
  expect(effects).toMatchObject([{ command: { type: 'GiveScore' } }])
  expect(effects[0]).not.toHaveProperty('command.head')
})

test('a command that an edit brings in is answered, and nothing more', async () => {
  const changes = { action: 'edited', changes: { body: { from: 'Good.' } } }
  const review = await handleReview(reviewPayload('/score 80', changes), home)
  const comment = await handleReviewComment(reviewCommentPayload('/score 80', changes), home)
  for (const { effects } of [review, comment])
    expect(effects).toMatchObject([{ answer: { kind: 'bad-command', name: 'score' } }])
  expect([review.replyTo?.kind, comment.replyTo?.kind]).toEqual(['review-edit', 'review-comment-edit'])
})

const { review } = reviewPayload('/score 80')

test.for([
  ['a review without words', reviewPayload(null)],
  ['one that is dismissed', reviewPayload('/score 80', { action: 'dismissed' })],
  ['one of a bot', reviewPayload('', { review: { ...review, user: bot }, sender: bot })],
  ['one that another sent', reviewPayload('/score 80', { sender: { ...dana, id: 12 } })],
  ['another shape', { action: 'submitted', review: { body: '/score 80' } }],
] as const)('%s leads to nothing', async ([, payload]) => {
  expect(await handleReview(payload, home)).toEqual(NOTHING)
})
