import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type ErrandWorld, openErrandWorld, when } from '../../../test/support/errand-world.ts'
import type { GitHub } from '../../github/client.ts'
import { homeName } from '../../mechanisms/home/naming.ts'
import { makeHome } from '../home/make-home.ts'
import { createContents, MOST_BLOBS } from '../kit/contents.ts'
import { readHeadFiles } from './head-files.ts'

let world: ErrandWorld
let octokit: GitHub
let home: string
beforeAll(async () => {
  world = await openErrandWorld()
  octokit = await world.tools.github.asInstallation(world.scene.github.app.installationId)
  await makeHome(world.tools, world.minable, { kind: 'home', key: 'home' }, when)
  if (world.minable.idea) home = homeName(world.minable.idea)
  for (const login of ['mia', 'milo']) await world.scene.as(login, 'POST', `/repos/riverbed/${home}/forks`)
})
afterAll(() => world.stop())

let contents = createContents()
beforeEach(() => {
  contents = createContents()
  world.calls()
})

const read = (head: string) => readHeadFiles(octokit, contents, { owner: 'riverbed', repo: home }, head)
const text = (content: Uint8Array | null | undefined) => content && Buffer.from(content).toString('utf8')

type Tree = Record<string, string | Uint8Array | null>
type Sha = { sha: string }

/** A commit on somebody's fork, from the tip of its main or upon another commit; null takes a file away. */
async function commit(login: string, files: Tree, parent?: string): Promise<string> {
  const at = `/repos/${login}/${home}/git`
  const post = async (what: string, body: object) =>
    (await world.scene.as<Sha>(login, 'POST', `${at}/${what}`, body)).json.sha
  const main = await world.scene.as<{ object: Sha }>(login, 'GET', `${at}/ref/heads/main`)
  const upon = parent ?? main.json.object.sha
  const base = await world.scene.as<{ tree: Sha }>(login, 'GET', `${at}/commits/${upon}`)
  const blobs = await Promise.all(
    Object.entries(files).map(async ([path, content]) => ({
      path,
      mode: '100644',
      type: 'blob',
      sha:
        content === null
          ? null
          : await post('blobs', { content: Buffer.from(content).toString('base64'), encoding: 'base64' }),
    })),
  )
  const tree = await post('trees', { base_tree: base.json.tree.sha, tree: blobs })
  return post('commits', { message: 'Propose', tree, parents: [upon] })
}

let branches = 0

/** A pull request from a fork with this head; later heads are pushed to its branch. */
async function propose(login: string, head: string) {
  branches += 1
  const branch = `proposal-${branches}`
  const refs = `/repos/${login}/${home}/git/refs`
  await world.scene.as(login, 'POST', refs, { ref: `refs/heads/${branch}`, sha: head })
  const { status, json } = await world.scene.as<{ number: number }>(
    login,
    'POST',
    `/repos/riverbed/${home}/pulls`,
    {
      title: 'Mine',
      head: `${login}:${branch}`,
      base: 'main',
    },
  )
  expect(status).toBe(201)
  return {
    pull: json.number,
    push: (sha: string) => world.scene.as(login, 'PATCH', `${refs}/heads/${branch}`, { sha, force: true }),
  }
}

test('a head of a fork is read whole, with what it changed and what was there before', async () => {
  const head = await commit('mia', {
    'roles/tester.yaml': 'id: tester\n',
    'mechanisms/team.yaml': null,
    'notes.txt': 'of no interest\n',
    'evidence/binary.bin': new Uint8Array([0, 255, 1, 254]),
    'evidence/unended.txt': 'no newline at its end',
    'evidence/empty.txt': '',
  })
  await propose('mia', head)
  const { files, base, changed } = await read(head)
  expect(changed.toSorted()).toEqual([
    ...[
      'evidence/binary.bin',
      'evidence/empty.txt',
      'evidence/unended.txt',
      'mechanisms/team.yaml',
      'notes.txt',
    ],
    'roles/tester.yaml',
  ])
  expect(text(files.get('roles/tester.yaml'))).toBe('id: tester\n')
  expect([...(files.get('evidence/binary.bin') ?? [])]).toEqual([0, 255, 1, 254])
  expect(text(files.get('evidence/unended.txt'))).toBe('no newline at its end')
  expect(text(files.get('evidence/empty.txt'))).toBe('')
  expect(files.has('mechanisms/team.yaml')).toBe(false)
  expect(files.has('notes.txt')).toBe(false)
  expect(base.has('mechanisms/team.yaml')).toBe(true)
  expect(text(files.get('architecture.yaml'))).toBe(text(base.get('architecture.yaml')))
})

