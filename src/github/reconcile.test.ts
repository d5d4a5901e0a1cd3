import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import type { Database } from '../ledger/database.ts'
import { surfaces } from '../ledger/schema.ts'
import { noteTouched } from '../ledger/touched.ts'
import { reconcileThread } from './reconcile.ts'
import { besideLedger } from './testing/beside-ledger.ts'
import { APP_ID, listed, type PreparedGitHub, REPOSITORY } from './testing/github.ts'
import type { Thread } from './thread.ts'

const SUBJECT = 'subnet:7:1'
const MARKER = `<!-- tributary:sticky:${SUBJECT} -->`
const ISSUE = '/issues/1'
const COMMENTS = `${ISSUE}/comments`
const LIST = `${COMMENTS}?per_page=100&page=1`

const thread = (body: string, labels: string[] = [], closed = false): Thread => ({ body, labels, closed })
const label = (name: string) => `tributary:${name}`

let database: Database
let github: PreparedGitHub

besideLedger(surfaces, (world) => {
  ;({ database, github } = world)
})

const show = (desired: Thread) =>
  reconcileThread({
    queries: database.queries,
    octokit: github.octokit,
    appId: APP_ID,
    subject: SUBJECT,
    installation: 1,
    repository: REPOSITORY,
    issue: 1,
    desired,
  })

const surface = async () =>
  (await database.queries.select().from(surfaces).where(eq(surfaces.subject, SUBJECT)))[0]

async function shown(desired: Thread): Promise<void> {
  github.answer('POST', COMMENTS, 201, { id: 11 })
  if (desired.labels.length > 0) {
    for (const _ of desired.labels) github.answer('POST', '/labels', 201)
    github.answer('POST', `${ISSUE}/labels`, 200, [])
  }
  if (desired.closed) github.answer('PATCH', ISSUE, 200)
  expect(await show(desired)).toBe('shown')
  github.made()
  github.sent()
}

