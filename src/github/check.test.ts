import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { giveNetworkBack, takeNetwork } from '../../test/support/network.ts'
import { parseConfig } from '../handlers/market/config.ts'
import { type SettingProblem, showConfigCheck } from './check.ts'
import { prepareGitHub, REPOSITORY } from './testing/github.ts'
import { goldenBeside } from './testing/golden.ts'

const { expectGolden } = goldenBeside(import.meta.dirname)

const FILE = '.github/tributary.yml'
let github: ReturnType<typeof prepareGitHub>

beforeAll(() => {
  takeNetwork()
})
afterAll(() => {
  giveNetworkBack()
})
beforeEach(() => {
  github = prepareGitHub()
})

const show = (problems: readonly SettingProblem[]) =>
  showConfigCheck({
    octokit: github.octokit,
    repository: REPOSITORY,
    commit: 'a'.repeat(40),
    file: FILE,
    problems,
  })

interface Sent {
  readonly conclusion: string
  readonly output: {
    readonly title: string
    readonly summary: string
    readonly annotations: readonly object[]
  }
}

async function sentFor(problems: readonly SettingProblem[]): Promise<Sent> {
  github.answer('POST', '/check-runs', 201, { id: 1 })
  await show(problems)
  return github.sent()[0] as Sent
}

test('a good file succeeds', async () => {
  const sent = await sentFor([])
  expect(sent).toMatchObject({ name: 'tributary/config', status: 'completed', conclusion: 'success' })
  expect(sent.output.annotations).toEqual([])
  expectGolden('check-good', sent.output.summary)
})

test('a wrong file fails, with an annotation on each line that is wrong', async () => {
  const parsed = parseConfig('idea:\n  fee: -1\n  colateral: 2\n')
  const sent = await sentFor(parsed.ok ? [] : parsed.problems)
  expect(sent.conclusion).toBe('failure')
  expect(sent.output.annotations).toMatchObject([
    { path: FILE, start_line: 2, end_line: 2, annotation_level: 'failure', title: 'idea.fee' },
    { path: FILE, start_line: 3, end_line: 3, annotation_level: 'failure', title: 'idea.colateral' },
  ])
  expectGolden('check-wrong', sent.output.summary)
})

test('GitHub takes at most 50 annotations', async () => {
  const problems = Array.from({ length: 80 }, (_, line) => ({
    line: line + 1,
    column: 1,
    path: '',
    message: 'No.',
  }))
  const { output } = await sentFor(problems)
  expect(output.annotations).toHaveLength(50)
  expect(output.title).toBe('80 problems in the settings')
  expect(output.summary).toContain('Only the first 50 are shown.')
})

test('a commit that is not there, and a failing GitHub, are tried again', async () => {
  github.answer('POST', '/check-runs', 422, { message: 'No commit found' })
  await expect(show([])).rejects.toMatchObject({ status: 422 })
  github.answer('POST', '/check-runs', 503)
  await expect(show([])).rejects.toMatchObject({ status: 503 })
})
