import { Octokit } from '@octokit/rest'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readManifest } from '../../github/manifest.ts'
import { MARKET, ORGANISATION } from './people.ts'
import { type Scene, setScene } from './testing/world.ts'

const market = { owner: ORGANISATION, repo: MARKET }
const { default_permissions } = readManifest()
let scene: Scene

beforeAll(async () => {
  scene = await setScene()
  await scene.as('ops', 'POST', `/repos/${ORGANISATION}/${MARKET}/issues`, { title: 'Small farms' })
  await scene.as('ops', 'POST', `/repos/${ORGANISATION}/${MARKET}/issues/1/comments`, { body: '/status' })
  const path = `/repos/${ORGANISATION}/${MARKET}`
  const { json } = await scene.as<{ object: { sha: string } }>('ops', 'GET', `${path}/git/ref/heads/main`)
  await scene.as('ops', 'POST', `${path}/git/refs`, { ref: 'refs/heads/other', sha: json.object.sha })
  await scene.as('ops', 'PUT', `${path}/contents/other`, { message: 'Other', content: '', branch: 'other' })
  await scene.as('ops', 'POST', `${path}/pulls`, { title: 'Other', head: 'other', base: 'main' })
  await scene.as('ops', 'POST', `/orgs/${ORGANISATION}/teams`, { name: 'validators' })
  // What is public can be read without a permission; here each must show that it is needed.
  await scene.as('ops', 'PATCH', `/repos/${ORGANISATION}/${MARKET}`, { private: true })
})
afterAll(() => scene.stop())

let [files, homes] = [0, 0]

/** What the App does, under the permission that it does it by. */
const USES: Record<string, (octokit: Octokit) => Promise<unknown>> = {
  issues: async ({ rest: { issues, reactions } }) => {
    await issues.createComment({ ...market, issue_number: 1, body: 'The bill' })
    await issues.addLabels({ ...market, issue_number: 1, labels: ['tributary: paid'] })
    await reactions.createForIssueComment({ ...market, comment_id: 1, content: 'rocket' })
  },
  checks: async ({ rest: { checks } }) => {
    const { json } = await scene.as<{ sha: string }>(
      'ops',
      'GET',
      `/repos/${ORGANISATION}/${MARKET}/commits/main`,
    )
    await checks.create({
      ...market,
      name: 'config',
      head_sha: json.sha,
      status: 'completed',
      conclusion: 'success',
    })
  },
  pull_requests: ({ rest: { issues } }) =>
    issues.createComment({ ...market, issue_number: 2, body: 'You are invited' }),
  contents: async ({ rest: { repos } }) => {
    await repos.getContent({ ...market, path: '.github/tributary.yml' })
    files += 1
    await repos.createOrUpdateFileContents({ ...market, path: `${files}.md`, message: 'Add', content: '' })
  },
  administration: ({ rest: { repos } }) => {
    homes += 1
    return repos.createInOrg({ org: ORGANISATION, name: `home-${homes}` })
  },
  members: ({ rest: { teams } }) => teams.listMembersInOrg({ org: ORGANISATION, team_slug: 'validators' }),
  metadata: ({ rest: { repos } }) => repos.get(market),
}

/** The App with fewer permissions than it has been given. */
async function holding(permissions: Record<string, string>): Promise<Octokit> {
  const { data } = await scene.app.request('POST /app/installations/{installation_id}/access_tokens', {
    installation_id: scene.github.app.installationId,
    permissions,
  })
  return new Octokit({
    auth: data.token,
    baseUrl: scene.github.url,
    log: { debug() {}, info() {}, warn() {}, error() {} },
  })
}

test('the manifest asks for what the App does, and for nothing else', () => {
  expect(Object.keys(default_permissions).toSorted()).toEqual(Object.keys(USES).toSorted())
})

test.each(Object.entries(USES))('%s: enough as it is asked for', async (name, use) => {
  await use(await holding({ metadata: 'read', [name]: default_permissions[name] ?? '' }))
})

// GitHub gives metadata to every App and lets nobody take it away.
test.each(Object.entries(USES).filter(([name]) => name !== 'metadata'))(
  '%s: not without it',
  async (name, use) => {
    const { [name]: taken, ...others } = default_permissions
    await expect(use(await holding(others))).rejects.toMatchObject({ status: 403 })
    if (taken === 'write') {
      await expect(use(await holding({ ...others, [name]: 'read' }))).rejects.toMatchObject({ status: 403 })
    }
  },
)
