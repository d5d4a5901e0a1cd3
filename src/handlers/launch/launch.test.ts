import { createHash } from 'node:crypto'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type ErrandWorld, openErrandWorld, when } from '../../../test/support/errand-world.ts'
import type { SubnetState } from '../../mechanisms/subnet/state.ts'
import { mergeHead } from './merge.ts'
import { releaseArchitecture } from './release.ts'

let world: ErrandWorld
let state: SubnetState
let head: string
const path = '/repos/riverbed/home'
const ops = <T = unknown>(method: string, at: string, body?: object) =>
  world.scene.as<T>('ops', method, path + at, body)
const mia = <T = unknown>(method: string, at: string, body?: object) =>
  world.scene.as<T>('mia', method, at, body)

type Written = { commit: { sha: string } }
const write = (content: string, sha?: string) => ({
  message: 'Write',
  content: Buffer.from(content).toString('base64'),
  ...(sha && { sha }),
})

beforeEach(async () => {
  world = await openErrandWorld()
  const made = await world.scene.as<{ id: number }>('ops', 'POST', '/orgs/riverbed/repos', {
    name: 'home',
    auto_init: true,
  })
  await ops('PUT', '/contents/architecture.yaml', write('one\n'))
  await mia('POST', `${path}/forks`)
  const { json } = await mia<{ content: { sha: string } }>(
    'GET',
    '/repos/mia/home/contents/architecture.yaml',
  )
  const { sha } = json as unknown as { sha: string }
  head = (await mia<Written>('PUT', '/repos/mia/home/contents/architecture.yaml', write('two\n', sha))).json
    .commit.sha
  await mia('POST', `${path}/pulls`, { title: 'Mine', head: 'mia:main', base: 'main' })
  const repository = { id: made.json.id, owner: 'riverbed', name: 'home' }
  state = { ...world.minable, home: { repository, installation: world.scene.github.app.installationId } }
})
afterEach(() => world.stop())

const merge = async (wanted = head) => {
  const command = await mergeHead(
    world.tools,
    state,
    { kind: 'merge', key: 'merge', round: 1, pull: 1, head: wanted },
    when,
  )
  return command?.type === 'ReportMerge' ? command.result : null
}
const tip = async () => (await ops<{ sha: string; parents: { sha: string }[] }>('GET', '/commits/main')).json

test('the guaranteed head is merged, and asked twice it is merged once', async () => {
  const first = await merge()
  expect(first).toEqual({ ok: true, commit: (await tip()).sha })
  expect((await tip()).parents[1]?.sha).toBe(head)
  expect(await merge()).toEqual(first)
})

test('a merge whose answer was lost is found', async () => {
  world.scene.github.control.fail({ kind: 'cut', after: true }, { method: 'PUT' })
  await expect(merge()).rejects.toThrow()
  expect(await merge()).toEqual({ ok: true, commit: (await tip()).sha })
})

test('a head that moved is not merged, in whatever moment it moved', async () => {
  const { json } = await mia<{ sha: string }>('GET', '/repos/mia/home/contents/architecture.yaml')
  await mia('PUT', '/repos/mia/home/contents/architecture.yaml', write('three\n', json.sha))
  const before = (await tip()).sha
  expect(await merge()).toEqual({ ok: false, reason: 'gone' })
  expect((await tip()).sha).toBe(before)
})

test('closed, or merged by somebody at another head, it is gone', async () => {
  await mia('PATCH', `${path}/pulls/1`, { state: 'closed' })
  expect(await merge()).toEqual({ ok: false, reason: 'gone' })
  await mia('PATCH', `${path}/pulls/1`, { state: 'open' })
  await ops('PUT', '/pulls/1/merge', {})
  expect(await merge('0'.repeat(40))).toEqual({ ok: false, reason: 'gone' })
})

test('a conflict is told as one', async () => {
  const { json } = await ops<{ sha: string }>('GET', '/contents/architecture.yaml')
  await ops('PUT', '/contents/architecture.yaml', write('ours\n', json.sha))
  expect(await merge()).toMatchObject({ ok: false, reason: 'conflict' })
})

test('a protected branch is no conflict: a person can mend it', async () => {
  await ops('PUT', '/branches/main/protection', {
    required_pull_request_reviews: { required_approving_review_count: 1 },
    required_status_checks: null,
    enforce_admins: true,
    restrictions: null,
  })
  expect(await merge()).toEqual({
    ok: false,
    reason: 'forbidden',
    said: expect.stringMatching(/review/),
  })
})

