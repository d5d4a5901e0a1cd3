import { sql } from 'drizzle-orm'
import { pino } from 'pino'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { live } from '../../test/support/addressed.ts'
import { stream } from '../../test/support/commands.ts'
import { manyHomes } from '../../test/support/many-homes.ts'
import { minedTales } from '../../test/support/mined-tales.ts'
import { unreadOf } from '../handlers/unread.ts'
import { markHandled, nextDelivery, storeDeliveries } from '../ledger/deliveries.ts'
import type { Ledger } from '../ledger/ledger.ts'
import { openLedger } from '../ledger/open.ts'
import { keepReply } from '../ledger/replies.ts'
import { createLook } from './look.ts'
import { occurred } from './occurred.ts'

// A market and one home. GitHub holds what it never sent.

let ledger: Ledger
beforeAll(async () => {
  ledger = await openLedger()
  await live(ledger, stream(), minedTales.proposed)
})
beforeEach(async () => {
  await ledger.queries.execute(sql`delete from deliveries`)
  await ledger.queries.execute(sql`delete from cursors`)
  github = {}
  failing = ''
  refusal = 503
  calls = []
  newest = null
})
afterAll(() => ledger.close())

const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString().replace(/\.\d+Z/, 'Z')
const user = { id: 11, login: 'dana', type: 'User' }
const written = (id: number, body: string, at = ago(60)) => ({
  id,
  body,
  user,
  created_at: at,
  updated_at: at,
  issue_url: 'https://api.github.test/repos/riverbed/market/issues/3',
  html_url: 'https://github.test/riverbed/market/issues/3#issuecomment-1',
})
const sha = 'a'.repeat(40)
const pull = {
  ...written(70, ''),
  number: 11,
  title: 'Better',
  state: 'open',
  draft: false,
  merged_at: null,
  head: { sha },
  base: { ref: 'main', repo: { default_branch: 'main' } },
}

