import { afterAll, beforeAll, expect, test } from 'vitest'
import { MARKET, ORGANISATION } from './people.ts'
import { readShapes } from './testing/shapes.ts'
import { type Scene, setScene } from './testing/world.ts'

const shapes = readShapes()
const market = { owner: ORGANISATION, repo: MARKET }
const home = { owner: ORGANISATION, repo: 'home' }
const path = `/repos/${ORGANISATION}/${MARKET}`
let scene: Scene

beforeAll(async () => {
  scene = await setScene()
  await scene.as('dana', 'POST', `${path}/issues`, {
    title: 'Idea: small farms',
    body: '### Problem title\n\nSmall farms',
  })
})
afterAll(() => scene.stop())

type Answered = { status: number; data: unknown }

/** Every call that the App makes, with the answer held against GitHub's own description. */
const CALLS: [string, string, (scene: Scene) => Promise<Answered>][] = [
  ['GET', '/app', ({ app }) => app.rest.apps.getAuthenticated()],
  ['GET', '/app/installations', ({ app }) => app.rest.apps.listInstallations()],
  [
    'GET',
    '/app/installations/{installation_id}',
    ({ app, github }) => app.rest.apps.getInstallation({ installation_id: github.app.installationId }),
  ],
  ['GET', '/repos/{owner}/{repo}/installation', ({ app }) => app.rest.apps.getRepoInstallation(market)],
  [
    'POST',
    '/app/installations/{installation_id}/access_tokens',
    ({ app, github }) =>
      app.rest.apps.createInstallationAccessToken({ installation_id: github.app.installationId }),
  ],
  ['GET', '/app/hook/config', ({ app }) => app.rest.apps.getWebhookConfigForApp()],
  ['GET', '/app/hook/deliveries', ({ app }) => app.rest.apps.listWebhookDeliveries()],
  [
    'GET',
    '/app/hook/deliveries/{delivery_id}',
    ({ app }) => app.rest.apps.getWebhookDelivery({ delivery_id: 1 }),
  ],
  [
    'POST',
    '/app/hook/deliveries/{delivery_id}/attempts',
    ({ app }) => app.rest.apps.redeliverWebhookDelivery({ delivery_id: 1 }),
  ],
  [
    'GET',
    '/installation/repositories',
    ({ octokit }) => octokit.rest.apps.listReposAccessibleToInstallation(),
  ],
  ['GET', '/repos/{owner}/{repo}', ({ octokit }) => octokit.rest.repos.get(market)],
  [
    'GET',
    '/repos/{owner}/{repo}/contents/{path}',
    ({ octokit }) => octokit.rest.repos.getContent({ ...market, path: '.github/tributary.yml' }),
  ],
  [
    'GET',
    '/repos/{owner}/{repo}/collaborators/{username}/permission',
    ({ octokit }) => octokit.rest.repos.getCollaboratorPermissionLevel({ ...market, username: 'dana' }),
  ],
  ['GET', '/repos/{owner}/{repo}/issues', ({ octokit }) => octokit.rest.issues.listForRepo(market)],
  [
    'GET',
    '/repos/{owner}/{repo}/issues/{issue_number}',
    ({ octokit }) => octokit.rest.issues.get({ ...market, issue_number: 1 }),
  ],
  [
    'POST',
    '/repos/{owner}/{repo}/labels',
    ({ octokit }) =>
      octokit.rest.issues.createLabel({ ...market, name: 'tributary: funding', color: '0e8a16' }),
  ],
  [
    'POST',
    '/repos/{owner}/{repo}/issues/{issue_number}/labels',
    ({ octokit }) =>
      octokit.rest.issues.addLabels({
        ...market,
        issue_number: 1,
        labels: ['tributary: funding', 'tributary: paid'],
      }),
  ],
  [
    'GET',
    '/repos/{owner}/{repo}/issues/{issue_number}/labels',
    ({ octokit }) => octokit.rest.issues.listLabelsOnIssue({ ...market, issue_number: 1 }),
  ],
  [
    'DELETE',
    '/repos/{owner}/{repo}/issues/{issue_number}/labels/{name}',
    ({ octokit }) => octokit.rest.issues.removeLabel({ ...market, issue_number: 1, name: 'tributary: paid' }),
  ],
  [
    'POST',
    '/repos/{owner}/{repo}/issues/{issue_number}/comments',
    ({ octokit }) => octokit.rest.issues.createComment({ ...market, issue_number: 1, body: 'The bill' }),
  ],
  [
    'PATCH',
    '/repos/{owner}/{repo}/issues/comments/{comment_id}',
    ({ octokit }) => octokit.rest.issues.updateComment({ ...market, comment_id: 1, body: 'Paid' }),
  ],
  [
    'POST',
    '/repos/{owner}/{repo}/issues/comments/{comment_id}/reactions',
    ({ octokit }) =>
      octokit.rest.reactions.createForIssueComment({ ...market, comment_id: 1, content: 'rocket' }),
  ],
  [
    'POST',
    '/repos/{owner}/{repo}/issues/comments/{comment_id}/reactions',
    ({ octokit }) =>
      octokit.rest.reactions.createForIssueComment({ ...market, comment_id: 1, content: 'rocket' }),
  ],
  [
    'GET',
    '/repos/{owner}/{repo}/issues/comments/{comment_id}/reactions',
    ({ octokit }) => octokit.rest.reactions.listForIssueComment({ ...market, comment_id: 1 }),
  ],
  [
    'GET',
    '/repos/{owner}/{repo}/issues/comments/{comment_id}',
    ({ octokit }) => octokit.rest.issues.getComment({ ...market, comment_id: 1 }),
  ],
  [
    'GET',
    '/repos/{owner}/{repo}/issues/{issue_number}/comments',
    ({ octokit }) => octokit.rest.issues.listComments({ ...market, issue_number: 1 }),
  ],
  [
    'DELETE',
    '/repos/{owner}/{repo}/issues/comments/{comment_id}/reactions/{reaction_id}',
    ({ octokit }) =>
      octokit.rest.reactions.deleteForIssueComment({ ...market, comment_id: 1, reaction_id: 1 }),
  ],
  [
    'POST',
    '/repos/{owner}/{repo}/issues/{issue_number}/reactions',
    ({ octokit }) => octokit.rest.reactions.createForIssue({ ...market, issue_number: 1, content: 'eyes' }),
  ],
  [
    'GET',
    '/repos/{owner}/{repo}/issues/{issue_number}/reactions',
    ({ octokit }) => octokit.rest.reactions.listForIssue({ ...market, issue_number: 1 }),
  ],
  [
    'POST',
    '/repos/{owner}/{repo}/check-runs',
    async ({ octokit }) =>
      octokit.rest.checks.create({
        ...market,
        name: 'config',
        head_sha: await head(octokit),
        status: 'completed',
        conclusion: 'failure',
        output: { title: 'Wrong', summary: 'Line 1', annotations: [annotation(1)] },
      }),
  ],
  [
    'PATCH',
    '/repos/{owner}/{repo}/check-runs/{check_run_id}',
    ({ octokit }) =>
      octokit.rest.checks.update({
        ...market,
        check_run_id: 1,
        output: { title: 'Wrong', summary: 'Line 2', annotations: [annotation(2)] },
      }),
  ],
  [
    'GET',
    '/repos/{owner}/{repo}/check-runs/{check_run_id}/annotations',
    ({ octokit }) => octokit.rest.checks.listAnnotations({ ...market, check_run_id: 1 }),
  ],
  [
    'GET',
    '/repos/{owner}/{repo}/commits/{ref}/check-runs',
    ({ octokit }) => octokit.rest.checks.listForRef({ ...market, ref: 'main' }),
  ],
  [
    'POST',
    '/orgs/{org}/repos',
    ({ octokit }) =>
      octokit.rest.repos.createInOrg({
        org: ORGANISATION,
        name: 'home',
        description: 'A home',
        auto_init: true,
      }),
  ],
  ['GET', '/repos/{owner}/{repo}/commits', ({ octokit }) => octokit.rest.repos.listCommits(home)],
  [
    'POST',
    '/repos/{owner}/{repo}/git/trees',
    async ({ octokit }) =>
      octokit.rest.git.createTree({
        ...home,
        base_tree: (await tip(octokit)).commit.tree.sha,
        tree: [{ path: 'a.txt', mode: '100644', type: 'blob', content: 'one' }],
      }),
  ],
  [
    'POST',
    '/repos/{owner}/{repo}/git/commits',
    async ({ octokit }) =>
      octokit.rest.git.createCommit({
        ...home,
        message: 'Begin',
        tree: (await tip(octokit)).commit.tree.sha,
        parents: [],
      }),
  ],
  [
    'PATCH',
    '/repos/{owner}/{repo}/git/refs/{ref}',
    async ({ octokit }) =>
      octokit.rest.git.updateRef({ ...home, ref: 'heads/main', sha: (await tip(octokit)).sha, force: true }),
  ],
  [
    'PUT',
    '/repos/{owner}/{repo}/contents/{path}',
    ({ octokit }) =>
      octokit.rest.repos.createOrUpdateFileContents({ ...home, path: 'b.txt', message: 'Add', content: '' }),
  ],
  [
    'POST',
    '/repos/{owner}/{repo}/releases',
    ({ octokit }) =>
      octokit.rest.repos.createRelease({ ...home, tag_name: 'architecture-v1', body: 'Frozen' }),
  ],
  [
    'GET',
    '/repos/{owner}/{repo}/releases/tags/{tag}',
    ({ octokit }) => octokit.rest.repos.getReleaseByTag({ ...home, tag: 'architecture-v1' }),
  ],
  [
    'GET',
    '/repos/{owner}/{repo}/git/ref/{ref}',
    ({ octokit }) => octokit.rest.git.getRef({ ...home, ref: 'tags/architecture-v1' }),
  ],
  [
    'GET',
    '/orgs/{org}/teams/{team_slug}/members',
    async ({ octokit, as }) => {
      await as('ops', 'POST', `/orgs/${ORGANISATION}/teams`, { name: 'validators' })
      await as('ops', 'PUT', `/orgs/${ORGANISATION}/teams/validators/memberships/vera`, {})
      const answer = await octokit.rest.teams.listMembersInOrg({ org: ORGANISATION, team_slug: 'validators' })
      expect(answer.data.map(({ login }) => login)).toContain('vera')
      return answer
    },
  ],
]

test.each(CALLS)('%s %s answers as GitHub does', async (method, route, call) => {
  const { status, data } = await call(scene)
  expect(shapes.ofAnswer(method, route, status, data)).toEqual([])
})

const tip = async (octokit: Scene['octokit']) =>
  (await octokit.rest.repos.getCommit({ ...home, ref: 'main' })).data

async function head(octokit: Scene['octokit']): Promise<string> {
  return (await octokit.rest.repos.getCommit({ ...market, ref: 'main' })).data.sha
}

function annotation(line: number) {
  const where = {
    path: '.github/tributary.yml',
    start_line: line,
    end_line: line,
    start_column: 1,
    end_column: 2,
  }
  return {
    ...where,
    annotation_level: 'failure' as const,
    title: 'fee',
    message: 'must be a number',
    raw_details: 'fee: x',
  }
}
