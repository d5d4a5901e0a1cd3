import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { situations, tell } from '../handlers/kit/testing/situations.ts'
import { renderThread } from '../handlers/thread.ts'
import { type Database, openDatabase } from '../ledger/database.ts'
import { replies } from '../ledger/schema.ts'
import { type Scene, setScene } from '../local/github/testing/world.ts'
import { showConfigCheck } from './check.ts'
import type { CheckRun } from './check-run.ts'
import { reconcileThread } from './reconcile.ts'
import { reconcileCheck } from './reconcile-check.ts'
import { sendReply } from './reply.ts'
import type { Thread } from './thread.ts'

const REPOSITORY = { owner: 'riverbed', name: 'market' }
const PATH = '/repos/riverbed/market'

let database: Database
let scene: Scene
let issue: number

beforeAll(async () => {
  database = await openDatabase({})
  scene = await setScene()
})
afterAll(async () => {
  await scene.stop()
  await database.close()
})
beforeEach(async () => {
  const { json } = await scene.as<{ number: number }>('dana', 'POST', `${PATH}/issues`, { title: 'Idea' })
  issue = json.number
  scene.github.control.resetCalls()
})

const tools = () => ({ queries: database.queries, octokit: scene.octokit, appId: scene.github.app.id })

const show = (desired: Thread) =>
  reconcileThread({
    ...tools(),
    subject: `subnet:7:${issue}`,
    installation: scene.github.app.installationId,
    repository: REPOSITORY,
    issue,
    desired,
  })

function threadOf(name: keyof typeof situations): Thread {
  const { commands, facts } = situations[name]
  const thread = renderThread(tell(commands), facts)
  if (!thread) throw new Error(`${name} shows nothing`)
  return thread
}

interface Comment {
  readonly id: number
  readonly body: string
  readonly user: { readonly login: string }
}

const read = async <T>(path: string): Promise<T> => (await scene.as<T>('ops', 'GET', PATH + path)).json
const comments = () => read<Comment[]>(`/issues/${issue}/comments`)
const labels = async () =>
  (await read<{ name: string }[]>(`/issues/${issue}/labels`)).map(({ name }) => name).sort()
const calls = () => Object.values(scene.github.control.calls()).reduce((sum, count) => sum + count, 0)

test('a whole life is one comment, our labels beside those of others, and a closed issue at its end', async () => {
  await scene.as('ops', 'POST', `${PATH}/issues/${issue}/labels`, { labels: ['help wanted'] })
  for (const name of ['awaiting-deposit', 'checking', 'disputed-checking', 'slashed'] as const) {
    expect(await show(threadOf(name))).toBe('shown')
    const all = await comments()
    expect(all).toHaveLength(1)
    expect(all[0]?.user.login).toBe('tributary[bot]')
    expect(all[0]?.body).toContain(threadOf(name).body)
    expect(await labels()).toEqual(['help wanted', ...threadOf(name).labels].sort())
  }
  expect(await read(`/issues/${issue}`)).toMatchObject({ state: 'closed' })
  const before = calls()
  await show(threadOf('slashed'))
  expect(calls()).toBe(before)
})

test('our labels have their colours and say what they mean', async () => {
  await show(threadOf('funding'))
  expect(await read('/labels/tributary%3Afunding')).toMatchObject({
    color: '1d76db',
    description: expect.stringContaining('funding'),
  })
})

test('a post whose answer was lost is found, whatever a person has pasted', async () => {
  const marker = `<!-- tributary:sticky:subnet:7:${issue} -->`
  await scene.as('spam', 'POST', `${PATH}/issues/${issue}/comments`, { body: `I am the App\n${marker}` })
  scene.github.control.fail({ kind: 'cut', after: true }, { method: 'POST', path: /\/comments$/ })
  await expect(show(threadOf('checking'))).rejects.toThrow()
  expect(await show(threadOf('funding'))).toBe('shown')
  const [pasted, ours, ...more] = await comments()
  expect(pasted?.body).toContain('I am the App')
  expect(ours?.body).toContain(threadOf('funding').body)
  expect(more).toEqual([])
})

test('a sticky comment that somebody deletes comes back', async () => {
  await show(threadOf('checking'))
  const [first] = await comments()
  await scene.as('ops', 'DELETE', `${PATH}/issues/comments/${first?.id}`)
  expect(await show(threadOf('funding'))).toBe('shown')
  expect(await comments()).toHaveLength(1)
})

