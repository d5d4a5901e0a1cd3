import { generateKeyPairSync } from 'node:crypto'
import pino from 'pino'
import { beforeEach, expect, test } from 'vitest'
import { connectGitHub } from './client.ts'
import { followInstallations } from './reinstalled.ts'

// The App is taken off an account and put on again, under another id.

const { privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
})
const SETTINGS = { appId: 1, privateKey, githubApiUrl: 'https://api.github.test', githubThrottle: false }

/** The installation that there is now, null while there is none. */
let installed: number | null = 7
let calls: string[] = []
const send: typeof fetch = async (input, init) => {
  const { pathname } = new URL(String(input))
  calls.push(`${init?.method ?? 'GET'} ${pathname}`)
  const given = new Headers(init?.headers).get('authorization') ?? ''
  const asked = /installations\/(\d+)\/access_tokens$/.exec(pathname)?.[1]
  if (asked !== undefined) {
    if (Number(asked) !== installed) return answer(404, { message: 'Not Found' })
    const expires_at = new Date(Date.now() + 3_600_000).toISOString()
    return answer(201, { token: `of-${asked}`, expires_at, permissions: {}, repository_selection: 'all' })
  }
  if (pathname.endsWith('/installation')) return answer(installed === null ? 404 : 200, { id: installed })
  return given === `token of-${installed}`
    ? answer(200, { id: 3 })
    : answer(401, { message: 'Bad credentials' })
}
const answer = (status: number, body: object) =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } })

const open = () =>
  followInstallations(connectGitHub(SETTINGS, pino({ enabled: false }), send), async (id) =>
    id === 7 ? { owner: 'riverbed', name: 'market' } : null,
  )
const read = async (github: ReturnType<typeof open>, id = 7) =>
  (await github.asInstallation(id)).request('GET /repos/{owner}/{repo}', {
    owner: 'riverbed',
    repo: 'market',
  })
beforeEach(() => {
  installed = 7
  calls = []
})

test('what the old installation may not do is done as the one that the repository has now, and it is asked for once', async () => {
  const github = open()
  installed = 8
  expect((await read(github)).status).toBe(200)
  expect(calls).toContain('GET /repos/riverbed/market/installation')
  calls = []
  expect((await read(github)).status).toBe(200)
  expect(calls).toEqual(['GET /repos/riverbed/market'])
})

test('a token of the old installation that GitHub takes no more leads to the new one, too', async () => {
  const github = open()
  expect((await read(github)).status).toBe(200)
  installed = 8
  expect((await read(github)).status).toBe(200)
})

test('while the App is on no account, it is refused, and works when it is back', async () => {
  const github = open()
  installed = null
  await expect(read(github)).rejects.toMatchObject({ status: 404 })
  installed = 9
  expect((await read(github)).status).toBe(200)
  installed = 10
  expect((await read(github)).status).toBe(200)
})

test('of an installation of which nobody knows a repository, nothing is guessed', async () => {
  await expect(read(open(), 70)).rejects.toMatchObject({ status: 404 })
})
