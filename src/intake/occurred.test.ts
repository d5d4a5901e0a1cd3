import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { occurred } from './occurred.ts'

const at = (text: string) => Date.parse(text)
const now = at('2026-03-01T12:00:30Z')

describe('what is handled first', () => {
  const issue = { created_at: '2026-03-01T12:00:00Z', updated_at: '2026-03-01T12:00:20Z' }
  const comment = { id: 77, created_at: '2026-03-01T12:00:05Z', updated_at: '2026-03-01T12:00:25Z' }

  test.each([
    ['an issue is placed when it was opened', 'issues', { action: 'opened', issue }, issue.created_at, 0],
    ['a closed one when it was changed', 'issues', { action: 'closed', issue }, issue.updated_at, 1],
    [
      'a comment when it was made',
      'issue_comment',
      { action: 'created', issue, comment },
      comment.created_at,
      78,
    ],
    [
      'an edited one when it was edited',
      'issue_comment',
      { action: 'edited', issue, comment },
      comment.updated_at,
      78,
    ],
  ])('%s', (_what, event, payload, moment, rank) => {
    expect(occurred(event, payload, now)).toEqual({ occurredAt: at(moment), rank })
  })

  test('a review is placed when it was submitted, and a comment of one when it was made', () => {
    const review = { id: 5, submitted_at: '2026-03-01T12:00:00Z' }
    const made = { id: 6, created_at: '2026-03-01T12:00:00Z' }
    expect(occurred('pull_request_review', { action: 'submitted', review }, now)).toEqual({
      occurredAt: at(review.submitted_at),
      rank: 6,
    })
    expect(occurred('pull_request_review_comment', { action: 'created', comment: made }, now)).toEqual({
      occurredAt: at(made.created_at),
      rank: 7,
    })
  })

  test('in the same second an issue comes before its comments, and comments by their id', () => {
    const second = '2026-03-01T12:00:00Z'
    const made = (id: number) =>
      occurred('issue_comment', { action: 'created', comment: { id, created_at: second } }, now)
    const opened = occurred('issues', { action: 'opened', issue: { created_at: second } }, now)

    expect(new Set([opened.occurredAt, made(5).occurredAt, made(9).occurredAt]).size).toBe(1)
    expect([made(9), opened, made(5)].map(({ rank }) => rank).toSorted((a, b) => a - b)).toEqual([0, 6, 10])
  })

  test('in the same second an issue is opened before it is edited or closed', () => {
    const issue = { created_at: '2026-03-01T12:00:00Z', updated_at: '2026-03-01T12:00:00Z' }
    const [opened, closed] = ['opened', 'closed'].map((action) => occurred('issues', { action, issue }, now))
    expect(opened?.occurredAt).toBe(closed?.occurredAt)
    expect(opened?.rank).toBeLessThan(closed?.rank ?? 0)
  })
})

describe('a payload that says nothing credible is placed when it was received', () => {
  test.each([
    ['no subject', {}],
    ['no time', { action: 'created', comment: { id: 1 } }],
    ['a number', { action: 'created', comment: { id: 1, created_at: 1_700_000_000 } }],
    ['no date', { action: 'created', comment: { id: 1, created_at: 'yesterday' } }],
    ['an impossible date', { action: 'created', comment: { id: 1, created_at: '2026-13-41T99:00:00Z' } }],
    ['another zone', { action: 'created', comment: { id: 1, created_at: '2026-03-01T12:00:00+14:00' } }],
    ['the far future', { action: 'created', comment: { id: 1, created_at: '9999-01-01T00:00:00Z' } }],
    ['before 1970', { action: 'created', comment: { id: 1, created_at: '1900-01-01T00:00:00Z' } }],
    ['deleted', { action: 'deleted', comment: { id: 1, updated_at: '2026-03-01T12:00:00Z' } }],
    ['inherited', { action: 'created', comment: Object.create({ created_at: '2026-03-01T12:00:00Z' }) }],
  ])('%s', (_what, payload) => {
    expect(occurred('issue_comment', payload, now).occurredAt).toBe(now)
  })

  test('an event that nobody knows', () => {
    expect(occurred('constructor', { action: 'created' }, now)).toEqual({ occurredAt: now, rank: 0 })
  })

  test('whatever comes, both numbers fit the database', () => {
    const events = fc.constantFrom('issues', 'issue_comment', 'push', '__proto__', 'installation')
    const parts = fc.record(
      { id: fc.anything(), created_at: fc.anything(), updated_at: fc.anything() },
      { requiredKeys: [] },
    )
    const payloads = fc.oneof(
      fc.anything(),
      fc.record({ action: fc.anything(), issue: parts, comment: parts }, { requiredKeys: [] }),
    )
    fc.assert(
      fc.property(events, payloads, (event, payload) => {
        const { occurredAt, rank } = occurred(event, payload, now)
        expect(Number.isSafeInteger(occurredAt) && occurredAt >= 0).toBe(true)
        expect(Number.isSafeInteger(rank) && rank >= 0).toBe(true)
      }),
    )
  })
})
