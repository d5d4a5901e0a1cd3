import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { parseConfig } from '../../handlers/market/config.ts'
import { MARKET, ORGANISATION } from './people.ts'
import { startGitHub } from './server.ts'
import { setScene } from './testing/world.ts'

const path = `/repos/${ORGANISATION}/${MARKET}`
const market = { owner: ORGANISATION, repo: MARKET }
let dataDir: string

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'tributary-github-'))
})
afterEach(() => rmSync(dataDir, { recursive: true }))

test('a second start goes on from the same data, on the same port, with the same secrets', async () => {
  const first = await setScene({ dataDir })
  await first.as('dana', 'POST', `${path}/issues`, { title: 'Small farms' })
  await first.octokit.rest.issues.addLabels({ ...market, issue_number: 1, labels: ['tributary: paid'] })
  await first.octokit.rest.reactions.createForIssue({ ...market, issue_number: 1, content: 'rocket' })
  await first.github.control.idle()
  const issue = async ({ octokit }: typeof first) =>
    (await octokit.rest.issues.get({ ...market, issue_number: 1 })).data
  const before = await issue(first)
  const { url, app, tokens, users, control } = first.github
  const deliveries = control.deliveries()
  await first.stop()

  const second = await setScene({ dataDir })
  expect(second.github).toMatchObject({ url, app, tokens, users })
  expect(await issue(second)).toEqual(before)
  expect(second.github.control.deliveries()).toEqual(deliveries)
  expect(
    (await second.as<{ number: number }>('dmitri', 'POST', `${path}/issues`, { title: 'Next' })).json.number,
  ).toBe(2)
  await second.github.control.idle()
  expect(second.hook.received.map(({ headers }) => headers['x-github-event'])).toEqual(['issues'])
  await second.stop()
})

test('the file with the secrets is for its owner alone', async () => {
  const github = await startGitHub({ dataDir })
  await github.stop()
  expect(statSync(join(dataDir, 'github.json')).mode & 0o777).toBe(0o600)
})

test('an App whose manifest has changed since has what it asks for today', async () => {
  const first = await startGitHub({ dataDir })
  await first.stop()
  const file = join(dataDir, 'github.json')
  writeFileSync(
    file,
    readFileSync(file, 'utf8')
      .replaceAll('"issue_comment"', '"gollum"')
      .replaceAll('"checks":"write"', '"checks":"read"'),
  )
  const second = await setScene({ dataDir })
  const { data } = await second.app.rest.apps.getAuthenticated()
  expect(data).toMatchObject({
    permissions: { checks: 'write' },
    events: expect.arrayContaining(['issues', 'issue_comment', 'push']),
  })
  expect((await second.app.rest.apps.listInstallations()).data).toMatchObject([
    { permissions: { checks: 'write' } },
  ])
  await second.stop()
})

test('a port that is taken is refused when asked for, and gone round when only remembered', async () => {
  const first = await startGitHub({ dataDir })
  await first.stop()
  const other = createServer().listen(Number(new URL(first.url).port), '127.0.0.1')
  await new Promise((resolve) => other.once('listening', resolve))
  const { port } = other.address() as AddressInfo

  await expect(startGitHub({ port })).rejects.toThrow('EADDRINUSE')
  const second = await startGitHub({ dataDir })
  expect(second.url).not.toBe(first.url)
  const idea = await fetch(`${second.url}${path}`)
  expect(await idea.json()).toMatchObject({ url: `${second.url}${path}` })
  await second.stop()
  await new Promise((resolve) => other.close(resolve))
})

test('what was under way at a kill is a failed delivery after it', async () => {
  const silent = createServer(() => {}).listen(0, '127.0.0.1')
  await new Promise((resolve) => silent.once('listening', resolve))
  const webhookUrl = `http://127.0.0.1:${(silent.address() as AddressInfo).port}/`
  const first = await startGitHub({ dataDir, webhookUrl })
  expect(first.control.deliveries()).toMatchObject([{ event: 'installation', status: 'pending' }])
  await first.stop()
  const second = await startGitHub({ dataDir })
  expect(second.control.deliveries()).toMatchObject([{ event: 'installation', status_code: 502 }])
  await second.stop()
  silent.closeAllConnections()
  await new Promise((resolve) => silent.close(resolve))
})

test('several stand side by side, each with its own secrets', async () => {
  const both = await Promise.all([startGitHub(), startGitHub()])
  expect(new Set(both.map(({ url }) => url)).size).toBe(2)
  expect(new Set(both.map(({ app }) => app.webhookSecret)).size).toBe(2)
  await Promise.all(both.map(({ stop }) => stop()))
})

test('the settings of a market are those of the template, or what a story puts over them', async () => {
  const settings = '.github/tributary.yml'
  const raw = async (url: string) =>
    (await fetch(`${url}/${ORGANISATION}/${MARKET}/raw/main/${settings}`)).text()
  const [plain, story] = await Promise.all([
    startGitHub(),
    startGitHub({ marketFiles: { [settings]: 'idea: { fee: 2 TAO }\n' } }),
  ])
  expect(parseConfig('')).toMatchObject({ ok: true })
  expect(parseConfig(await raw(plain.url))).toEqual(parseConfig(''))
  expect(await raw(story.url)).toBe('idea: { fee: 2 TAO }\n')
  await Promise.all([plain.stop(), story.stop()])
})
