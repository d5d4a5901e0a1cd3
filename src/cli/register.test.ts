import { generateKeyPairSync } from 'node:crypto'
import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { get } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Probot } from 'probot'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { withEnvironmentFile } from '../app/environment-file.ts'
import { readSettings } from '../app/settings.ts'
import { readManifest } from '../github/manifest.ts'
import { ORGANISATION, OWNER } from '../local/github/people.ts'
import { type LocalGitHub, startGitHub } from '../local/github/server.ts'
import { exchangeCode } from './register/new-app.ts'
import { registerCommand } from './register.ts'

const PUBLIC_URL = 'https://tributary.example'
let github: LocalGitHub
let folder: string
let file: string
let output = ''
let names = 0

beforeAll(async () => {
  github = await startGitHub()
})
afterAll(() => github.stop())
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tributary-register-'))
  file = join(folder, 'secrets/github-app.env')
  output = ''
  vi.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
    output += String(chunk)
    return true
  })
})
afterEach(async () => {
  vi.restoreAllMocks()
  await rm(folder, { recursive: true, force: true })
})

function register(...words: string[]): Promise<unknown> {
  names += 1
  const given = [
    '--public-url',
    PUBLIC_URL,
    '--github',
    github.url,
    '--out',
    file,
    '--name',
    `River ${names}`,
  ]
  const command = registerCommand(10_000)
    .exitOverride()
    .configureOutput({ writeErr: () => {} })
  return command.parseAsync([...given, ...words], { from: 'user' })
}

/** The command, as far as its page. */
async function begin(...words: string[]) {
  const done = register(...words)
  const failed = done.then(
    () => '',
    (error: Error) => error.message,
  )
  const url = await vi.waitFor(() => /Open (\S+) in/.exec(output)?.[1] ?? expect.fail('no page'), {
    interval: 5,
  })
  return { done, failed, url }
}

const unescaped = (text: string) => text.replaceAll('&quot;', '"').replaceAll('&amp;', '&')
const formIn = (page: string) => {
  const [, action = ''] = /<form method="post" action="([^"]+)"/.exec(page) ?? []
  const [, manifest = ''] = /name="manifest" value="([^"]+)"/.exec(page) ?? []
  return { action: unescaped(action), manifest: unescaped(manifest) }
}
const send = (url: string, fields: Record<string, string>, login: string) =>
  fetch(url, {
    method: 'POST',
    body: new URLSearchParams(fields),
    redirect: 'manual',
    headers: { cookie: `acting-as=${login}` },
  })

/** As a browser does: the page, its button, GitHub's page, its button. Gives the address to which GitHub leads back. */
async function clickThrough(url: string, login = OWNER): Promise<string> {
  const { action, manifest } = formIn(await (await fetch(url)).text())
  const asked = await (await send(action, { manifest }, login)).text()
  const { name } = JSON.parse(manifest)
  const created = await send(new URL(formIn(asked).action, github.url).href, { manifest, name }, login)
  return created.headers.get('location') ?? expect.fail(await created.text())
}

const rest = {
  SUBTENSOR_ENDPOINTS: 'ws://127.0.0.1:9944',
  TRIBUTARY_KEY: 'key',
  GUARDIANS: '5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty',
}

test('one click at GitHub, and the App starts with what the file holds', async () => {
  const { done, url } = await begin('--organization', ORGANISATION)
  const { action, manifest } = formIn(await (await fetch(url)).text())
  expect((await send(action, { manifest }, 'mia')).status).toBe(422)
  const back = await clickThrough(url)
  const page = await (await fetch(back)).text()
  await done
  expect(page).toContain('is registered')
  expect((await stat(file)).mode & 0o777).toBe(0o600)
  const text = await readFile(file, 'utf8')
  expect(`${page}${output}`).not.toMatch(/PRIVATE KEY|WEBHOOK_SECRET=/)
  expect(text.split('\n')).toHaveLength(8)
  const { appId, privateKey, publicUrl, githubUrl, githubApiUrl } = readSettings(
    withEnvironmentFile(rest, file),
  )
  expect({ publicUrl, githubUrl, githubApiUrl }).toEqual({
    publicUrl: PUBLIC_URL,
    githubUrl: github.url,
    githubApiUrl: github.url,
  })
  const octokit = await new Probot({ appId, privateKey, baseUrl: github.url, logLevel: 'fatal' }).auth()
  const { data } = await octokit.request('GET /app')
  const { default_permissions, default_events } = readManifest()
  expect(data).toMatchObject({ id: appId, permissions: default_permissions, events: default_events })
})

test('what the browser or GitHub does wrong is told, changes nothing, and can be made good', async () => {
  const { done, url } = await begin()
  const back = new URL(await clickThrough(url))
  const with_ = (name: string, value: string) => {
    const other = new URL(back)
    other.searchParams.set(name, value)
    return fetch(other)
  }
  for (const state of ['', 'f'.repeat(48), `${back.searchParams.get('state')}0`])
    expect((await with_('state', state)).status, state).toBe(403)
  for (const code of ['', '../../app', '%00']) expect((await with_('code', code)).status, code).toBe(400)
  expect(await statusWithHost(url, 'rebound.example')).toBe(421)
  const expired = await with_('code', 'expired')
  expect([expired.status, await expired.text()]).toEqual([502, expect.stringContaining('knows no such code')])
  expect(output).toContain('knows no such code')
  const path = /conversions$/
  github.control.fail({ kind: 'status', status: 503 }, { path })
  expect(await (await fetch(back)).text()).toContain('GitHub answered 503: Server Error.')
  github.control.fail({ kind: 'cut' }, { path })
  expect(await (await fetch(back)).text()).toContain('GitHub could not be asked')
  await expect(stat(file)).rejects.toThrow('ENOENT')
  expect((await fetch(back)).status).toBe(200)
  await done
})

