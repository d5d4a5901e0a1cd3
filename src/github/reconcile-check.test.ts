import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import type { Database } from '../ledger/database.ts'
import { surfaces } from '../ledger/schema.ts'
import { shownChecks } from '../ledger/surfaces.ts'
import type { Annotation, CheckRun } from './check-run.ts'
import { checkHash, reconcileCheck } from './reconcile-check.ts'
import { besideLedger } from './testing/beside-ledger.ts'
import { APP_ID, type PreparedGitHub, REPOSITORY } from './testing/github.ts'

const HEAD = 'a'.repeat(40)
const SUBJECT = `check:subnet:7:1:11:${HEAD}`
const LIST = `/commits/${HEAD}/check-runs?check_name=tributary%2Fproposal&app_id=${APP_ID}&filter=all&per_page=100`

let database: Database
let github: PreparedGitHub

besideLedger(surfaces, (world) => {
  ;({ database, github } = world)
})

const annotation = (line: number): Annotation => ({
  path: 'architecture.yaml',
  start_line: line,
  end_line: line,
  annotation_level: 'failure',
  message: 'No.',
})
const check = (title: string, annotations = 0): CheckRun => ({
  name: 'tributary/proposal',
  head: HEAD,
  conclusion: 'success',
  title,
  summary: 's',
  text: 't',
  annotations: Array.from({ length: annotations }, (_, n) => annotation(n + 1)),
})

const show = (desired: CheckRun, own = 'scored once') =>
  reconcileCheck({
    queries: database.queries,
    octokit: github.octokit,
    appId: APP_ID,
    subject: SUBJECT,
    installation: 2,
    repository: REPOSITORY,
    issue: 11,
    desired,
    note: { own, standing: null, waits: false },
  })
const row = async () =>
  (await database.queries.select().from(surfaces).where(eq(surfaces.subject, SUBJECT)))[0]
const run = (annotations_count: number, changes: object = {}) => ({
  id: 31,
  external_id: SUBJECT,
  app: { id: APP_ID },
  output: { annotations_count },
  ...changes,
})
const annotated = () =>
  github
    .sent()
    .map(
      (body) => (body as { output?: { annotations?: unknown[] } } | null)?.output?.annotations?.length ?? 0,
    )

async function shown(desired: CheckRun): Promise<void> {
  github.answer('POST', '/check-runs', 201, { id: 31 })
  for (let sent = 50; sent < desired.annotations.length; sent += 50)
    github.answer('PATCH', '/check-runs/31', 200)
  await show(desired)
  github.made()
  github.sent()
}

describe('which calls are made', () => {
  test('the first time: one', async () => {
    github.answer('POST', '/check-runs', 201, { id: 31 })
    await show(check('Good', 2))
    expect(github.made()).toEqual(['POST /check-runs'])
    expect(github.sent()).toMatchObject([
      {
        name: 'tributary/proposal',
        head_sha: HEAD,
        external_id: SUBJECT,
        status: 'completed',
        conclusion: 'success',
      },
    ])
    expect(await row()).toMatchObject({ commentId: 31, posting: false, applied: checkHash(check('Good', 2)) })
  })

  test('nothing changed: none, and one query tells so for many', async () => {
    await shown(check('Good'))
    await show(check('Good'))
    expect(github.made()).toEqual([])
    const known = await shownChecks(database.queries, [SUBJECT, 'check:another'])
    expect([...known]).toEqual([
      [SUBJECT, { applied: checkHash(check('Good')), own: 'scored once', waits: false }],
    ])
  })

  test('another rank: one update, and no annotation twice', async () => {
    await shown(check('Rank 1', 120))
    github.answer('PATCH', '/check-runs/31', 200)
    await show(check('Rank 2', 120))
    expect(github.made()).toEqual(['PATCH /check-runs/31'])
    expect(annotated()).toEqual([0])
  })

  test('more than 50 annotations come by further updates', async () => {
    github.answer('POST', '/check-runs', 201, { id: 31 })
    for (let n = 0; n < 2; n += 1) github.answer('PATCH', '/check-runs/31', 200)
    await show(check('120 problems', 120))
    expect(annotated()).toEqual([50, 50, 20])
  })
})

describe('after a crash', () => {
  test('a run whose post was never answered is found by its external_id', async () => {
    github.lose('POST', '/check-runs')
    await expect(show(check('Good'))).rejects.toThrow()
    const others = [run(0, { external_id: 'check:another' }), run(0, { id: 30, app: { id: 1 } })]
    github.answer('GET', LIST, 200, { total_count: 3, check_runs: [...others, run(0)] })
    github.answer('PATCH', '/check-runs/31', 200)
    await show(check('Good'))
    expect(github.made()).toEqual([`GET ${LIST}`, 'PATCH /check-runs/31'])
    expect(await row()).toMatchObject({ commentId: 31, posting: false })
  })

  test('one that did not arrive is posted', async () => {
    github.lose('POST', '/check-runs')
    await expect(show(check('Good'))).rejects.toThrow()
    github.answer('GET', LIST, 200, { total_count: 0, check_runs: [] })
    github.answer('POST', '/check-runs', 201, { id: 32 })
    await show(check('Good'))
    expect(await row()).toMatchObject({ commentId: 32, posting: false })
  })

  test('annotations go on where they stopped', async () => {
    github.answer('POST', '/check-runs', 201, { id: 31 })
    github.answer('PATCH', '/check-runs/31', 200)
    github.lose('PATCH', '/check-runs/31')
    await expect(show(check('180 problems', 180))).rejects.toThrow()
    github.made()
    github.sent()
    github.answer('GET', '/check-runs/31', 200, run(100))
    for (let n = 0; n < 2; n += 1) github.answer('PATCH', '/check-runs/31', 200)
    await show(check('180 problems', 180))
    expect(github.made()).toEqual(['GET /check-runs/31', 'PATCH /check-runs/31', 'PATCH /check-runs/31'])
    expect(annotated()).toEqual([0, 50, 30])
  })
})

test('who finds that another has shown something meanwhile shows it once more', async () => {
  await shown(check('Rank 1'))
  github.answer('PATCH', '/check-runs/31', 200, async () => {
    await show(check('Rank 2'), 'scored twice')
    return {}
  })
  for (let n = 0; n < 2; n += 1) github.answer('PATCH', '/check-runs/31', 200)
  await expect(show(check('Rank 3'))).rejects.toThrow('shown by another meanwhile')
  github.made()
  await show(check('Rank 2'), 'scored twice')
  expect(github.made()).toEqual(['PATCH /check-runs/31'])
})

describe('what GitHub refuses', () => {
  test('a commit that is not there is recorded and thrown, and is shown when it is there', async () => {
    github.answer('POST', '/check-runs', 422, { message: 'No commit found' })
    await expect(show(check('Good'))).rejects.toMatchObject({ status: 422 })
    expect(await row()).toMatchObject({ posting: false, failures: 1, error: expect.stringContaining('422') })
    github.answer('POST', '/check-runs', 201, { id: 31 })
    await show(check('Good'))
    expect(await row()).toMatchObject({ commentId: 31, failures: 0, error: null })
  })

  test('a failing GitHub is thrown, for the job to be tried again', async () => {
    await shown(check('Good'))
    github.answer('PATCH', '/check-runs/31', 503)
    await expect(show(check('Better'))).rejects.toMatchObject({ status: 503 })
    expect(await row()).toMatchObject({ commentId: 31, error: null })
  })
})
