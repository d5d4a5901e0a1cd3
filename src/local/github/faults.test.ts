import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Fault } from './control.ts'
import { MARKET, ORGANISATION } from './people.ts'
import { type Scene, setScene } from './testing/world.ts'

const idea = { owner: ORGANISATION, repo: MARKET, issue_number: 1 }
let scene: Scene

beforeAll(async () => {
  scene = await setScene()
  await scene.as('dana', 'POST', `/repos/${ORGANISATION}/${MARKET}/issues`, { title: 'Small farms' })
})
afterAll(() => scene.stop())

const comment = () => scene.octokit.rest.issues.createComment({ ...idea, body: 'The bill' })
const comments = async () => (await scene.octokit.rest.issues.listComments(idea)).data.length

test.each<[string, Fault, object]>([
  ['a server error', { kind: 'status', status: 500 }, { status: 500 }],
  ['not found', { kind: 'status', status: 404 }, { status: 404 }],
  [
    'the rate limit',
    { kind: 'rate-limit', seconds: 30 },
    {
      status: 403,
      response: {
        headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': expect.stringMatching(/^\d{10}$/) },
      },
    },
  ],
  [
    'the secondary rate limit',
    { kind: 'rate-limit', secondary: true, seconds: 30 },
    { status: 403, response: { headers: { 'retry-after': '30' } } },
  ],
  ['a cut connection', { kind: 'cut' }, { status: 500 }],
])('%s befalls the matching call once, and nothing is done', async (_name, fault, expected) => {
  const before = await comments()
  scene.github.control.fail(fault, { method: 'POST', path: /\/comments$/ })
  await expect(comment()).rejects.toMatchObject(expected)
  expect(await comments()).toBe(before)
  await comment()
  expect(await comments()).toBe(before + 1)
})

test('a connection can be cut after the work is done', async () => {
  const before = await comments()
  scene.github.control.fail({ kind: 'cut', after: true }, { method: 'POST' })
  await expect(comment()).rejects.toMatchObject({ status: 500 })
  expect(await comments()).toBe(before + 1)
})

test('a slow answer is still an answer, and a fault can befall several calls', async () => {
  const { control } = scene.github
  control.fail({ kind: 'slow', milliseconds: 50 }, { method: 'POST' }, 2)
  const began = performance.now()
  await comment()
  await comment()
  expect(performance.now() - began).toBeGreaterThanOrEqual(100)
})

test("the App's calls are counted by route; those of people are not", async () => {
  const { control } = scene.github
  await comments()
  control.resetCalls()
  await comment()
  await comments()
  await comments()
  await scene.as('dana', 'GET', `/repos/${ORGANISATION}/${MARKET}/issues/1`)
  expect(control.calls()).toEqual({
    'POST /repos/{owner}/{repo}/issues/{n}/comments': 1,
    'GET /repos/{owner}/{repo}/issues/{n}/comments': 2,
  })
})
