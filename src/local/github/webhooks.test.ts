import { createHmac } from 'node:crypto'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { APP_ID, INSTALLATION_ID, MARKET, ORGANISATION } from './people.ts'
import { readShapes } from './testing/shapes.ts'
import { type Received, type Scene, setScene } from './testing/world.ts'

const shapes = readShapes()
const path = `/repos/${ORGANISATION}/${MARKET}`
const market = { owner: ORGANISATION, repo: MARKET, issue_number: 1 }
let scene: Scene

beforeEach(async () => {
  scene = await setScene()
})
afterEach(() => scene.stop())

const openIdea = () => scene.as('dana', 'POST', `${path}/issues`, { title: 'Small farms', body: 'Body' })

/** What was received of an event, when all of it has come in. */
async function heard(event: string, action?: string): Promise<Received[]> {
  await scene.github.control.idle()
  return scene.hook.received.filter(
    ({ headers, payload }) => headers['x-github-event'] === event && payload.action === action,
  )
}

test('every event that the manifest names has the payload that GitHub sends', async () => {
  await openIdea()
  await scene.as('dana', 'PATCH', `${path}/issues/1`, { title: 'Smaller farms', body: 'More' })
  await scene.octokit.rest.issues.createLabel({ ...market, name: 'tributary: paid', color: '0e8a16' })
  await scene.octokit.rest.issues.addLabels({ ...market, labels: ['tributary: paid'] })
  await scene.octokit.rest.issues.removeLabel({ ...market, name: 'tributary: paid' })
  await scene.as('dana', 'POST', `${path}/issues/1/comments`, { body: '/status' })
  await scene.as('dana', 'PATCH', `${path}/issues/comments/1`, { body: '/help' })
  await scene.as('dana', 'DELETE', `${path}/issues/comments/1`)
  await scene.as('dana', 'PATCH', `${path}/issues/1`, { state: 'closed' })
  await scene.as('dana', 'PATCH', `${path}/issues/1`, { state: 'open' })
  await scene.as('ops', 'PUT', `${path}/contents/.github/other.yml`, { message: 'Add', content: '' })
  await scene.github.control.idle()

  const seen = scene.hook.received.map(({ headers, payload }) => {
    const name = [headers['x-github-event'], payload.action].filter(Boolean).join('-').replaceAll('_', '-')
    return [name, shapes.ofPayload(`webhook-${name}`, payload)]
  })
  expect(seen).toEqual(
    [
      'installation-created',
      'issues-opened',
      'issues-edited',
      'issues-labeled',
      'issues-unlabeled',
      'issue-comment-created',
      'issue-comment-edited',
      'issue-comment-deleted',
      'issues-closed',
      'issues-reopened',
      'push',
    ].map((name) => [name, []]),
  )
})

test('a delivery is signed with the secret over the very bytes, and says whose it is', async () => {
  await openIdea()
  const [opened] = await heard('issues', 'opened')
  const signature = createHmac('sha256', scene.github.app.webhookSecret)
    .update(opened?.text ?? '')
    .digest('hex')
  expect(opened?.headers).toMatchObject({
    'content-type': 'application/json',
    'x-github-event': 'issues',
    'x-github-delivery': expect.stringMatching(/^[0-9a-f-]{36}$/),
    'x-github-hook-installation-target-id': String(APP_ID),
    'x-github-hook-installation-target-type': 'integration',
    'x-hub-signature-256': `sha256=${signature}`,
  })
  expect(opened?.payload).toMatchObject({
    installation: { id: INSTALLATION_ID },
    organization: { login: ORGANISATION },
    repository: { id: scene.github.market.id, full_name: `${ORGANISATION}/${MARKET}` },
    sender: { id: scene.github.users.dana, login: 'dana', type: 'User' },
    issue: {
      user: { id: scene.github.users.dana },
      author_association: 'NONE',
      performed_via_github_app: null,
    },
  })
})

