import { afterEach, beforeEach, expect, test } from 'vitest'
import { ORGANISATION } from './people.ts'
import { readShapes } from './testing/shapes.ts'
import { type Scene, setScene } from './testing/world.ts'

const shapes = readShapes()
const home = { owner: ORGANISATION, repo: 'home' }
const path = `/repos/${ORGANISATION}/home`
let scene: Scene

beforeEach(async () => {
  scene = await setScene()
  await scene.octokit.request('POST /orgs/{org}/repos', { org: ORGANISATION, name: 'home', auto_init: true })
})
afterEach(() => scene.stop())

type Sha = { sha: string }

const write = (who: string, at: string, file: string, content: string, branch: string, sha?: string) =>
  scene.as<{ commit: Sha; content: Sha }>(who, 'PUT', `${at}/contents/${file}`, {
    message: `Write ${file}`,
    content: Buffer.from(content).toString('base64'),
    branch,
    sha,
  })

const branch = async (who: string, at: string, name: string) => {
  const { json } = await scene.as<{ object: Sha }>(who, 'GET', `${at}/git/ref/heads/main`)
  return scene.as(who, 'POST', `${at}/git/refs`, { ref: `refs/heads/${name}`, sha: json.object.sha })
}

/** A pull request from mia's fork that adds one file; its head. */
async function propose(file = 'a.txt'): Promise<string> {
  await scene.as('mia', 'POST', `${path}/forks`)
  await branch('mia', '/repos/mia/home', 'mine')
  const { json } = await write('mia', '/repos/mia/home', file, 'one\n', 'mine')
  const opened = await scene.as<{ number: number }>('mia', 'POST', `${path}/pulls`, {
    title: 'Mine',
    head: 'mia:mine',
    base: 'main',
  })
  expect(opened.status).toBe(201)
  return json.commit.sha
}

const heard = async () => {
  await scene.github.control.idle()
  return scene.hook.received
    .filter(({ headers }) => headers['x-github-event'] === 'pull_request')
    .map(({ payload }) => payload as Heard)
}
type Heard = {
  action: string
  number: number
  before?: string
  after?: string
  changes?: unknown
  pull_request: { head: Sha; draft: boolean; merged: boolean; state: string; base: { ref: string } }
}

test('everything that happens to a pull request is told as GitHub tells it', async () => {
  const first = await propose()
  const { json } = await write('mia', '/repos/mia/home', 'b.txt', 'two\n', 'mine')
  await branch('ops', path, 'other')
  const pull = await scene.octokit.rest.pulls.get({ ...home, pull_number: 1 })
  await scene.as('mia', 'PATCH', `${path}/pulls/1`, { base: 'other' })
  await scene.as('mia', 'PATCH', `${path}/pulls/1`, { base: 'main' })
  await scene.as('mia', 'PATCH', `${path}/pulls/1`, { title: 'Mine, still' })
  for (const mutation of ['convertPullRequestToDraft', 'markPullRequestReadyForReview']) {
    const query = `mutation($id: ID!) { ${mutation}(input: { pullRequestId: $id }) { pullRequest { isDraft } } }`
    await scene.as('mia', 'POST', '/graphql', { query, variables: { id: pull.data.node_id } })
  }
  await scene.as('mia', 'PATCH', `${path}/pulls/1`, { state: 'closed' })
  await scene.as('mia', 'PATCH', `${path}/pulls/1`, { state: 'open' })
  const { data } = await scene.octokit.rest.pulls.merge({ ...home, pull_number: 1, sha: json.commit.sha })

  const payloads = await heard()
  expect(payloads.map(({ action }) => action)).toEqual([
    ...['opened', 'synchronize', 'edited', 'edited', 'edited', 'converted_to_draft', 'ready_for_review'],
    ...['closed', 'reopened', 'closed'],
  ])
  expect(payloads[1]).toMatchObject({ before: first, after: json.commit.sha, number: 1 })
  expect(payloads[2]).toMatchObject({
    changes: { base: { ref: { from: 'main' } } },
    pull_request: { base: { ref: 'other' } },
  })
  expect(payloads[4]).toMatchObject({ changes: { title: { from: 'Mine' } } })
  expect(payloads[5]?.pull_request.draft).toBe(true)
  expect(payloads[7]?.pull_request).toMatchObject({ state: 'closed', merged: false })
  expect(payloads[9]?.pull_request).toMatchObject({ merged: true, merge_commit_sha: data.sha })
  for (const payload of payloads) {
    const name = `webhook-pull-request-${payload.action.replaceAll('_', '-')}`
    expect([name, shapes.ofPayload(name, payload)]).toEqual([name, []])
  }
})

