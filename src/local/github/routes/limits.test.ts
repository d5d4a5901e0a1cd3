import { afterAll, beforeAll, expect, test } from 'vitest'
import { MARKET, ORGANISATION } from '../people.ts'
import { type Scene, setScene } from '../testing/world.ts'

const path = `/repos/${ORGANISATION}/${MARKET}`
let scene: Scene

beforeAll(async () => {
  scene = await setScene()
  await scene.as('ops', 'POST', `${path}/labels`, { name: 'tributary: paid', color: '0e8a16' })
  await scene.as('dana', 'POST', `${path}/issues`, {
    title: 'Small farms',
    body: 'Body',
    labels: ['tributary: paid'],
  })
  await scene.as('dana', 'POST', `${path}/issues/1/comments`, { body: 'mine' })
})
afterAll(() => scene.stop())

/** What a stranger may not do to somebody else's issue, and what nobody may; the emulator lets all of it pass. */
const REFUSED: [number, string, string, string, unknown][] = [
  [403, 'spam', 'PATCH', '/issues/1', { title: 'Buy now' }],
  [403, 'spam', 'PATCH', '/issues/comments/1', { body: 'Buy now' }],
  [403, 'spam', 'DELETE', '/issues/comments/1', undefined],
  [403, 'dana', 'POST', '/issues/1/labels', { labels: ['tributary: paid'] }],
  [403, 'dana', 'PUT', '/issues/1/labels', { labels: ['tributary: paid'] }],
  [403, 'dana', 'DELETE', '/issues/1/labels', undefined],
  [403, 'dana', 'DELETE', '/issues/1/labels/x', undefined],
  [403, 'dana', 'PUT', '/issues/1/lock', {}],
  [403, 'dana', 'POST', '/labels', { name: 'mine' }],
  [403, 'dana', 'DELETE', '/labels/tributary:%20paid', undefined],
  [403, 'dana', 'POST', '/check-runs', { name: 'config', head_sha: 'abc' }],
  [403, 'dana', 'PUT', '/contents/x', { message: 'x', content: '' }],
  [422, 'dana', 'POST', '/issues', { title: 'x'.repeat(257) }],
  [422, 'dana', 'POST', '/issues', { title: 'x', body: 'x'.repeat(65_537) }],
  [422, 'dana', 'POST', '/issues/1/comments', { body: 'x'.repeat(65_537) }],
  [422, 'dana', 'PATCH', '/issues/comments/1', { body: 'x'.repeat(65_537) }],
  [422, 'ops', 'POST', '/labels', { name: 'x'.repeat(51) }],
  [422, 'ops', 'POST', '/labels', { name: 'x', description: 'x'.repeat(101) }],
]

test.each(REFUSED)('%i for %s: %s %s', async (status, login, method, to, body) => {
  const state = async () => [
    (await scene.as('ops', 'GET', `${path}/issues/1`)).json,
    (await scene.as('ops', 'GET', `${path}/issues/1/comments`)).json,
    (await scene.as('ops', 'GET', `${path}/labels`)).json,
  ]
  const before = await state()
  expect((await scene.as(login, method, path + to, body)).status).toBe(status)
  expect(await state()).toEqual(before)
})

test('an author edits and closes their own, and the labels that they ask for are left out', async () => {
  const change = { title: 'Smaller farms', state: 'closed', labels: ['tributary: paid'] }
  const { status, json } = await scene.as('dana', 'PATCH', `${path}/issues/1`, change)
  expect(status).toBe(200)
  expect(json).toMatchObject({ title: 'Smaller farms', state: 'closed', labels: [] })
})

test('a body of the longest size passes', async () => {
  expect(
    (await scene.as('dana', 'POST', `${path}/issues/1/comments`, { body: 'ü'.repeat(65_536) })).status,
  ).toBe(201)
})

test('nobody but those who may write comments on a locked issue', async () => {
  await scene.as('ops', 'PUT', `${path}/issues/1/lock`, {})
  expect((await scene.as('dana', 'POST', `${path}/issues/1/comments`, { body: 'x' })).status).toBe(403)
  expect((await scene.as('ops', 'POST', `${path}/issues/1/comments`, { body: 'x' })).status).toBe(201)
  await scene.as('ops', 'DELETE', `${path}/issues/1/lock`)
})

test('bad credentials are refused, and are nobody else', async () => {
  for (const authorization of ['token wrong', 'Bearer eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOjQyNDJ9.AAAA']) {
    const answer = await fetch(`${scene.github.url}${path}/issues/1`, { headers: { authorization } })
    expect([answer.status, await answer.json()]).toMatchObject([401, { message: 'Bad credentials' }])
  }
  expect((await fetch(`${scene.github.url}${path}/issues/1`)).status).toBe(200)
})

test('a stranger may read, a collaborator what was granted, an owner everything', async () => {
  const roleOf = async (login: string) => {
    const { data } = await scene.octokit.rest.repos.getCollaboratorPermissionLevel({
      owner: ORGANISATION,
      repo: MARKET,
      username: login,
    })
    return [data.permission, data.role_name]
  }
  expect(await roleOf('dana')).toEqual(['read', 'read'])
  expect(await roleOf('ops')).toEqual(['admin', 'admin'])
  await scene.as('ops', 'PUT', `${path}/collaborators/vera`, { permission: 'triage' })
  await scene.as('ops', 'PUT', `${path}/collaborators/viktor`, { permission: 'maintain' })
  expect(await roleOf('vera')).toEqual(['read', 'triage'])
  expect(await roleOf('viktor')).toEqual(['write', 'maintain'])
  await expect(roleOf('nobody')).rejects.toMatchObject({ status: 404 })
})