test("the App's own comment says that a bot made it through the App", async () => {
  await openIdea()
  const { data } = await scene.octokit.rest.issues.createComment({ ...market, body: 'The bill' })
  const [created] = await heard('issue_comment', 'created')
  const expected = {
    user: { login: 'tributary[bot]', type: 'Bot' },
    performed_via_github_app: { id: APP_ID, slug: 'tributary' },
  }
  expect(data).toMatchObject(expected)
  expect(created?.payload).toMatchObject({
    comment: expected,
    sender: { login: 'tributary[bot]', type: 'Bot' },
  })
})

test('an edit says what was there before', async () => {
  await openIdea()
  await scene.as('dana', 'PATCH', `${path}/issues/1`, { title: 'Large farms' })
  await scene.as('dana', 'POST', `${path}/issues/1/comments`, { body: 'first' })
  await scene.as('dana', 'PATCH', `${path}/issues/comments/1`, { body: 'second' })
  expect((await heard('issues', 'edited')).map(({ payload }) => payload.changes)).toEqual([
    { title: { from: 'Small farms' } },
  ])
  expect((await heard('issue_comment', 'edited')).map(({ payload }) => payload.changes)).toEqual([
    { body: { from: 'first' } },
  ])
})

test('a label comes whole', async () => {
  await openIdea()
  await scene.octokit.rest.issues.createLabel({
    ...market,
    name: 'tributary: paid',
    color: '0e8a16',
    description: 'Paid',
  })
  await scene.octokit.rest.issues.addLabels({ ...market, labels: ['tributary: paid'] })
  const [labeled] = await heard('issues', 'labeled')
  expect(labeled?.payload.label).toMatchObject({
    id: 1,
    name: 'tributary: paid',
    color: '0e8a16',
    description: 'Paid',
    default: false,
  })
})

test('every way to move a branch is a push that names the files', async () => {
  const head = async () =>
    (await scene.as('ops', 'GET', `${path}/git/ref/heads/main`)).json as { object: { sha: string } }
  const start = (await head()).object.sha
  await scene.as('ops', 'POST', `${path}/git/refs`, { ref: 'refs/heads/settings', sha: start })
  const settings = '.github/tributary.yml'
  const file = (await scene.as<{ sha: string }>('ops', 'GET', `${path}/contents/${settings}`)).json
  const content = Buffer.from('fee: 1\n').toString('base64')
  await scene.as('ops', 'PUT', `${path}/contents/${settings}`, {
    message: 'Fee',
    content,
    sha: file.sha,
    branch: 'settings',
  })
  await scene.as('ops', 'POST', `${path}/pulls`, { title: 'Fee', head: 'settings', base: 'main' })
  const merged = await scene.as('ops', 'PUT', `${path}/pulls/1/merge`, {})
  await scene.as('ops', 'DELETE', `${path}/git/refs/heads/settings`)

  const pushes = (await heard('push')).map(({ payload }) => payload as Push)
  expect(merged.status).toBe(200)
  expect(
    pushes.map(({ ref, created, deleted, commits }) => [
      ref,
      created,
      deleted,
      commits.flatMap((c) => c.modified),
    ]),
  ).toEqual([
    ['refs/heads/settings', true, false, []],
    ['refs/heads/settings', false, false, [settings]],
    ['refs/heads/main', false, false, expect.arrayContaining([settings])],
    ['refs/heads/settings', false, true, []],
  ])
  expect(pushes[2]).toMatchObject({ before: start, after: (await head()).object.sha, forced: false })
  for (const push of pushes) expect(shapes.ofPayload('webhook-push', push)).toEqual([])
})

type Push = { ref: string; created: boolean; deleted: boolean; commits: { modified: string[] }[] }

test('events that the manifest does not name, and other accounts, are not heard of', async () => {
  await scene.as('dana', 'POST', '/user/repos', { name: 'own', auto_init: true })
  await scene.as('dana', 'POST', '/repos/dana/own/issues', { title: 'Mine' })
  await scene.octokit.rest.issues.createLabel({ ...market, name: 'tributary: paid', color: '0e8a16' })
  await scene.github.control.idle()
  expect(scene.hook.received.map(({ headers }) => headers['x-github-event'])).toEqual(['installation'])
})
