import { afterAll, beforeAll, expect, test } from 'vitest'
import { MARKET, ORGANISATION } from '../people.ts'
import { type Scene, setScene } from '../testing/world.ts'

const market = { owner: ORGANISATION, repo: MARKET }
const EVIL = '"><script>alert(1)</script>'
let scene: Scene

beforeAll(async () => {
  scene = await setScene()
  await scene.as('dana', 'POST', `/repos/${ORGANISATION}/${MARKET}/issues`, {
    title: `Farms ${EVIL}`,
    body: `Small ${EVIL}`,
  })
  await scene.octokit.rest.issues.addLabels({ ...market, issue_number: 1, labels: ['tributary: paid', EVIL] })
  await scene.octokit.rest.issues.createComment({ ...market, issue_number: 1, body: 'The **bill**' })
})
afterAll(() => scene.stop())

async function page(path: string) {
  const answer = await fetch(scene.github.url + path)
  return {
    status: answer.status,
    policy: answer.headers.get('content-security-policy'),
    text: await answer.text(),
  }
}

test("an issue's own address leads to a page with its text, labels and comments", async () => {
  const { data } = await scene.octokit.rest.issues.get({ ...market, issue_number: 1 })
  const { status, text } = await page(new URL(data.html_url).pathname)
  expect(status).toBe(200)
  expect(text).toContain('Farms')
  expect(text).toContain('tributary: paid')
  expect(text).toContain('The <strong>bill</strong>')
  expect(text).toContain('<article id="issuecomment-1">')
})

test.each([
  '/',
  `/${ORGANISATION}/${MARKET}`,
  `/${ORGANISATION}/${MARKET}/issues`,
  `/${ORGANISATION}/${MARKET}/issues/1`,
])('nothing can run on %s', async (path) => {
  const { status, policy, text } = await page(path)
  expect(status).toBe(200)
  expect(text).not.toContain('<script')
  expect(policy).toContain("default-src 'none'")
})

test('a check leads to its commit, what it found to the line', async () => {
  const { data: main } = await scene.octokit.rest.repos.getCommit({ ...market, ref: 'main' })
  const path = '.github/tributary.yml'
  const annotation = {
    path,
    start_line: 2,
    end_line: 2,
    annotation_level: 'failure' as const,
    message: `no ${EVIL}`,
  }
  const output = { title: 'Settings', summary: `**Wrong** ${EVIL}`, annotations: [annotation] }
  const { data: run } = await scene.octokit.rest.checks.create({
    ...market,
    name: 'settings',
    head_sha: main.sha,
    output,
  })
  const check = await page(new URL(run.html_url ?? '').pathname)
  expect(check.text).toContain('<strong>Wrong</strong>')
  const file = await page(/href="([^"]+)#L2"/.exec(check.text)?.[1] ?? '')
  expect(file.text).toContain('<span id="L2">')
  for (const { policy, text } of [check, file]) {
    expect(text).not.toContain('<script')
    expect(policy).toContain("default-src 'none'")
  }
})

test("the API's answers are not pages", async () => {
  expect((await page('/users/dana')).policy).toBeNull()
})

test('private repositories and what is not there have no page', async () => {
  await scene.as('ops', 'PATCH', `/repos/${ORGANISATION}/${MARKET}`, { private: true })
  expect((await page(`/${ORGANISATION}/${MARKET}/issues/1`)).status).toBe(404)
  expect((await page('/')).text).not.toContain(MARKET)
  await scene.as('ops', 'PATCH', `/repos/${ORGANISATION}/${MARKET}`, { private: false })
  expect((await page(`/${ORGANISATION}/${MARKET}/issues/99`)).status).toBe(404)
})

test('a pull request has a page with where it comes from and its checks, a release one with its text', async () => {
  const path = `/repos/${ORGANISATION}/${MARKET}`
  const { json } = await scene.as<{ object: { sha: string } }>('ops', 'GET', `${path}/git/ref/heads/main`)
  await scene.as('ops', 'POST', `${path}/git/refs`, { ref: 'refs/heads/other', sha: json.object.sha })
  await scene.as('ops', 'PUT', `${path}/contents/other`, { message: 'Other', content: '', branch: 'other' })
  const opened = await scene.as<{ html_url: string; head: { sha: string } }>('ops', 'POST', `${path}/pulls`, {
    title: `Other ${EVIL}`,
    head: 'other',
    base: 'main',
  })
  const { html_url, head } = opened.json
  const output = { title: 'Good', summary: 'The **plan**' }
  await scene.octokit.rest.checks.create({ ...market, name: 'Proposal', head_sha: head.sha, output })
  const pull = await page(new URL(html_url).pathname)
  expect(pull.status).toBe(200)
  for (const text of ['riverbed/market <code>other</code></a>', 'The <strong>plan</strong>'])
    expect(pull.text).toContain(text)
  expect(pull.text).not.toContain('<script>')
  expect((await page(`/${ORGANISATION}/${MARKET}`)).text).toContain('/pull/')
  await scene.octokit.rest.repos.createRelease({ ...market, tag_name: 'architecture-v1', body: '**Frozen**' })
  expect((await page(`/${ORGANISATION}/${MARKET}/releases/tag/architecture-v1`)).text).toContain(
    '<strong>Frozen',
  )
  expect((await page(`/${ORGANISATION}/${MARKET}/releases/tag/none`)).status).toBe(404)
})
