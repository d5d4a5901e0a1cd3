import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type ErrandWorld, openErrandWorld, when } from '../../../test/support/errand-world.ts'
import { homeDescription, homeName } from '../../mechanisms/home/naming.ts'
import type { ErrandTools } from '../kit/errand.ts'
import { makeHome } from './make-home.ts'

let world: ErrandWorld
beforeEach(async () => {
  world = await openErrandWorld()
})
afterEach(() => world.stop())

const errand = { kind: 'home', key: 'home' } as const
const idea = () => {
  if (!world.minable.idea) throw new Error('no idea')
  return world.minable.idea
}
const path = () => `/repos/riverbed/${homeName(idea())}`
const run = async () => {
  const command = await makeHome(world.tools, world.minable, errand, when)
  return command?.type === 'ReportHome' ? command.result : null
}
const asOwner = <T>(method: string, at: string, body?: object) => world.scene.as<T>('ops', method, at, body)
const commits = async () =>
  (
    await asOwner<{ sha: string; commit: { message: string }; parents: unknown[] }[]>(
      'GET',
      `${path()}/commits`,
    )
  ).json
const make = (changes: object) =>
  asOwner('POST', '/orgs/riverbed/repos', { name: homeName(idea()), auto_init: true, ...changes })

test('a home has its first files in one commit, and made twice it is one', async () => {
  const first = await run()
  const repository = (await asOwner<{ id: number; description: string }>('GET', path())).json
  expect(first).toEqual({
    ok: true,
    repository: { id: repository.id, owner: 'riverbed', name: homeName(idea()) },
    installation: world.scene.github.app.installationId,
  })
  expect(repository.description).toBe(homeDescription(idea()))
  const [commit, ...others] = await commits()
  expect(others).toEqual([])
  expect(commit).toMatchObject({ parents: [], commit: { message: 'Begin the subnet of riverbed/market#1' } })
  const tree = await asOwner<{ tree: { path: string }[] }>('GET', `${path()}/git/trees/main?recursive=1`)
  const files = tree.json.tree.map((entry) => entry.path)
  for (const file of [
    'architecture.yaml',
    'README.md',
    '.github/CODEOWNERS',
    '.github/ISSUE_TEMPLATE/incident.yml',
  ])
    expect(files).toContain(file)
  expect((await asOwner('GET', `${path()}/labels/incident`)).status).toBe(200)

  expect(await run()).toEqual(first)
  expect(await commits()).toHaveLength(1)
})

/** Where the App may be killed: before each of its calls, and after each whose answer it never heard. */
test('killed anywhere on the way, it goes on and ends in one repository with one commit', async () => {
  const { control } = world.scene.github
  await run()
  const steps = ['/orgs/', '/labels', '/git/trees', '/git/commits', '/git/refs']
  for (const step of steps) {
    for (const after of [false, true]) {
      await asOwner('DELETE', path())
      control.fail({ kind: 'cut', after }, { path: new RegExp(step) })
      await expect(run(), `${step}, ${after ? 'after' : 'before'} it was done`).rejects.toThrow()
      expect(await run()).toMatchObject({ ok: true })
      expect(await commits()).toHaveLength(1)
    }
  }
})

test('a repository of that name that is not marked is a stranger’s, and is left alone', async () => {
  await make({ description: 'Mine' })
  expect(await run()).toEqual({ ok: false, obstacle: 'taken' })
  expect(await commits()).toMatchObject([{ commit: { message: 'Initial commit' } }])
})

test('a private repository that the App may not see has the name too', async () => {
  await make({ private: true, description: 'Mine' })
  world.scene.github.control.fail(
    { kind: 'status', status: 404 },
    { method: 'GET', path: /riverbed\/[^/]+-1$/ },
    2,
  )
  expect(await run()).toMatchObject({ ok: false, obstacle: 'taken', said: expect.any(String) })
})

test.for([true, false])(
  'a repository that a person made for the idea is furnished; with a first file: %s',
  async (auto_init) => {
    await make({ description: homeDescription(idea()), auto_init })
    expect(await run()).toMatchObject({ ok: true })
    expect(await commits()).toMatchObject([{ parents: [] }])
  },
)

test('what a person has put there already stays', async () => {
  await make({ description: homeDescription(idea()) })
  await asOwner('PUT', `${path()}/contents/NOTES.md`, { message: 'Notes', content: '' })
  expect(await run()).toMatchObject({ ok: true })
  expect(await commits()).toHaveLength(3)
  expect((await asOwner('GET', `${path()}/contents/NOTES.md`)).status).toBe(200)
})

test('where the App may make no repositories, a person is told to', async () => {
  const { github } = world.scene
  github.control.fail({ kind: 'status', status: 404 }, { method: 'POST', path: /orgs/ }, 2)
  expect(await run()).toEqual({ ok: false, obstacle: 'forbidden' })
})