const release = async (commit: string) => {
  const launch = {
    ...({} as NonNullable<SubnetState['launch']>),
    round: 2,
    pull: 1,
    guarantor: { id: 1, login: 'mia' },
  }
  const errand = { kind: 'release', key: 'release', round: 2, commit } as const
  const command = await releaseArchitecture(world.tools, { ...state, launch }, errand, when)
  return command?.type === 'ReportRelease' ? command.result : null
}
const releases = async () =>
  (await ops<{ tag_name: string; body: string; target_commitish: string }[]>('GET', '/releases')).json
const tagged = async (tag: string) =>
  (await ops<{ object: { sha: string } }>('GET', `/git/ref/tags/${tag}`)).json.object.sha

test('what was merged is tagged and released with the digest of its files, once', async () => {
  await merge()
  const { sha } = await tip()
  expect(await release(sha)).toEqual({ ok: true, tag: 'architecture-v2' })
  expect(await release(sha)).toEqual({ ok: true, tag: 'architecture-v2' })
  expect(await tagged('architecture-v2')).toBe(sha)
  const [published, ...others] = await releases()
  expect(others).toEqual([])
  const digest = createHash('sha256').update('two\n').digest('hex')
  expect(published?.body).toContain(`| \`architecture.yaml\` | \`${digest}\` |`)
  expect(published?.body).toMatchInlineSnapshot(`
    "The architecture of **GPU kernels are tuned by hand** as it won round 2 with pull request #1 by mia, and as it is put on chain.

    | File | SHA-256 |
    | --- | --- |
    | \`architecture.yaml\` | \`27dd8ed44a83ff94d557f9fd0412ed5a8cbca69ea04922d88c01184a07300a5a\` |
    "
  `)
})

test('a stranger’s tag of that name is left where it is', async () => {
  await ops('POST', '/git/refs', { ref: 'refs/tags/architecture-v2', sha: (await tip()).sha })
  await merge()
  const { sha } = await tip()
  expect(await release(sha)).toEqual({ ok: true, tag: 'architecture-v2.1' })
  expect(await tagged('architecture-v2.1')).toBe(sha)
})

test('a release whose answer was lost is found, and one that is refused says so', async () => {
  const { sha } = await tip()
  const { control } = world.scene.github
  control.fail({ kind: 'cut', after: true }, { method: 'POST', path: /releases/ })
  await expect(release(sha)).rejects.toThrow()
  expect(await release(sha)).toEqual({ ok: true, tag: 'architecture-v2' })
  expect(await releases()).toHaveLength(1)
  await merge()
  control.fail({ kind: 'status', status: 404 }, { method: 'POST', path: /releases/ }, 2)
  expect(await release((await tip()).sha)).toEqual({ ok: false, reason: 'forbidden' })
})

test('told to slow down, merge and release say nothing and are tried again', async () => {
  const { control } = world.scene.github
  control.fail({ kind: 'rate-limit', seconds: 1 }, { method: 'PUT' })
  await expect(merge()).rejects.toMatchObject({ status: 403 })
  // Until a limit is over nothing is asked.
  const soon = { timeout: 5_000, interval: 200 }
  await vi.waitFor(async () => expect(await merge()).toMatchObject({ ok: true }), soon)
  control.fail({ kind: 'rate-limit', secondary: true, seconds: 1 }, { method: 'POST', path: /releases/ })
  const { sha } = await tip()
  await expect(release(sha)).rejects.toMatchObject({ status: 403 })
  await vi.waitFor(async () => expect(await release(sha)).toMatchObject({ ok: true }), soon)
})

test('where the App was taken off the repository, or it is gone, a person is told to mend it', async () => {
  const { control } = world.scene.github
  control.fail({ kind: 'status', status: 404 }, { method: 'POST', path: /access_tokens$/ }, 4)
  expect(await merge()).toEqual({ ok: false, reason: 'forbidden' })
  expect(await release('a'.repeat(40))).toEqual({ ok: false, reason: 'forbidden' })
  await ops('DELETE', '')
  expect(await merge()).toEqual({ ok: false, reason: 'forbidden' })
  expect(await release('a'.repeat(40))).toEqual({ ok: false, reason: 'forbidden' })
})

test('one 404 is no refusal, and makes no tag of a stranger’s ours', async () => {
  const { control } = world.scene.github
  const once = (method: string, path: RegExp) =>
    control.fail({ kind: 'status', status: 404 }, { method, path })
  await ops('POST', '/git/refs', { ref: 'refs/tags/architecture-v2', sha: (await tip()).sha })
  once('PUT', /merge$/)
  once('GET', /pulls\/1$/)
  expect(await merge()).toMatchObject({ ok: true })
  const { sha } = await tip()
  for (const [method, path] of [
    ['GET', /tags/],
    ['POST', /releases/],
    ['GET', /trees/],
  ] as const) {
    once(method, path)
    expect(await release(sha)).toEqual({ ok: true, tag: 'architecture-v2.1' })
  }
})
