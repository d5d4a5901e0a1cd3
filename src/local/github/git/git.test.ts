import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { openClock } from '../../clock.ts'
import { MARKET, ORGANISATION } from '../people.ts'
import { type Scene, setScene } from '../testing/world.ts'

const DAY = 86_400_000
const MARKET_PATH = `/repos/${ORGANISATION}/${MARKET}`

let scene: Scene
let directory: string

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'git-test-'))
  scene = await setScene({ clock: openClock({ ago: 30 * DAY }) })
})
afterAll(async () => {
  await scene.stop()
  await rm(directory, { recursive: true })
})

/** Runs git in the directory of the test, with nobody's settings. */
async function git(cwd: string, ...args: string[]): Promise<string> {
  const { stdout, stderr } = await promisify(execFile)('git', args, {
    cwd: join(directory, cwd),
    env: { PATH: process.env.PATH ?? '', HOME: directory, GIT_TERMINAL_PROMPT: '0' },
  })
  return stdout + stderr
}

const addressOf = (path: string, login?: string, github = scene.github): string => {
  const url = new URL(`${github.url}/${path}.git`)
  if (login) Object.assign(url, { username: login, password: github.tokens[login] ?? '' })
  return url.href
}

async function commit(cwd: string, file: string, text: string | Buffer): Promise<string> {
  await writeFile(join(directory, cwd, file), text)
  await git(cwd, 'add', file)
  const who = ['-c', 'user.name=Mia', '-c', 'user.email=mia@users.noreply.github.com']
  await git(cwd, ...who, 'commit', '-m', `Write ${file}\n\nWith a body.`)
  return (await git(cwd, 'rev-parse', 'HEAD')).trim()
}

test('a clone has every file and passes git’s own check, with commits that bear the world’s time', async () => {
  await git('.', 'clone', '-q', addressOf(`${ORGANISATION}/${MARKET}`), 'clone')
  expect(await git('clone', 'fsck', '--strict')).not.toMatch(/error|missing/)
  const { json } = await scene.as<{ sha: string; commit: { author: { date: string } } }>(
    'dana',
    'GET',
    `${MARKET_PATH}/commits/main`,
  )
  expect((await git('clone', 'rev-parse', 'HEAD')).trim()).toBe(json.sha)
  expect(Date.now() - Date.parse(json.commit.author.date)).toBeGreaterThan(29 * DAY)
  expect(await git('clone', 'ls-files')).toContain('.github/tributary.yml')
})

test('fork, push, pull request, push again: the API and the webhooks tell of it as of any other way', async () => {
  await scene.as('mia', 'POST', `${MARKET_PATH}/forks`)
  await git('.', 'clone', '-q', addressOf(`mia/${MARKET}`, 'mia'), 'mine')
  await git('mine', 'checkout', '-q', '-b', 'better')
  const binary = Buffer.from([0, 255, 1, 254])
  await commit('mine', 'picture.bin', binary)
  const head = await commit('mine', 'naïve name.md', '# Naïve\n')
  await git('mine', 'push', '-q', 'origin', 'better')

  const opened = await scene.as<{ number: number }>('mia', 'POST', `${MARKET_PATH}/pulls`, {
    title: 'Better',
    head: 'mia:better',
    base: 'main',
  })
  const pull = await scene.as('mia', 'GET', `${MARKET_PATH}/pulls/${opened.json.number}`)
  expect(pull.json).toMatchObject({ head: { sha: head }, commits: 2 })
  const read = async (path: string, ref: string) =>
    (await scene.as<{ content: string }>('dana', 'GET', `${MARKET_PATH}/contents/${path}?ref=${ref}`)).json
      .content
  expect(Buffer.from(await read('picture.bin', head), 'base64')).toEqual(binary)
  expect(Buffer.from(await read(encodeURIComponent('naïve name.md'), head), 'base64').toString()).toBe(
    '# Naïve\n',
  )

  const next = await commit('mine', 'more.md', 'More\n')
  await git('mine', 'push', '-q', 'origin', 'better')
  await scene.github.control.idle()
  const told = scene.hook.received
    .filter(({ headers }) => headers['x-github-event'] === 'pull_request')
    .map(({ payload }) => [payload.action, (payload.pull_request as { head: { sha: string } }).head.sha])
  expect(told).toEqual([
    ['opened', head],
    ['synchronize', next],
  ])
  // Whoever reviews fetches it from where it is aimed at.
  await git('clone', 'fetch', '-q', 'origin', `pull/${opened.json.number}/head`)
  expect((await git('clone', 'rev-parse', 'FETCH_HEAD')).trim()).toBe(next)
})

