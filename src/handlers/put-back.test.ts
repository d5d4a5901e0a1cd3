import { eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Ledger } from '../ledger/ledger.ts'
import { openLedger } from '../ledger/open.ts'
import { outstanding, replies, surfaces } from '../ledger/schema.ts'
import { noteBody } from '../ledger/touched.ts'
import { prepareDelivery } from './deliver.ts'
import { bot, commentPayload, dana, fakePorts, issuesPayload } from './kit/testing/payloads.ts'

const STREAM = 'subnet:7:3'
const LABELS = ['tributary:funding']

let ledger: Ledger
beforeAll(async () => {
  ledger = await openLedger()
})
afterAll(() => ledger.close())

/** The issue shows our sticky comment 2000, and one label of ours. */
beforeEach(async () => {
  await ledger.queries.delete(outstanding)
  await ledger.queries.delete(surfaces)
  await show(STREAM)
})

const show = (subject: string) =>
  ledger.queries.insert(surfaces).values({
    subject,
    installationId: 5,
    repository: 'riverbed/market',
    issue: 3,
    applied: 'as it should be',
    commentId: 2_000,
    labels: JSON.stringify(LABELS),
  })

const surface = async () =>
  (await ledger.queries.select().from(surfaces).where(eq(surfaces.subject, STREAM)))[0]

/** What is to be shown again once the delivery was handled. */
async function deliver(event: string, payload: unknown, home: string | null = null) {
  const apply = await prepareDelivery(
    { id: 'one', event, payload },
    fakePorts({ subnetAt: async () => home }),
  )
  await ledger.write(apply)
  return (await ledger.queries.select().from(outstanding)).map(({ queue, key }) => `${queue} ${key}`)
}

const { comment } = commentPayload('')
const touched = (action: string, { by = dana, author = bot, id = 2_000 } = {}) =>
  commentPayload('Pay to another account', {
    action,
    sender: by,
    comment: { ...comment, id, user: author, body: 'Pay to another account' },
  })

test('our sticky comment that somebody edits is shown again', async () => {
  expect(await deliver('issue_comment', touched('edited'))).toEqual([`thread ${STREAM}`])
  expect((await surface())?.applied).toMatch(/^touched /)
  expect((await surface())?.commentId).toBe(2_000)
})

test('deleted, it is shown anew: the old one is not asked for', async () => {
  expect(await deliver('issue_comment', touched('deleted'))).toEqual([`thread ${STREAM}`])
  expect(await surface()).toMatchObject({ commentId: null, applied: expect.stringMatching(/^touched /) })
})

test('what another bot does to it is undone, too', async () => {
  const by = { ...bot, id: 98 }
  expect(await deliver('issue_comment', touched('edited', { by }))).toEqual([`thread ${STREAM}`])
})

test.for([
  ['our own edit', touched('edited', { by: bot })],
  ['our own deletion', touched('deleted', { by: bot })],
  ['an edit of what a person wrote', touched('edited', { author: dana })],
  ['an edit of what another bot wrote', touched('edited', { id: 2_001 })],
  ['a comment that we write', touched('created', { by: bot })],
] as const)('%s changes nothing', async ([, payload]) => {
  expect(await deliver('issue_comment', payload)).toEqual([])
  expect((await surface())?.applied).toBe('as it should be')
})

test('a comment that is touched while it is being shown is shown once more', async () => {
  await deliver('issue_comment', touched('edited'))
  await noteBody(ledger.queries, STREAM, { before: 'as it should be', applied: 'what we sent meanwhile' })
  expect((await surface())?.applied).toMatch(/^touched /)
})

const labelled = (action: string, name: string, sender = dana) => ({
  ...issuesPayload(action, {}, sender),
  label: { name },
})

test.for([
  ['unlabeled', 'tributary:funding', []],
  ['labeled', 'tributary:live', ['tributary:funding', 'tributary:live']],
  ['labeled', 'tributary:of-nobody', ['tributary:funding', 'tributary:of-nobody']],
] as const)('a person who has %s %s: the labels are put right', async ([action, name, labels]) => {
  expect(await deliver('issues', labelled(action, name))).toEqual([`thread ${STREAM}`])
  expect(JSON.parse((await surface())?.labels ?? '')).toEqual(labels)
})