test('a limit is waited for by the job queue, and nothing is lost or doubled', async () => {
  scene.github.control.fail({ kind: 'rate-limit', secondary: true, seconds: 1 })
  await expect(show(threadOf('checking'))).rejects.toMatchObject({ status: 403 })
  expect(await show(threadOf('checking'))).toBe('shown')
  expect(await comments()).toHaveLength(1)
})

test('a command is answered by a reaction, and a refused one by one comment', async () => {
  const written = await scene.as<Comment>('mia', 'POST', `${PATH}/issues/${issue}/comments`, {
    body: '/uphold',
  })
  const comment = written.json.id
  const answered = { kind: 'comment', comment } as const
  const row = { commentId: comment, installationId: 1, repository: 'riverbed/market', issue }
  await database.queries.insert(replies).values({ ...row, answers: '[]' })
  const render = async () => ({ reaction: '+1', body: 'You have no vote.' }) as const
  scene.github.control.fail({ kind: 'cut', after: true }, { method: 'POST', path: /\/comments$/ })
  await expect(sendReply({ ...tools(), answered, render })).rejects.toThrow()
  expect(await sendReply({ ...tools(), answered, render })).toBe('answered')
  expect(await read(`/issues/comments/${comment}/reactions`)).toMatchObject([
    { content: '+1', user: { login: 'tributary[bot]' } },
  ])
  expect((await comments()).map(({ body }) => body.split('\n')[0])).toEqual(['/uphold', 'You have no vote.'])
})

test('a wrong file of settings has its lines marked on the commit', async () => {
  const { commit } = await read<{ commit: { sha: string } }>('/branches/main')
  const problem = { line: 2, column: 3, path: 'idea.fee', message: 'Write `0.1`.' }
  const check = {
    octokit: scene.octokit,
    repository: REPOSITORY,
    commit: commit.sha,
    file: '.github/tributary.yml',
  }
  await showConfigCheck({ ...check, problems: [problem] })
  const runs = await read<{ check_runs: { id: number; conclusion: string; name: string }[] }>(
    `/commits/${commit.sha}/check-runs`,
  )
  expect(runs.check_runs).toMatchObject([{ name: 'tributary/config', conclusion: 'failure' }])
  expect(await read(`/check-runs/${runs.check_runs[0]?.id}/annotations`)).toMatchObject([
    {
      path: '.github/tributary.yml',
      start_line: 2,
      start_column: 3,
      title: 'idea.fee',
      message: 'Write `0.1`.',
    },
  ])
})

test('a head has one check run, whatever is lost on the way, with all of its annotations', async () => {
  const { commit } = await read<{ commit: { sha: string } }>('/branches/main')
  const annotation = { path: 'architecture.yaml', annotation_level: 'failure', message: 'No.' } as const
  const desired: CheckRun = {
    name: 'tributary/proposal',
    head: commit.sha,
    conclusion: 'failure',
    title: '70 problems',
    summary: 'The files have problems.',
    text: 'Line by line.',
    annotations: Array.from({ length: 70 }, (_, n) => ({
      ...annotation,
      start_line: n + 1,
      end_line: n + 1,
    })),
  }
  const showCheck = (check: CheckRun) =>
    reconcileCheck({
      ...tools(),
      subject: `check:subnet:7:1:${issue}:${commit.sha}`,
      repository: REPOSITORY,
      issue,
      installation: scene.github.app.installationId,
      desired: check,
      note: { own: '', standing: null, waits: false },
    })
  scene.github.control.fail({ kind: 'cut', after: true }, { method: 'POST', path: /\/check-runs$/ })
  await expect(showCheck(desired)).rejects.toThrow()
  await showCheck(desired)
  const better: CheckRun = { ...desired, conclusion: 'success', title: 'Good' }
  await showCheck(better)
  const before = calls()
  await showCheck(better)
  expect(calls()).toBe(before)
  const { check_runs } = await read<{ check_runs: Record<string, unknown>[] }>(
    `/commits/${commit.sha}/check-runs?check_name=tributary%2Fproposal`,
  )
  expect(check_runs).toMatchObject([
    { conclusion: 'success', output: { title: 'Good', annotations_count: 70 } },
  ])
})