describe('which calls are made', () => {
  test('the first time: one comment, and one call for the labels, once the repository has them', async () => {
    github.answer('POST', COMMENTS, 201, { id: 11 })
    github.answer('POST', '/labels', 201)
    github.answer('POST', `${ISSUE}/labels`, 200, [])
    await show(thread('Hello', [label('funding')]))
    expect(github.made()).toEqual([`POST ${COMMENTS}`, 'POST /labels', `POST ${ISSUE}/labels`])
    expect(github.sent()).toEqual([
      { body: `Hello\n${MARKER}` },
      { name: 'tributary:funding', color: '1d76db', description: expect.any(String) },
      { labels: ['tributary:funding'] },
    ])
  })

  test('with the first label those are made that the repository should have besides, once', async () => {
    const made = ['role:curator', 'role:developer']
    github.answer('POST', COMMENTS, 201, { id: 11 })
    github.answer('POST', '/labels', 201)
    github.answer('POST', '/labels', 201)
    github.answer('POST', `${ISSUE}/labels`, 200, [])
    expect(await show({ ...thread('Hello', ['role:developer']), made })).toBe('shown')
    expect(github.sent().map((one) => (one as { name?: string }).name)).toEqual([
      undefined,
      'role:developer',
      'role:curator',
      undefined,
    ])
    github.made()
    expect(await show({ ...thread('Hello', ['role:developer']), made })).toBe('shown')
    expect(github.made()).toEqual([])
  })

  test('a label that the repository had is no matter', async () => {
    github.answer('POST', COMMENTS, 201, { id: 11 })
    github.answer('POST', '/labels', 422, { errors: [{ code: 'already_exists' }] })
    github.answer('GET', '/labels/tributary%3Afunding', 200, {})
    github.answer('POST', `${ISSUE}/labels`, 200, [])
    expect(await show(thread('Hello', [label('funding')]))).toBe('shown')
  })

  test('a label that GitHub once would not make, or not take away, is asked for again', async () => {
    github.answer('POST', COMMENTS, 201, { id: 11 })
    github.answer('POST', '/labels', 422)
    github.answer('GET', '/labels/tributary%3Afunding', 404)
    await expect(show(thread('Hello', [label('funding')]))).rejects.toThrow()
    github.answer('POST', '/labels', 201)
    github.answer('POST', `${ISSUE}/labels`, 200, [])
    await show(thread('Hello', [label('funding')]))
    github.answer('DELETE', `${ISSUE}/labels/tributary%3Afunding`, 404)
    github.answer('GET', `${ISSUE}/labels?per_page=100`, 200, [{ name: 'tributary:funding' }])
    await expect(show(thread('Hello'))).rejects.toThrow()
    github.answer('DELETE', `${ISSUE}/labels/tributary%3Afunding`, 200, [])
    expect(await show(thread('Hello'))).toBe('shown')
  })

  test('nothing changed: none at all', async () => {
    const desired = thread('Hello', [label('funding')], true)
    await shown(desired)
    expect(await show(desired)).toBe('shown')
    expect(github.made()).toEqual([])
  })

  test('other words: one edit', async () => {
    await shown(thread('Hello', [label('funding')]))
    github.answer('PATCH', '/issues/comments/11', 200)
    await show(thread('Bye', [label('funding')]))
    expect(github.made()).toEqual(['PATCH /issues/comments/11'])
    expect(github.sent()).toEqual([{ body: `Bye\n${MARKER}` }])
  })

  test('another phase: the new label is added before the old one is removed, and no other is touched', async () => {
    await shown(thread('Hello', [label('checking')]))
    github.answer('POST', '/labels', 201)
    github.answer('POST', `${ISSUE}/labels`, 200, [])
    github.answer('DELETE', `${ISSUE}/labels/tributary%3Achecking`, 200, [])
    await show(thread('Hello', [label('funding')]))
    expect(github.made()).toEqual([
      'POST /labels',
      `POST ${ISSUE}/labels`,
      `DELETE ${ISSUE}/labels/tributary%3Achecking`,
    ])
    github.answer('POST', `${ISSUE}/labels`, 200, [])
    github.answer('DELETE', `${ISSUE}/labels/tributary%3Afunding`, 404)
    github.answer('GET', `${ISSUE}/labels?per_page=100`, 200, [{ name: 'tributary:checking' }])
    expect(await show(thread('Hello', [label('checking')]))).toBe('shown')
  })

  test('the issue is closed and opened again only as the state asks', async () => {
    await shown(thread('Hello'))
    github.answer('PATCH', ISSUE, 200)
    await show(thread('Hello', [], true))
    expect(github.sent()).toEqual([{ state: 'closed', state_reason: 'not_planned' }])
    github.answer('PATCH', ISSUE, 200)
    await show(thread('Hello', [], false))
    expect(github.sent()).toEqual([{ state: 'open', state_reason: 'reopened' }])
  })
})

describe('after a crash', () => {
  test('a comment whose post was never answered is found by its marker, and edited in place', async () => {
    github.lose('POST', COMMENTS)
    await expect(show(thread('Hello'))).rejects.toThrow()
    const others = [
      listed(5, `mine!\n${MARKER}`, 'person'),
      listed(6, `ours!\n${MARKER}`, 'another app'),
      listed(7, `quoting ${MARKER} here`, 'app'),
    ]
    github.answer('GET', LIST, 200, [...others, listed(11, `Hello\n${MARKER}`, 'app')])
    github.answer('PATCH', '/issues/comments/11', 200)
    expect(await show(thread('Hello'))).toBe('shown')
    expect(github.made()).toEqual([`GET ${LIST}`, 'PATCH /issues/comments/11'])
    expect(await surface()).toMatchObject({ commentId: 11, posting: false })
  })

  test('a comment that was not posted is posted once, after every page was looked at', async () => {
    github.lose('POST', COMMENTS)
    await expect(show(thread('Hello'))).rejects.toThrow()
    const page = Array.from({ length: 100 }, (_, id) => listed(id, MARKER, 'person'))
    github.answer('GET', LIST, 200, page)
    github.answer('GET', `${COMMENTS}?per_page=100&page=2`, 200, [])
    github.answer('POST', COMMENTS, 201, { id: 12 })
    await show(thread('Hello'))
    expect(await surface()).toMatchObject({ commentId: 12, posting: false })
  })

  test('a label that a person moves while ours are moved is put back', async () => {
    await shown(thread('Hello', [label('checking')]))
    github.answer('POST', '/labels', 201)
    github.answer('POST', `${ISSUE}/labels`, 200, async () => {
      const touched = { kind: 'unlabeled', label: 'tributary:checking' } as const
      await noteTouched(database.queries, SUBJECT, touched)
      return []
    })
    const wanted = thread('Hello', [label('checking'), label('funding')])
    await expect(show(wanted)).rejects.toThrow('were moved meanwhile')
    expect(await surface()).toMatchObject({ labels: JSON.stringify([label('funding')]) })
    github.answer('POST', `${ISSUE}/labels`, 200, [])
    expect(await show(wanted)).toBe('shown')
    expect(github.sent().at(-1)).toEqual({ labels: [label('checking')] })
  })

  test('labels go on where they stopped', async () => {
    github.answer('POST', COMMENTS, 201, { id: 11 })
    github.answer('POST', '/labels', 201)
    github.lose('POST', `${ISSUE}/labels`)
    await expect(show(thread('Hello', [label('funding')]))).rejects.toThrow()
    github.made()
    github.answer('POST', `${ISSUE}/labels`, 200, [])
    await show(thread('Hello', [label('funding')]))
    expect(github.made()).toEqual([`POST ${ISSUE}/labels`])
  })
})

