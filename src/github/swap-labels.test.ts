import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type Database, openDatabase } from '../ledger/database.ts'
import { type Scene, setScene } from '../local/github/testing/world.ts'
import { labelNamed } from './labels.ts'
import { reconcileThread } from './reconcile.ts'

const REPOSITORY = { owner: 'riverbed', name: 'market' }
const PATH = '/repos/riverbed/market'

let database: Database
let scene: Scene
let issue = 0

beforeAll(async () => {
  database = await openDatabase({})
  scene = await setScene()
})
afterAll(async () => {
  await scene.stop()
  await database.close()
})

const label = (name: string) => `tributary:${name}`
const show = (...labels: readonly string[]) =>
  reconcileThread({
    queries: database.queries,
    octokit: scene.octokit,
    appId: scene.github.app.id,
    subject: `subnet:7:${issue}`,
    installation: scene.github.app.installationId,
    repository: REPOSITORY,
    issue,
    desired: { body: 'Hello', labels: labels.map(label), closed: false },
  })

const on = async () =>
  (await scene.as<{ name: string }[]>('ops', 'GET', `${PATH}/issues/${issue}/labels`)).json.map(
    ({ name }) => name,
  )
/** Calls that show labels, by route. */
const made = () =>
  Object.fromEntries(
    Object.entries(scene.github.control.calls())
      .map(([route, times]) => [route.replace('/repos/{owner}/{repo}', ''), times] as const)
      .filter(([route]) => /labels|graphql|GET/.test(route)),
  )

/** An issue with a label of ours, and one of somebody else's. All labels are there. */
beforeEach(async () => {
  const { json } = await scene.as<{ number: number }>('dana', 'POST', `${PATH}/issues`, { title: 'Idea' })
  issue = json.number
  await show('checking', 'funding', 'minable')
  await show('checking')
  await scene.as('ops', 'POST', `${PATH}/issues/${issue}/labels`, { labels: ['help wanted'] })
  scene.github.control.resetCalls()
})

test('a label takes the place of another by one call, and the labels of others stay', async () => {
  await show('funding')
  expect(await on()).toEqual(['help wanted', label('funding')])
  expect(made()).toEqual({ 'GET /issues/{n}': 1, 'POST /graphql': 1 })
  await show('minable')
  expect(await on()).toEqual(['help wanted', label('minable')])
  expect(made()).toEqual({ 'GET /issues/{n}': 1, 'POST /graphql': 2 })
})

test('what somebody took off, or put on, before us is no matter', async () => {
  await scene.as('ops', 'DELETE', `${PATH}/issues/${issue}/labels/${encodeURIComponent(label('checking'))}`)
  await scene.as('ops', 'POST', `${PATH}/issues/${issue}/labels`, { labels: [label('funding')] })
  await show('funding')
  expect((await on()).toSorted()).toEqual(['help wanted', label('funding')])
})

test('where GitHub says no, each is added and removed by itself, and what it says then is learned', async () => {
  const { control } = scene.github
  const known = labelNamed(label('funding'))
  await scene.as('ops', 'DELETE', `${PATH}/labels/${encodeURIComponent(label('funding'))}`)
  await scene.as('ops', 'POST', `${PATH}/labels`, { ...known })
  expect(await show('funding')).toBe('shown')
  expect((await on()).toSorted()).toEqual(['help wanted', label('funding')])
  expect(made()).toMatchObject({
    'POST /graphql': 1,
    'POST /issues/{n}/labels': 1,
    'DELETE /issues/{n}/labels/{name}': 1,
  })
  control.resetCalls()
  control.fail({ kind: 'status', status: 404 }, { path: /graphql/ })
  expect(await show('minable')).toBe('shown')
  expect((await on()).toSorted()).toEqual(['help wanted', label('minable')])
  control.resetCalls()
  await show('funding')
  expect(made()).toEqual({ 'POST /graphql': 1 })
})

test.for([
  { kind: 'status', status: 502 },
  { kind: 'cut', after: true },
  { kind: 'cut' },
  { kind: 'rate-limit', secondary: true, seconds: 1 },
] as const)('what may pass by itself is tried again: %o', async (fault) => {
  scene.github.control.fail(fault, { path: /graphql/ })
  await expect(show('funding')).rejects.toThrow()
  expect(await show('funding')).toBe('shown')
  expect((await on()).toSorted()).toEqual(['help wanted', label('funding')])
})
