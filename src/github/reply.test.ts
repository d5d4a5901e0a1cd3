import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import type { Database } from '../ledger/database.ts'
import type { AnsweredKind } from '../ledger/replies.ts'
import { replies } from '../ledger/schema.ts'
import { type Reply, sendReply } from './reply.ts'
import { besideLedger } from './testing/beside-ledger.ts'
import { APP_ID, listed, type PreparedGitHub } from './testing/github.ts'

const COMMENTS = '/issues/1/comments'
const REACTIONS = '/issues/comments/900/reactions'
const WRITTEN = '/issues/comments/900'
const LIST = `${COMMENTS}?per_page=100&page=1`
const MARKER = '<!-- tributary:reply:900 -->'

let database: Database
let github: PreparedGitHub

besideLedger(replies, (world) => {
  ;({ database, github } = world)
})

/** What a row's answers say, in these tests, is the reply itself. */
const keep = (answer: Reply, commentId = 900, kind: AnsweredKind = 'comment') =>
  database.queries.insert(replies).values({
    kind,
    commentId,
    installationId: 1,
    repository: 'riverbed/market',
    issue: 1,
    answers: JSON.stringify(answer),
  })

const send = (comment = 900, kind: AnsweredKind = 'comment') =>
  sendReply({
    queries: database.queries,
    octokit: github.octokit,
    appId: APP_ID,
    answered: { kind, comment },
    render: async ({ answers }) => JSON.parse(answers),
  })

const row = async () => (await database.queries.select().from(replies).where(eq(replies.commentId, 900)))[0]

test('a command that was carried out gets one reaction, and none again', async () => {
  await keep({ reaction: '+1', body: null })
  github.answer('POST', REACTIONS, 201)
  expect(await send()).toBe('answered')
  expect(await send()).toBe('answered')
  expect(github.made()).toEqual([`POST ${REACTIONS}`])
  expect(github.sent()).toEqual([{ content: '+1' }])
})

test('an issue that is answered itself gets the reaction itself', async () => {
  await keep({ reaction: '+1', body: null }, -7)
  github.answer('POST', '/issues/1/reactions', 201)
  expect(await send(-7)).toBe('answered')
  expect(github.made()).toEqual(['POST /issues/1/reactions'])
})

test('a comment of a review gets its reaction where GitHub has it, and is another than the comment of the same number', async () => {
  await keep({ reaction: '+1', body: null })
  await keep({ reaction: '+1', body: null }, 900, 'review-comment')
  github.answer('POST', '/pulls/comments/900/reactions', 201)
  expect(await send(900, 'review-comment')).toBe('answered')
  expect(github.made()).toEqual(['POST /pulls/comments/900/reactions'])
  expect((await row())?.reacted).toBe(false)
})

test('a review is answered in a comment of its own mark', async () => {
  await keep({ reaction: null, body: 'Heard.' }, 900, 'review')
  github.answer('POST', COMMENTS, 201, { id: 12 })
  expect(await send(900, 'review')).toBe('answered')
  expect(github.sent()).toEqual([{ body: 'Heard.\n<!-- tributary:reply:review:900 -->' }])
})

test('what is to be said is said in one comment, and not again', async () => {
  await keep({ reaction: null, body: 'No.' })
  github.answer('POST', COMMENTS, 201, { id: 12 })
  expect(await send()).toBe('answered')
  expect(await send()).toBe('answered')
  expect(github.made()).toEqual([`POST ${COMMENTS}`])
  expect(github.sent()).toEqual([{ body: `No.\n${MARKER}` }])
})

test('a reply whose post was never answered is found, not said twice', async () => {
  await keep({ reaction: null, body: 'No.' })
  github.lose('POST', COMMENTS)
  await expect(send()).rejects.toThrow()
  github.answer('GET', LIST, 200, [
    listed(8, `No.\n${MARKER}`, 'person'),
    listed(12, `No.\n${MARKER}`, 'app'),
  ])
  expect(await send()).toBe('answered')
  expect(github.made()).toEqual([`GET ${LIST}`])
  expect(await row()).toMatchObject({ replyId: 12, posting: false })
})

test('a reply that did not arrive is said after all', async () => {
  await keep({ reaction: null, body: 'No.' })
  github.lose('POST', COMMENTS)
  await expect(send()).rejects.toThrow()
  github.answer('GET', LIST, 200, [])
  github.answer('POST', COMMENTS, 201, { id: 12 })
  expect(await send()).toBe('answered')
  expect(await row()).toMatchObject({ replyId: 12 })
})

test('an issue that was deleted needs no answer', async () => {
  await keep({ reaction: '+1', body: null })
  github.answer('POST', REACTIONS, 410)
  expect(await send()).toBe('the issue was deleted')
  expect(await row()).toMatchObject({ givenUp: 'the issue was deleted' })
})

test('what is not there may be there later', async () => {
  await keep({ reaction: '+1', body: null })
  github.answer('POST', REACTIONS, 404)
  github.answer('GET', '/issues/1', 404)
  await expect(send()).rejects.toMatchObject({ status: 404 })
  github.answer('POST', REACTIONS, 404)
  github.answer('GET', '/issues/1', 200)
  github.answer('GET', WRITTEN, 404)
  github.answer('GET', WRITTEN, 200)
  await expect(send()).rejects.toMatchObject({ status: 404 })
  github.answer('POST', REACTIONS, 201)
  expect(await send()).toBe('answered')
})

test('a refused reply was not posted, so that nothing is looked for when it is tried again', async () => {
  await keep({ reaction: null, body: 'No.' })
  github.answer('POST', COMMENTS, 403, { message: 'locked' })
  await expect(send()).rejects.toMatchObject({ status: 403 })
  expect(await row()).toMatchObject({ posting: false, replyId: null })
  github.answer('POST', COMMENTS, 201, { id: 12 })
  expect(await send()).toBe('answered')
})

test('a failing GitHub is tried again', async () => {
  await keep({ reaction: null, body: 'No.' })
  github.answer('POST', COMMENTS, 500)
  await expect(send()).rejects.toMatchObject({ status: 500 })
})

test('an answer that nobody kept is a mistake of ours', async () => {
  await expect(send()).rejects.toThrow('900')
})

const deleted = () => {
  github.answer('POST', REACTIONS, 404)
  github.answer('GET', '/issues/1', 200)
  github.answer('GET', WRITTEN, 404)
  github.answer('GET', WRITTEN, 404)
}

test('a reaction to a comment that was deleted is given up, with its reason', async () => {
  await keep({ reaction: '+1', body: null })
  deleted()
  expect(await send()).toBe('the comment was deleted')
  expect(await row()).toMatchObject({ reacted: false, givenUp: 'the comment was deleted' })
})

test('words for a comment that was deleted are said where it was', async () => {
  await keep({ reaction: '+1', body: 'One thing more.' })
  deleted()
  github.answer('POST', COMMENTS, 201, { id: 12 })
  expect(await send()).toBe('answered')
  expect(await row()).toMatchObject({ replyId: 12, givenUp: null })
})

test('a reply that somebody edited is written anew, once, with its mark', async () => {
  await keep({ reaction: null, body: 'No.' })
  await database.queries.update(replies).set({ replyId: 12, edits: 1 })
  github.answer('PATCH', '/issues/comments/12', 200)
  expect(await send()).toBe('answered')
  expect(await send()).toBe('answered')
  expect(github.sent()).toEqual([{ body: `No.\n${MARKER}` }])
})