describe('what GitHub refuses', () => {
  test('a sticky comment that was deleted is posted again', async () => {
    await shown(thread('Hello'))
    github.answer('PATCH', '/issues/comments/11', 404)
    github.answer('GET', LIST, 200, [listed(5, `mine!\n${MARKER}`, 'person')])
    github.answer('POST', COMMENTS, 201, { id: 12 })
    expect(await show(thread('Bye'))).toBe('shown')
    expect(await surface()).toMatchObject({ commentId: 12, error: null })
  })

  test('a sticky comment that is not found, but is listed, is tried again and not posted twice', async () => {
    await shown(thread('Hello'))
    github.answer('PATCH', '/issues/comments/11', 404)
    github.answer('GET', LIST, 200, [listed(11, `Hello\n${MARKER}`, 'app')])
    await expect(show(thread('Bye'))).rejects.toThrow('lists it')
    github.answer('PATCH', '/issues/comments/11', 200)
    expect(await show(thread('Bye'))).toBe('shown')
  })

  test.each([
    [404, 'Not Found'],
    [403, 'Unable to create comment because issue is locked.'],
    [422, 'Validation Failed'],
  ])('%d %s: is recorded and thrown, and shown when GitHub takes it', async (status, message) => {
    github.answer('POST', COMMENTS, status, { message })
    await expect(show(thread('Hello'))).rejects.toMatchObject({ status })
    expect(await surface()).toMatchObject({
      posting: false,
      failures: 1,
      error: expect.stringContaining(`${status} ${message}`),
    })
    github.answer('POST', COMMENTS, 201, { id: 11 })
    expect(await show(thread('Hello'))).toBe('shown')
    expect(await surface()).toMatchObject({ commentId: 11, failures: 0, error: null })
  })

  test('an issue that was deleted shows nothing, and is not asked for again', async () => {
    github.answer('POST', COMMENTS, 410, { message: 'This issue was deleted' })
    expect(await show(thread('Hello'))).toBe('gone')
    expect(await surface()).toMatchObject({ error: '410 This issue was deleted' })
  })

  test('access that is lost for a while makes no second comment', async () => {
    await shown(thread('Hello'))
    github.answer('PATCH', '/issues/comments/11', 404)
    github.answer('GET', LIST, 404)
    await expect(show(thread('Bye'))).rejects.toMatchObject({ status: 404 })
    github.made()
    github.answer('PATCH', '/issues/comments/11', 200)
    expect(await show(thread('Bye'))).toBe('shown')
    expect(github.made()).toEqual(['PATCH /issues/comments/11'])
  })

  test.each([
    ['500', 500, {}, {}],
    ['502', 502, {}, {}],
    ['an ended token', 401, { message: 'Bad credentials' }, {}],
    ['429', 429, {}, {}],
    ['the hourly limit', 403, { message: 'API rate limit exceeded' }, { 'x-ratelimit-remaining': '0' }],
    [
      'the secondary limit',
      403,
      { message: 'You have exceeded a secondary rate limit.' },
      { 'retry-after': '60' },
    ],
  ])('%s: is thrown, for the job to be tried again', async (_, status, body, headers) => {
    await shown(thread('Hello'))
    github.answer('PATCH', '/issues/comments/11', status, body, headers)
    await expect(show(thread('Bye'))).rejects.toMatchObject({ status })
    expect(await surface()).toMatchObject({ commentId: 11, error: null })
  })
})
