import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { onIssue } from '../../test/support/commands.ts'
import { countRows } from '../ledger/database.ts'
import type { Ledger } from '../ledger/ledger.ts'
import { openLedger } from '../ledger/open.ts'
import type { ReplyRow } from '../ledger/replies.ts'
import { replies, surfaces } from '../ledger/schema.ts'
import { renderAnswers } from './answers.ts'
import { prepareDelivery } from './deliver.ts'
import {
  bot,
  commentPayload,
  FORM,
  fakePorts,
  issuesPayload,
  reviewCommentPayload,
  reviewPayload,
} from './kit/testing/payloads.ts'

const places = { explorer: 'https://explorer.test', github: 'https://github.test', node: null }

let ledger: Ledger
beforeAll(async () => {
  ledger = await openLedger()
})
afterAll(() => ledger.close())

const STREAM = 'subnet:7:3'

/** Handles a delivery as the inbox does; the events and answers that it led to. */
async function deliver(event: string, payload: unknown) {
  const isKnown = async (stream: string) => (await ledger.readSubnet(stream)).phase !== 'none'
  const apply = await prepareDelivery({ id: 'one', event, payload }, fakePorts({ isKnown }))
  const outcomes = await ledger.write(apply)
  return outcomes.flatMap(({ events, answer }) => [...events, ...(answer ? [answer.kind] : [])])
}

const kept = async () => (await ledger.queries.select().from(surfaces))[0]?.form ?? null

test('a form with a mistake is kept beside the surface, with no idea and no reply', async () => {
  const body = FORM.replace(/50$/, 'much')
  expect(await deliver('issues', issuesPayload('opened', { body }))).toEqual(['form-problems'])
  expect(await kept()).toContain('target')
  expect(await countRows(ledger.queries, 'subnets')).toBe(0)
  expect(await countRows(ledger.queries, 'replies')).toBe(0)
})

test('mended, it is an idea, and the mistake is forgotten; the same delivery again changes nothing', async () => {
  expect(await deliver('issues', issuesPayload('edited'))).toEqual(['IdeaOpened', 'LinkCheckDue'])
  expect(await kept()).toBeNull()
  const events = await countRows(ledger.queries, 'events')
  expect(await deliver('issues', issuesPayload('edited'))).toEqual([])
  expect(await countRows(ledger.queries, 'events')).toBe(events)
})

test('an edit that spoils it is kept, and another that mends it forgets that', async () => {
  const body = FORM.replace(/50$/, '1')
  expect(await deliver('issues', issuesPayload('edited', { body }))).toEqual(['form-problems'])
  expect(await kept()).toContain('target')
  expect((await ledger.readSubnet(STREAM)).idea?.terms.target).toBe(50_000_000_000n)
  expect(await deliver('issues', issuesPayload('edited'))).toEqual([])
  expect(await kept()).toBeNull()
})

test('a comment gets one row of answers, whatever it asks, and none twice', async () => {
  const asked = commentPayload('/uphold\n/help\n/frobnicate')
  expect(await deliver('issue_comment', asked)).toEqual(['refusal', 'help', 'unknown-command'])
  await deliver('issue_comment', asked)
  const rows = await ledger.queries.select().from(replies)
  expect(rows).toHaveLength(1)
  expect(rows[0]).toMatchObject({ commentId: 2_000, issue: 3, repository: 'riverbed/market' })
  expect(rows[0]?.answers).toContain('no-dispute')
  const { reaction, body } = await renderAnswers(ledger, places, rows[0] as ReplyRow)
  expect(reaction).toBeNull()
  expect(body).toContain('nothing to vote on')
  expect(body).toContain('frobnicate')
  expect(body).toContain('https://github.test/riverbed/market/issues/3#issuecomment-2000')
})

test('a review of the same number is another than the comment, and so is an edit', async () => {
  const { comment } = commentPayload('/uphold')
  const changes = { body: { from: '' } }
  await deliver('issue_comment', commentPayload('/uphold', { comment: { ...comment, id: 2_000 } }))
  await deliver('pull_request_review', reviewPayload('/uphold'))
  await deliver('pull_request_review_comment', reviewCommentPayload('/uphold'))
  await deliver('issue_comment', commentPayload('/uphold', { action: 'edited', changes }))
  const rows = await ledger.queries.select().from(replies).where(eq(replies.commentId, 2_000))
  expect(rows.map(({ kind }) => kind).toSorted()).toEqual([
    'comment',
    'comment-edit',
    'review',
    'review-comment',
  ])
  const texts = await Promise.all(rows.map(async (row) => (await renderAnswers(ledger, places, row)).body))
  expect(texts.join()).toMatch(/#pullrequestreview-2000/)
  expect(texts.join()).toMatch(/#discussion_r2000/)
})

test('what cannot be read is told by its ids', async () => {
  const unread: unknown[] = []
  const spoilt = { ...commentPayload('/uphold'), issue: null }
  await prepareDelivery({ id: 'two', event: 'issue_comment', payload: spoilt }, fakePorts(), (one) =>
    unread.push(one),
  )
  expect(unread).toMatchObject([{ event: 'issue_comment', repository: 7, id: 2_000 }])
})

test('what nobody listens to, and what a bot closes, leads to nothing', async () => {
  expect(await deliver('sponsorship', {})).toEqual([])
  expect(await deliver('constructor', {})).toEqual([])
  expect(await deliver('issues', issuesPayload('closed', {}, bot))).toEqual([])
  expect((await ledger.readSubnet(STREAM)).phase).toBe('awaiting-deposit')
})

test('a status is that of the moment in which it is said', async () => {
  const { comment } = commentPayload('/status')
  const asked = commentPayload('/status', { comment: { ...comment, id: 2_001 } })
  await deliver('issue_comment', asked)
  const [row] = await ledger.queries.select().from(replies).where(eq(replies.commentId, 2_001))
  const say = async () => (await renderAnswers(ledger, places, row as ReplyRow)).body
  expect(await say()).toContain('its deposit is not paid')
  await ledger.write((writing) => writing.handle(STREAM, { type: 'WithdrawIdea', ...onIssue(5) }))
  expect(await say()).toContain('closed before the deposit was paid')
})