test.for([
  ['a label that the issue shows', labelled('labeled', 'tributary:funding')],
  ['a label that the issue does not show, taken off', labelled('unlabeled', 'tributary:live')],
  ['a label of others', labelled('labeled', 'good first issue')],
  ['a label that we take off', labelled('unlabeled', 'tributary:funding', bot)],
] as const)('%s: no call follows', async ([, payload]) => {
  expect(await deliver('issues', payload)).toEqual([])
  expect(JSON.parse((await surface())?.labels ?? '')).toEqual(LABELS)
})

test('in a subnet’s home it is the incident that is shown again', async () => {
  await show('incident:subnet:9:1:3')
  expect(await deliver('issue_comment', touched('edited'), 'subnet:9:1')).toEqual(['incident subnet:9:1:3'])
  expect((await surface())?.applied).toBe('as it should be')
})

const HEAD = 'a'.repeat(40)
const rerequested = (changes: object) => ({
  action: 'rerequested',
  installation: { id: 5 },
  repository: { id: 7, name: 'market', owner: { login: 'riverbed' } },
  ...changes,
})

test('a check run that somebody asks for once more is shown anew, and so are all of a commit', async () => {
  const subject = `check:${STREAM}:11:${HEAD}`
  for (const [event, changes] of [
    ['check_run', { check_run: { head_sha: HEAD } }],
    ['check_suite', { check_suite: { head_sha: HEAD } }],
  ] as const) {
    await ledger.queries.delete(surfaces)
    await ledger.queries.delete(outstanding)
    await show(subject)
    expect(await deliver(event, rerequested(changes), STREAM)).toEqual([`checks ${STREAM}`])
    const [row] = await ledger.queries.select().from(surfaces)
    expect(row).toMatchObject({ applied: expect.stringMatching(/^touched /), own: null, commentId: 2_000 })
  }
})

test('in a market the settings of the commit are read again; a head that shows nothing, and what is not asked, change nothing', async () => {
  const run = { check_run: { head_sha: HEAD } }
  expect(await deliver('check_run', rerequested(run), STREAM)).toEqual([])
  expect(await deliver('check_run', rerequested({ ...run, action: 'completed' }))).toEqual([])
  expect(await deliver('check_run', rerequested(run))).toEqual([`config 7:${HEAD}`])
})

test('a bot that changes it each time is not fought for ever: after five within an hour it is put back by the sweep', async () => {
  const jobs = async () =>
    (await ledger.queries.execute(sql`select from jobs.job where name = 'thread' and state = 'created'`)).rows
      .length
  const work = () => ledger.queries.execute(sql`delete from jobs.job`)
  await work()
  for (let times = 1; times <= 7; times += 1) {
    await deliver('issue_comment', touched('edited', { by: { ...bot, id: 98 } }))
    expect(await jobs()).toBe(times <= 5 ? 1 : 0)
    await work()
  }
  expect(await ledger.jobs.takeUp()).toBe(1)
  await work()
  await ledger.queries.update(surfaces).set({ touchedSince: Date.now() - 3_700_000 })
  await deliver('issue_comment', touched('edited'))
  expect(await jobs()).toBe(1)
})

test('a reply of ours that somebody edits is said again; one that is deleted is not', async () => {
  await ledger.queries.delete(replies)
  const place = { installationId: 5, repository: 'riverbed/market', issue: 3, answers: '[null]' }
  await ledger.queries.insert(replies).values({ ...place, kind: 'comment', commentId: 900, replyId: 3_000 })
  expect(await deliver('issue_comment', touched('deleted', { id: 3_000 }))).toEqual([])
  expect(await deliver('issue_comment', touched('edited', { id: 3_000 }))).toEqual(['reply comment:900'])
  for (let times = 2; times <= 7; times += 1) {
    await ledger.queries.delete(outstanding)
    const again = await deliver('issue_comment', touched('edited', { id: 3_000 }))
    expect(again).toEqual(times <= 5 ? ['reply comment:900'] : [])
  }
})