test('where the App is not installed on it, a person is told to', async () => {
  await make({ description: homeDescription(idea()) })
  world.scene.github.control.fail({ kind: 'status', status: 404 }, { path: /\/installation$/ }, 2)
  expect(await run()).toEqual({ ok: false, obstacle: 'no-access' })
})

/** Until a limit is over nothing is asked. */
const SOON = { timeout: 5_000, interval: 200 }

test('told to slow down, it says nothing and is tried again', async () => {
  const { control } = world.scene.github
  for (const path of [/orgs/, /git\/trees/]) {
    control.fail({ kind: 'rate-limit', secondary: true, seconds: 1 }, { method: 'POST', path })
    await vi.waitFor(() => expect(run()).rejects.toMatchObject({ status: 403 }), SOON)
  }
  await vi.waitFor(async () => expect(await run()).toMatchObject({ ok: true }), SOON)
})

test.for([401, 404] as const)(
  'where the App was taken off the market (%i), a person is told to put it back',
  async (status) => {
    // A 401 to a new token is asked again for five seconds.
    world.scene.github.control.fail({ kind: 'status', status }, { method: 'POST', path: /orgs/ }, 20)
    world.scene.github.control.fail({ kind: 'status', status: 404 }, { path: /app\/installations\/\d+$/ }, 2)
    expect(await run()).toEqual({ ok: false, obstacle: 'no-access' })
  },
)

test('a home that the App makes is not looked at, and its first files are known', async () => {
  const { control } = world.scene.github
  control.resetCalls()
  await run()
  const calls = Object.entries(control.calls()).filter(([route]) => !route.includes('access_tokens'))
  expect(calls.filter(([route]) => route.startsWith('GET'))).toEqual([])
  expect(calls.map(([, times]) => times)).toEqual([1, 1, 1, 1, 1])

  const tree = await asOwner<{
    sha: string
    tree: { path: string; sha: string; size: number; type: string }[]
  }>('GET', `${path()}/git/trees/main?recursive=1`)
  const files = tree.json.tree.filter(({ type }) => type === 'blob')
  const { trees, blobs, branches } = world.tools.contents
  const byPath = (a: { path: string }, b: { path: string }) => (a.path < b.path ? -1 : 1)
  expect(trees.get(tree.json.sha)).toEqual(
    files.map(({ path, sha, size }) => ({ path, digest: sha, size })).toSorted(byPath),
  )
  for (const { sha, size } of files) expect(blobs.get(sha)?.length).toBe(size)
  expect(branches.get(`riverbed/${homeName(idea())}`)).toBe('main')
})

test.for([/git\/trees$/, /git\/commits$/, /git\/refs\//])(
  'a home that GitHub has not finished making is looked at: %s',
  async (path) => {
    world.scene.github.control.fail({ kind: 'status', status: 404 }, { path })
    expect(await run()).toMatchObject({ ok: true })
    expect(await commits()).toHaveLength(1)
  },
)

test('one 404 anywhere is no refusal, and what a person has changed is not written over', async () => {
  const { control } = world.scene.github
  const once = (method: string, path: RegExp) =>
    control.fail({ kind: 'status', status: 404 }, { method, path })
  await make({ description: homeDescription(idea()) })
  const written = { message: 'Mine', content: Buffer.from('mine: true\n').toString('base64') }
  await asOwner('PUT', `${path()}/contents/architecture.yaml`, written)
  const routes = [
    ['POST', /orgs/],
    ['GET', /app\/installations\/\d+$/],
    ['GET', /riverbed\/[^/]+-1$/],
    ['GET', /\/installation$/],
  ] as const
  for (const [method, route] of routes) {
    once(method, route)
    expect(await run(), `${method} ${route}`).toMatchObject({ ok: true })
  }
  expect(
    (await asOwner<{ content: string }>('GET', `${path()}/contents/architecture.yaml`)).json.content,
  ).toBe(written.content)
})

test.each([
  [422, 'Repository creation failed.', 'Visibility can’t be public.', 'no-public'],
  [403, 'Members cannot create public repositories.', undefined, 'no-public'],
  [403, 'Resource not accessible by integration', undefined, 'forbidden'],
])('a refusal has GitHub’s own words: %i %s', async (status, message, detail, obstacle) => {
  const refuse = (code: number, data: object) => {
    throw Object.assign(new Error(message), { status: code, response: { headers: {}, data } })
  }
  const octokit = {
    request: async (route: string) =>
      route.startsWith('POST')
        ? refuse(status, { message, errors: detail ? [{ field: 'visibility', message: detail }] : [] })
        : refuse(404, { message: 'Not Found' }),
  }
  const github = { asInstallation: async () => octokit, asApp: async () => ({ request: async () => ({}) }) }
  const tools = { ...world.tools, github } as unknown as ErrandTools
  const command = await makeHome(tools, world.minable, errand, when)
  const said = detail === undefined ? message : `${message} ${detail}`
  expect(command).toMatchObject({ type: 'ReportHome', result: { ok: false, obstacle, said } })
})