test('a review and the comments on lines are told with the head that they are for', async () => {
  const head = await propose()
  await scene.as('vera', 'POST', `${path}/pulls/1/reviews`, { event: 'COMMENT', body: '/score 80' })
  await scene.as('vera', 'POST', `${path}/pulls/1/reviews`, { event: 'COMMENT' })
  const { json } = await scene.as<{ id: number }>('vera', 'POST', `${path}/pulls/1/comments`, {
    body: '/help',
    commit_id: head,
    path: 'a.txt',
    line: 1,
    side: 'RIGHT',
  })
  await scene.as('vera', 'PATCH', `${path}/pulls/comments/${json.id}`, { body: '/status' })
  await scene.github.control.idle()
  const told = scene.hook.received.filter(({ headers }) =>
    String(headers['x-github-event']).startsWith('pull_request_review'),
  )
  expect(told.map(({ headers, payload }) => [headers['x-github-event'], payload.action])).toEqual([
    ['pull_request_review', 'submitted'],
    ['pull_request_review', 'submitted'],
    ['pull_request_review_comment', 'created'],
    ['pull_request_review_comment', 'edited'],
  ])
  const [review, silent, comment, edited] = told.map(({ payload }) => payload)
  expect(review).toMatchObject({ review: { body: '/score 80', commit_id: head, state: 'commented' } })
  expect(silent).toMatchObject({ review: { body: null }, sender: { login: 'vera', type: 'User' } })
  expect(comment).toMatchObject({ comment: { id: json.id, original_commit_id: head } })
  expect(edited).toMatchObject({ changes: { body: { from: '/help' } }, comment: { body: '/status' } })
  for (const payload of [review, silent])
    expect(shapes.ofPayload('webhook-pull-request-review-submitted', payload)).toEqual([])
  expect(shapes.ofPayload('webhook-pull-request-review-comment-created', comment)).toEqual([])
  const reactions = `${path}/pulls/comments/${json.id}/reactions`
  expect((await scene.as('dana', 'POST', reactions, { content: '+1' })).status).toBe(201)
  expect(
    (await scene.as('dana', 'POST', reactions.replace('pulls', 'issues'), { content: '+1' })).status,
  ).toBe(404)
})

test('the head of a fork is read through the repository that it is aimed at', async () => {
  const head = await propose()
  const tree = await scene.octokit.rest.git.getTree({ ...home, tree_sha: head, recursive: '1' })
  expect(tree.data.tree.map(({ path: file }) => file).toSorted()).toEqual(['README.md', 'a.txt'])
  const { sha = '' } = tree.data.tree.find(({ path: file }) => file === 'a.txt') ?? {}
  const blob = await scene.octokit.rest.git.getBlob({ ...home, file_sha: sha })
  expect(Buffer.from(blob.data.content, 'base64').toString()).toBe('one\n')
  const compared = await scene.octokit.rest.repos.compareCommitsWithBasehead({
    ...home,
    basehead: `HEAD...${head}`,
  })
  expect(compared.data.files).toMatchObject([
    { filename: 'a.txt', status: 'added', sha, patch: expect.any(String) },
  ])
  const ref = await scene.octokit.rest.git.getRef({ ...home, ref: 'pull/1/head' })
  expect(ref.data.object.sha).toBe(head)
  const check = await scene.octokit.rest.checks.create({ ...home, name: 'x', head_sha: head })
  expect(check.status).toBe(201)
  for (const [method, route, { status, data }] of [
    ['GET', '/repos/{owner}/{repo}/git/trees/{tree_sha}', tree],
    ['GET', '/repos/{owner}/{repo}/git/blobs/{file_sha}', blob],
    ['GET', '/repos/{owner}/{repo}/compare/{basehead}', compared],
    ['GET', '/repos/{owner}/{repo}/git/ref/{ref}', ref],
  ] as const)
    expect([route, shapes.ofAnswer(method, route, status, data)]).toEqual([route, []])
})

test('a head that was rewritten replaces the one before it', async () => {
  await propose()
  const { json } = await scene.as<{ object: Sha }>('mia', 'GET', '/repos/mia/home/git/ref/heads/main')
  const { json: tree } = await scene.as<Sha>('mia', 'POST', '/repos/mia/home/git/trees', {
    tree: [{ path: 'c.txt', mode: '100644', type: 'blob', content: 'three\n' }],
  })
  const { json: commit } = await scene.as<Sha>('mia', 'POST', '/repos/mia/home/git/commits', {
    message: 'Again',
    tree: tree.sha,
    parents: [json.object.sha],
  })
  await scene.as('mia', 'PATCH', '/repos/mia/home/git/refs/heads/mine', { sha: commit.sha, force: true })
  expect((await heard()).at(-1)).toMatchObject({ action: 'synchronize', after: commit.sha })
  const pull = await scene.octokit.rest.pulls.get({ ...home, pull_number: 1 })
  expect(pull.data).toMatchObject({ head: { sha: commit.sha }, mergeable: true, mergeable_state: 'clean' })
  expect(shapes.ofAnswer('GET', '/repos/{owner}/{repo}/pulls/{pull_number}', 200, pull.data)).toEqual([])
})