test('a commit of the API is fetched on top of a push, and a branch that is deleted is gone', async () => {
  await scene.as('nora', 'POST', `${MARKET_PATH}/forks`)
  await git('.', 'clone', '-q', addressOf(`nora/${MARKET}`, 'nora'), 'noras')
  await commit('noras', 'one.md', 'One\n')
  await git('noras', 'push', '-q', 'origin', 'main', 'main:other')
  const written = await scene.as<{ commit: { sha: string } }>(
    'nora',
    'PUT',
    `/repos/nora/${MARKET}/contents/two.md`,
    {
      message: 'Two',
      content: 'VHdvCg==',
    },
  )
  await git('noras', 'pull', '-q', '--ff-only', 'origin', 'main')
  expect((await git('noras', 'rev-parse', 'HEAD')).trim()).toBe(written.json.commit.sha)
  await git('noras', 'push', '-q', 'origin', ':other')
  expect((await scene.as('nora', 'GET', `/repos/nora/${MARKET}/branches/other`)).status).toBe(404)
})

test('nobody pushes without a token, with a bad one, or where they may not write', async () => {
  await git('.', 'clone', '-q', addressOf(`${ORGANISATION}/${MARKET}`), 'stranger')
  const head = await commit('stranger', 'mine.md', 'Mine now\n')
  const push = (to: string) => git('stranger', 'push', to, 'main')
  await expect(push(addressOf(`${ORGANISATION}/${MARKET}`))).rejects.toThrow(/could not read Username/)
  const bad = addressOf(`${ORGANISATION}/${MARKET}`).replace('://', '://mia:wrong@')
  await expect(push(bad)).rejects.toThrow(/Authentication failed|401/)
  await expect(push(addressOf(`${ORGANISATION}/${MARKET}`, 'mia'))).rejects.toThrow(
    /403|push to a fork of yours/,
  )
  const { status } = await scene.as('dana', 'GET', `${MARKET_PATH}/commits/${head}`)
  expect(status).not.toBe(200)
})

test('a protected branch and an annotated tag are refused, and the store knows nothing of them', async () => {
  const own = { owner: ORGANISATION, name: 'guarded' }
  await scene.as('ops', 'POST', `/orgs/${own.owner}/repos`, { name: own.name, auto_init: true })
  await scene.as('ops', 'PUT', `/repos/${own.owner}/${own.name}/branches/main/protection`, {
    required_pull_request_reviews: { required_approving_review_count: 1 },
    required_status_checks: null,
    enforce_admins: false,
    restrictions: null,
  })
  await git('.', 'clone', '-q', addressOf(`${own.owner}/${own.name}`, 'ops'), 'guarded')
  const head = await commit('guarded', 'direct.md', 'Direct\n')
  await expect(git('guarded', 'push', 'origin', 'main')).rejects.toThrow(/is protected/)
  await git('guarded', '-c', 'user.name=Ops', '-c', 'user.email=o@x', 'tag', '-a', 'v1', '-m', 'One')
  await expect(git('guarded', 'push', 'origin', 'v1')).rejects.toThrow(/annotated/)
  await git('guarded', 'push', '-q', 'origin', 'main:aside')
  const shaOf = async (branch: string) =>
    (
      await scene.as<{ commit: { sha: string } }>(
        'ops',
        'GET',
        `/repos/${own.owner}/${own.name}/branches/${branch}`,
      )
    ).json.commit.sha
  expect(await shaOf('aside')).toBe(head)
  expect(await shaOf('main')).not.toBe(head)
})

test('what is kept under a path from where the program runs, as `npm start` keeps it, is cloned and pushed to', async () => {
  const dataDir = relative(process.cwd(), join(directory, 'kept'))
  const kept = await setScene({ dataDir })
  onTestFinished(kept.stop)
  await git('.', 'clone', '-q', addressOf(`${ORGANISATION}/${MARKET}`, 'ops', kept.github), 'near')
  const head = await commit('near', 'NEAR.md', 'Near.\n')
  await git('near', 'push', '-q', 'origin', 'HEAD:near')
  const { json } = await kept.as<{ object: { sha: string } }>(
    'ops',
    'GET',
    `${MARKET_PATH}/git/ref/heads/near`,
  )
  expect(json.object.sha).toBe(head)
})

test('a machine without git is told so, and all else works there', async () => {
  const bare = await setScene({ git: '/nowhere/git' })
  onTestFinished(bare.stop)
  const address = addressOf(`${ORGANISATION}/${MARKET}`, undefined, bare.github)
  const answer = await fetch(`${address}/info/refs?service=git-upload-pack`)
  expect(answer.status).toBe(501)
  expect(await answer.text()).toContain('git is not installed on this machine')
  expect((await fetch(bare.github.url + MARKET_PATH)).status).toBe(200)
})