test('the form is only for whoever reads the terminal, and no other page leads to it', async () => {
  const { done, url } = await begin()
  const { origin } = new URL(url)
  const refused = await fetch(`${origin}/registered?code=x&state=${'f'.repeat(48)}`)
  for (const page of [await fetch(origin), await fetch(`${origin}/begin/${'f'.repeat(48)}`), refused]) {
    expect(page.status).toBeGreaterThan(400)
    expect(await page.text()).not.toMatch(/state=|\/begin/)
  }
  expect((await fetch(await clickThrough(url))).status).toBe(200)
  await done
})

test('an App whose page GitHub names elsewhere is kept all the same: its secrets are told once', async () => {
  const { privateKey: pem } = generateKeyPairSync('rsa', {
    modulusLength: 2_048,
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  })
  const pageOf = async (html_url: unknown) => {
    const said = { id: 5, slug: 'river', html_url, webhook_secret: 'abc', pem }
    vi.spyOn(globalThis, 'fetch').mockResolvedValueOnce(Response.json(said, { status: 201 }))
    const place = { url: 'https://git.example', apiUrl: 'https://git.example/api/v3' }
    return (await exchangeCode(place, 'code')).page
  }
  expect(await pageOf('https://pages.example/apps/river')).toBe('https://pages.example/apps/river')
  for (const wrong of ['javascript:alert(1)', 'http://elsewhere.example/', null, 5])
    expect(await pageOf(wrong)).toBe('https://git.example/apps/river')
})

const statusWithHost = (url: string, host: string) =>
  new Promise((resolve) => get(url, { headers: { host } }, ({ statusCode }) => resolve(statusCode)))

test('a page that is loaded twice asks once, and a second App is told to be one too many', async () => {
  const { done, url } = await begin()
  const back = await clickThrough(url)
  const other = new URL(back)
  other.searchParams.set('code', 'other')
  const answers = await Promise.all([back, back, other].map((each) => fetch(each)))
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 409])
  await done
})

test('secrets that cannot be written are kept until they can, and never over what somebody else wrote', async () => {
  const { done, url } = await begin()
  const back = await clickThrough(url)
  await rm(join(folder, 'secrets'), { recursive: true })
  expect(await (await fetch(back)).text()).toContain('could not be written: ENOENT')
  await mkdir(join(folder, 'secrets'))
  await writeFile(file, 'mine')
  expect(await (await fetch(back)).text()).toContain('EEXIST')
  expect(await readFile(file, 'utf8')).toBe('mine')
  await rm(file)
  expect((await fetch(back)).status).toBe(200)
  await done
  expect(await readFile(file, 'utf8')).toContain('APP_ID=')
})

test('a file that is there stays unless somebody says clearly that it may go, and a taken port is passed over', async () => {
  await mkdir(join(folder, 'secrets'))
  await writeFile(file, 'APP_ID=1\n', { mode: 0o644 })
  await expect(register()).rejects.toThrow('is there already, and stays as it is')
  expect(await readFile(file, 'utf8')).toBe('APP_ID=1\n')
  const taken = new URL(github.url).port
  const { done, url } = await begin('--replace', '--port', taken)
  expect(Number(new URL(url).port)).toBeGreaterThan(Number(taken))
  await fetch(await clickThrough(url))
  await done
  expect(await readFile(file, 'utf8')).not.toContain('APP_ID=1\n')
  expect((await stat(file)).mode & 0o777).toBe(0o600)
})

test('a place where nothing can be written is refused before GitHub is asked', async () => {
  await writeFile(join(folder, 'plain'), '')
  await expect(register('--out', join(folder, 'plain/github-app.env'))).rejects.toThrow('plain')
  await expect(register('--replace', '--out', folder)).rejects.toThrow('is no plain file')
  expect(output).toBe('')
})

test.each([
  ['--public-url', 'tributary.example', 'An address is https://'],
  ['--public-url', 'http://tributary.example', 'It begins with https://'],
  ['--public-url', 'https://me:secret@tributary.example', 'An address is https://'],
  ['--github', 'ftp://github.example', 'It begins with https://'],
  ['--organization', '../riverbed', 'An organization is named'],
  ['--name', 'x'.repeat(35), 'at most 34'],
  ['--port', '70000', 'A port is a number'],
])('%s %s is refused', async (option, value, words) => {
  await expect(register(option, value)).rejects.toThrow(words)
})

test('GitHub cannot reach an App at an address of one machine', async () => {
  const given = ['--github', 'https://github.com', '--public-url', 'http://127.0.0.1:3000']
  await expect(register(...given)).rejects.toThrow('GitHub cannot reach')
})