test('what a patch cannot tell is read all the same: renamed and edited, without a last newline, mixed line ends', async () => {
  const first = await commit('mia', { 'roles/old.yaml': 'a\r\nb\nc', 'evidence/kept.txt': 'kept\n' })
  await propose('mia', first)
  expect(text((await read(first)).files.get('roles/old.yaml'))).toBe('a\r\nb\nc')
  const second = await commit(
    'mia',
    {
      'roles/old.yaml': null,
      'roles/new.yaml': 'a\r\nB\nc',
      'evidence/kept.txt': null,
      'evidence/moved.txt': 'kept\n',
    },
    first,
  )
  await propose('mia', second)
  const { files } = await read(second)
  expect(text(files.get('roles/new.yaml'))).toBe('a\r\nB\nc')
  expect(text(files.get('evidence/moved.txt'))).toBe('kept\n')
})

test('a head behind a default branch that moved on is compared with what it branched off', async () => {
  const head = await commit('milo', { 'roles/tester.yaml': 'id: tester\n' })
  await propose('milo', head)
  await world.scene.as('ops', 'PUT', `/repos/riverbed/${home}/contents/roles/later.yaml`, {
    message: 'Later',
    content: Buffer.from('id: later\n').toString('base64'),
  })
  const { files, base, changed } = await read(head)
  expect(changed).toEqual(['roles/tester.yaml'])
  expect([files.has('roles/later.yaml'), base.has('roles/later.yaml')]).toEqual([false, false])
})

test('301 files: more than a comparison names, none is lost', async () => {
  const many = Object.fromEntries(
    Array.from({ length: 301 }, (_, place): [string, string] => [`evidence/${place}.txt`, `run ${place}\n`]),
  )
  const head = await commit('mia', { ...many, 'architecture.yaml': 'changed\n' })
  await propose('mia', head)
  const { files, changed } = await read(head)
  expect(changed).toHaveLength(302)
  expect(text(files.get('architecture.yaml'))).toBe('changed\n')
  expect([...files.keys()].filter((path) => /^evidence\/\d+\.txt$/.test(path))).toHaveLength(301)
  expect([...files.values()]).not.toContain(null)
  // What the comparison does not tell is fetched: two files, and what this test reads for the first time.
  expect(world.calls()).toBeLessThanOrEqual(20)
})

test('of 450 files that no comparison tells of only so many are fetched, the architecture first', async () => {
  const many = Object.fromEntries(
    Array.from({ length: 450 }, (_, place): [string, string] => [`evidence/${place}.txt`, `log ${place}\n`]),
  )
  const head = await commit('mia', { ...many, 'architecture.yaml': 'changed again\n' })
  await propose('mia', head)
  const { files } = await read(head)
  expect(text(files.get('architecture.yaml'))).toBe('changed again\n')
  expect([...files.values()].filter((content) => content === null).length).toBeGreaterThan(0)
  expect(world.calls()).toBeLessThanOrEqual(MOST_BLOBS + 20)
})

test('298 files cost no more calls than one', async () => {
  const many = Object.fromEntries(
    Array.from({ length: 298 }, (_, place): [string, string] => [`evidence/${place}.txt`, `run ${place}\n`]),
  )
  const one = await commit('mia', { 'evidence/one.txt': 'one\n' })
  const head = await commit('mia', many, one)
  await propose('mia', one)
  await propose('mia', head)
  await read(one)
  world.calls()
  const { files } = await read(head)
  expect([...files.values()]).not.toContain(null)
  expect(world.calls()).toBe(1)
})