/** What it lists, by `<repository's name>/<listing>`. */
let github: Record<string, object[]> = {}
let failing = ''
let refusal = 503
let calls: string[] = []
const request = async (route: string, parameters: Record<string, unknown>) => {
  if (route === 'POST /graphql') return answerQuery(String(parameters.query))
  const path = `${parameters.repo}/${route.replace('GET /repos/{owner}/{repo}/', '')}`
  calls.push(path)
  if (failing !== '' && path.endsWith(failing)) throw Object.assign(new Error('down'), { status: refusal })
  const data = github[path] ?? []
  const etag = JSON.stringify(data)
  const { headers } = parameters as { headers?: Record<string, string> }
  if (headers?.['if-none-match'] === etag) throw Object.assign(new Error('same'), { status: 304 })
  return { data, headers: { etag } }
}
/** Null while GitHub does not answer questions about many. Else when something changed last, by repository. */
let newest: Record<string, string> | null = null
function answerQuery(query: string) {
  calls.push('/graphql')
  if (newest === null) throw Object.assign(new Error('down'), { status: 502 })
  const times = newest
  const asked = [...query.matchAll(/(\w+): repository\(owner: "[^"]*", name: "([^"]*)"\)/g)]
  const nodesOf = (name: string) => (times[name] === undefined ? [] : [{ updatedAt: times[name] }])
  const data = asked.map(([, alias = '', name = '']) => [
    alias,
    { issues: { nodes: nodesOf(name) }, pullRequests: { nodes: [] } },
  ])
  return { data: { data: Object.fromEntries(data) }, headers: {} }
}
const open = () =>
  createLook({
    queries: ledger.queries,
    asInstallation: async () => ({ request }) as never,
    logger: pino({ enabled: false }),
    onStored: () => undefined,
  })
const stored = async () =>
  (await ledger.queries.execute<{ id: string }>(sql`select id from deliveries order by id`)).rows.map(
    ({ id }) => id,
  )
const homeName = async () => (await ledger.readSubnet(stream())).home?.repository.name ?? ''

test('what was written and pushed unheard is stored once, in a form that the handlers can read', async () => {
  const home = await homeName()
  const line = { pull_request_url: 'https://api.github.test/pulls/11', original_commit_id: sha }
  github = {
    'market/issues': [{ ...written(50, 'An idea', ago(61)), number: 9, title: 'Idea' }],
    'market/issues/comments': [written(60, '/uphold'), written(61, 'Nice.')],
    [`${home}/pulls`]: [pull],
    [`${home}/pulls/11/reviews`]: [{ ...written(80, '/score 80'), submitted_at: ago(60), commit_id: sha }],
    [`${home}/pulls/comments`]: [{ ...written(90, '/score 70'), ...line }],
  }
  const { look } = open()
  expect(await look(50)).toBe(5)
  const events = []
  for (let next = 0; next < 5; next += 1) {
    const delivery = await nextDelivery(ledger.queries)
    if (!delivery) throw new Error('none is left')
    expect(unreadOf(delivery.event as never, JSON.parse(Buffer.from(delivery.body).toString()))).toBeNull()
    events.push(delivery.event)
    await markHandled(ledger.queries, delivery.id)
  }
  expect(events).toEqual([
    'issues',
    'pull_request',
    'issue_comment',
    'pull_request_review',
    'pull_request_review_comment',
  ])
  expect(await look(50)).toBe(0)
  expect(await open().look(50)).toBe(0)
})

test('a comment that was heard when it was made is not heard again; one that was edited unheard is only answered', async () => {
  const comment = written(60, '/uphold')
  const payload = { action: 'created', comment }
  const place = occurred('issue_comment', payload, Date.now())
  await storeDeliveries(ledger.queries, [
    { id: 'sent', event: 'issue_comment', ...place, body: Buffer.from(JSON.stringify(payload)) },
  ])
  github['market/issues/comments'] = [comment, { ...written(62, '/reject'), updated_at: ago(30) }]
  expect(await open().look(50)).toBe(1)
  expect(await stored()).toEqual(['looked:7:issue_comment:62', 'sent'])
})

test('a form that could not be read is read again when its issue has changed unheard; what was answered otherwise is not', async () => {
  const home = await homeName()
  const answers = [
    [50, '[{"kind":"task-problems","problems":[]}]'],
    [51, '[null]'],
  ] as const
  for (const [id, said] of answers) {
    const kept = { kind: 'comment', commentId: -id, installationId: 5, repository: home, issue: id } as const
    await keepReply(ledger.queries, { ...kept, answers: said })
  }
  github = { [`${home}/issues`]: [50, 51, 52].map((id) => ({ ...written(id, ''), number: id, title: '' })) }
  await open().look(50)
  const kinds = []
  for (let next = await nextDelivery(ledger.queries); next; next = await nextDelivery(ledger.queries)) {
    const { action, issue } = JSON.parse(Buffer.from(next.body).toString())
    kinds.push([issue.id, action])
    await markHandled(ledger.queries, next.id)
  }
  expect(kinds.toSorted()).toEqual([
    [50, 'edited'],
    [52, 'opened'],
  ])
})

test('a look that failed half-way loses nothing to what has not changed since', async () => {
  const home = await homeName()
  github[`${home}/issues/comments`] = [written(60, '/challenge')]
  failing = `${home}/pulls/comments`
  const { look } = open()
  expect(await look(50)).toBe(0)
  failing = ''
  expect(await look(50)).toBe(1)
})

test('a look ends when its calls are spent, and the next one goes on with the other repositories', async () => {
  const { look } = open()
  await look(2)
  const before = new Set(calls.map((path) => path.split('/')[0]).filter(Boolean))
  calls = []
  await look(2)
  expect(before.size).toBe(1)
  expect(before).not.toContain(calls[1]?.split('/')[0])
})

test('where something happened is looked at first, and at once', async () => {
  const home = await homeName()
  newest = { market: ago(60), [home]: ago(90) }
  const { look } = open()
  await look(400)
  for (const [changed, at] of [
    [home, 10],
    ['market', 5],
    [home, 1],
  ] as const) {
    newest = { ...newest, [changed]: ago(at) }
    calls = []
    await look(2)
    expect(calls.map((path) => path.split('/')[0]).slice(0, 2)).toEqual(['', changed])
  }
})

test('a look is through when every repository was asked since it was wanted, and GitHub has answered or lets nobody in', async () => {
  const { look, ask, isThrough } = open()
  expect(isThrough()).toBe(false)
  await look(1)
  expect(isThrough()).toBe(false)
  await look(50)
  expect(isThrough()).toBe(true)
  ask()
  expect(isThrough()).toBe(false)
  failing = 'issues/comments'
  await look(50)
  expect(isThrough()).toBe(false)
  refusal = 403
  await look(50)
  expect(isThrough()).toBe(true)
})

test('a thousand repositories in which nothing happens cost at most ten calls a minute, and each has its turn', async () => {
  await manyHomes(ledger.queries, stream(), 1_000)
  const { look } = open()
  newest = {}
  await look(400)
  const visited = new Set<string>()
  for (let minutes = 0; minutes < 30; minutes += 5) {
    calls = []
    await look(50)
    expect(calls.length).toBeLessThanOrEqual(50)
    for (const path of calls) visited.add(path.split('/')[0] ?? '')
  }
  expect(visited.size).toBeGreaterThan(30)
  newest = { 'home-777': ago(1) }
  calls = []
  await look(50)
  expect(calls.findIndex((path) => path.startsWith('home-777/'))).toBe(
    calls.findIndex((path) => path !== '/graphql'),
  )
})