const merge = (sha?: string) =>
  scene.octokit
    .request('PUT /repos/{owner}/{repo}/pulls/{pull_number}/merge', {
      ...home,
      pull_number: 1,
      ...(sha && { sha }),
    })
    .then(
      ({ status, data }) => ({ status, message: data.message }),
      ({ status, response }) => ({ status, message: response.data.message }),
    )

test('a merge keeps what both sides did', async () => {
  const head = await propose()
  await write('ops', path, 'ours.txt', 'ours\n', 'main')
  expect(await merge(head)).toEqual({ status: 200, message: 'Pull Request successfully merged' })
  const tree = await scene.octokit.rest.git.getTree({ ...home, tree_sha: 'main', recursive: '1' })
  expect(tree.data.tree.map(({ path: file }) => file).toSorted()).toEqual(['README.md', 'a.txt', 'ours.txt'])
  const { data } = await scene.octokit.rest.repos.getCommit({ ...home, ref: 'main' })
  expect(data.parents[1]?.sha).toBe(head)
  expect(await merge(head)).toEqual({ status: 405, message: 'Pull Request is not mergeable' })
})

test('a merge is refused where GitHub refuses it', async () => {
  const head = await propose()
  expect(await merge('0'.repeat(40))).toMatchObject({ status: 409 })
  await write('ops', path, 'a.txt', 'another\n', 'main')
  expect((await scene.octokit.rest.pulls.get({ ...home, pull_number: 1 })).data).toMatchObject({
    mergeable: false,
    mergeable_state: 'dirty',
  })
  expect(await merge(head)).toMatchObject({ status: 405 })
  expect((await scene.as('mia', 'PUT', `${path}/pulls/1/merge`, {})).status).toBe(403)
})

test('a protected branch takes no merge without its reviews', async () => {
  await propose()
  await scene.as('ops', 'PUT', `${path}/branches/main/protection`, {
    required_pull_request_reviews: { required_approving_review_count: 1 },
    required_status_checks: null,
    enforce_admins: true,
    restrictions: null,
  })
  expect(await merge()).toMatchObject({ status: 405, message: expect.stringContaining('approving review') })
})

test('a branch that is deleted closes its pull request, and strangers edit nobody’s', async () => {
  await propose()
  expect((await scene.as('spam', 'PATCH', `${path}/pulls/1`, { state: 'closed' })).status).toBe(403)
  await scene.as('mia', 'DELETE', '/repos/mia/home/git/refs/heads/mine')
  expect((await heard()).at(-1)).toMatchObject({ action: 'closed', pull_request: { state: 'closed' } })
})

test('a pull request needs branches that are there and something between them', async () => {
  const open = (head: string, base: string) =>
    scene.as('mia', 'POST', `${path}/pulls`, { title: 'Mine', head, base }).then(({ status }) => status)
  expect(await open('mia:mine', 'main')).toBe(422)
  await scene.as('mia', 'POST', `${path}/forks`)
  expect(await open('mia:main', 'main')).toBe(422)
  expect(await open('mia:main', 'nowhere')).toBe(422)
})

test('the App makes the author of a pull request its assignee and tells of it once; a stranger may not', async () => {
  await propose()
  const at = { ...home, issue_number: 1, assignees: ['mia'] }
  for (let times = 0; times < 2; times += 1)
    await scene.octokit.request('POST /repos/{owner}/{repo}/issues/{issue_number}/assignees', at)
  const { json } = await scene.as<{ assignees: object[] }>('dana', 'GET', `${path}/pulls/1`)
  expect(json.assignees).toEqual([expect.objectContaining({ login: 'mia' })])
  const told = (await heard()).filter(({ action }) => action === 'assigned')
  expect(told).toHaveLength(1)
  const refused = await scene.as('milo', 'POST', `${path}/issues/1/assignees`, { assignees: ['milo'] })
  expect(refused.status).toBe(403)
  await scene.octokit.request('DELETE /repos/{owner}/{repo}/issues/{issue_number}/assignees', at)
  expect((await scene.as<{ assignees: object[] }>('dana', 'GET', `${path}/pulls/1`)).json.assignees).toEqual(
    [],
  )
})