test('a file that is too large is named and not fetched', async () => {
  const head = await commit('mia', { 'evidence/large.bin': new Uint8Array(300_000) })
  await propose('mia', head)
  expect((await read(head)).files.get('evidence/large.bin')).toBeNull()
})

test('a head without a past in common, and one that is nowhere', async () => {
  const at = `/repos/mia/${home}/git`
  const tree = await world.scene.as<Sha>('mia', 'POST', `${at}/trees`, {
    tree: [{ path: 'architecture.yaml', mode: '100644', type: 'blob', content: 'new\n' }],
  })
  const root = await world.scene.as<Sha>('mia', 'POST', `${at}/commits`, {
    message: 'Root',
    tree: tree.json.sha,
    parents: [],
  })
  const { push } = await propose('mia', await commit('mia', { 'evidence/a.txt': 'a\n' }))
  await push(root.json.sha)
  const { files, base, changed } = await read(root.json.sha)
  expect([changed, base.size, text(files.get('architecture.yaml'))]).toEqual([
    ['architecture.yaml'],
    0,
    'new\n',
  ])
  await expect(read('f'.repeat(40))).rejects.toThrow('GitHub does not know the head')
})

test('a head that GitHub does not compare yet is no head without a past: it is asked for again', async () => {
  const head = await commit('mia', { 'README.md': 'Better words\n' })
  await propose('mia', head)
  const behind = octokit.request.defaults({})
  const hidden: string[] = ['/compare/']
  const answering = Object.assign(Object.create(octokit) as GitHub, {
    request: ((route: string, options: Record<string, unknown>) =>
      hidden.some((part) => route.includes(part))
        ? Promise.reject(Object.assign(new Error('Not Found'), { status: 404 }))
        : behind(route, options)) as GitHub['request'],
  })
  const ask = () => readHeadFiles(answering, createContents(), { owner: 'riverbed', repo: home }, head)
  await expect(ask()).rejects.toThrow('GitHub does not know the head')
  hidden.splice(0, 1, '/git/trees/')
  await expect(ask()).rejects.toThrow('Not Found')
  hidden.splice(0)
  expect((await ask()).changed).toEqual(['README.md'])
})

test('ten pushes of three rivals cost at most four calls each, the check run among them', async () => {
  const pushes: string[] = []
  for (const [login, count] of [
    ['mia', 4],
    ['milo', 3],
    ['mia', 3],
  ] as const) {
    let parent: string | undefined
    const pull: { push?: (sha: string) => Promise<unknown> } = {}
    for (let version = 1; version <= count; version += 1) {
      const files = {
        'architecture.yaml': `version: ${version}\n`,
        [`evidence/${version}.txt`]: `run ${version}\n`,
      }
      parent = await commit(login, files, parent)
      if (pull.push) await pull.push(parent)
      else pull.push = (await propose(login, parent)).push
      pushes.push(parent)
    }
  }
  world.calls()
  for (const head of pushes) {
    await read(head)
    await octokit.request('POST /repos/{owner}/{repo}/check-runs', {
      owner: 'riverbed',
      repo: home,
      name: 'Proposal',
      head_sha: head,
      status: 'completed',
      conclusion: 'success',
    })
  }
  const calls = world.calls()
  expect(pushes).toHaveLength(10)
  expect(calls / pushes.length).toBeLessThanOrEqual(4)
})

test('a default branch that has another name by now is found again', async () => {
  const head = await commit('mia', { 'evidence/renamed.txt': 'renamed\n' })
  await propose('mia', head)
  contents.branches.keep(`riverbed/${home}`, 'master')
  expect((await read(head)).changed).toEqual(['evidence/renamed.txt'])
  expect(contents.branches.get(`riverbed/${home}`)).toBe('main')
})
