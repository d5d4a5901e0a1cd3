import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { testKey } from '../../../test/replay/nock-github.ts'
import { createLog } from '../../app/log.ts'
import { connectGitHub } from '../../github/client.ts'
import { encode } from '../../ledger/json.ts'
import type { Ledger } from '../../ledger/ledger.ts'
import { openLedger } from '../../ledger/open.ts'
import { configs } from '../../ledger/schema.ts'
import { defaultConfig } from '../../mechanisms/config.ts'
import { createConfigReader } from './configs.ts'

const market = { id: 7, owner: 'riverbed', name: 'market' }
const TOKEN = { token: 'ghs_test', expires_at: '2099-01-01T00:00:00Z', permissions: {} }

let file: { status: number; body: object }
let tree: typeof file
const calls: string[] = []

/** GitHub as far as it is asked here: a token, and one file. */
const send: typeof fetch = async (input, init) => {
  const { method, url, headers } = new Request(input, init)
  const { pathname, search } = new URL(url)
  calls.push(`${method} ${pathname}${search}, ${headers.get('authorization')?.split(' ')[0]}`)
  if (pathname.endsWith('/access_tokens')) return Response.json(TOKEN, { status: 201 })
  const answer = pathname.includes('/git/trees/') ? tree : file
  return Response.json(answer.body, { status: answer.status })
}
const listing = (...paths: string[]) => {
  tree = { status: 200, body: { tree: paths.map((path) => ({ path })) } }
}
const missing = () => {
  file = { status: 404, body: { message: 'Not Found' } }
}
const holding = (text: string) => {
  file = { status: 200, body: { content: Buffer.from(text).toString('base64'), encoding: 'base64' } }
}

const privateKey = testKey()
const settings = { appId: 7, privateKey, githubApiUrl: 'https://api.github.test', githubThrottle: false }
const connect = () => connectGitHub(settings, createLog('silent'), send)

let ledger: Ledger
let reader: ReturnType<typeof createConfigReader>
beforeAll(async () => {
  ledger = await openLedger()
})
beforeEach(async () => {
  await ledger.queries.delete(configs)
  calls.length = 0
  reader = createConfigReader(ledger, connect())
})
afterAll(() => ledger.close())

const fee = async () => (await reader.configOf(market, 5)).idea.fee

test('the file is read the first time, signed in as the installation, and after that only when it is told to', async () => {
  holding('idea: { fee: 0.3 }')
  expect(await fee()).toBe(300_000_000n)
  expect(calls).toEqual([
    'POST /app/installations/5/access_tokens, bearer',
    'GET /repos/riverbed/market/contents/.github%2Ftributary.yml, token',
  ])
  holding('idea: { fee: 0.4 }')
  expect(await fee()).toBe(300_000_000n)
  await reader.adopt(market, 5)
  expect(await fee()).toBe(400_000_000n)
  expect(calls).toHaveLength(3)
})

test('a wrong file leaves what was in force, and says what is wrong with it at a commit', async () => {
  holding('idea: { fee: 0.3 }')
  await fee()
  holding('idea: { fee: much }')
  await reader.adopt(market, 5)
  expect(await fee()).toBe(300_000_000n)
  expect(await reader.check(market, 5, 'abc')).toMatchObject([{ line: 1, path: 'idea.fee' }])
  expect(calls.at(-1)).toContain('?ref=abc')
})

test('no file means the defaults, once the tree says that there is none', async () => {
  missing()
  listing('README.md')
  expect(await reader.configOf(market, 5)).toEqual(defaultConfig)
  expect(calls.at(-1)).toBe('GET /repos/riverbed/market/git/trees/HEAD?recursive=1, token')
})

test('a repository without a commit has no file', async () => {
  missing()
  tree = { status: 409, body: { message: 'Git Repository is empty.' } }
  expect(await reader.configOf(market, 5)).toEqual(defaultConfig)
})

test('a 404 of a file that is there, or of all there is, changes no rule', async () => {
  holding('idea: { fee: 0.3 }')
  await fee()
  missing()
  listing('.github/tributary.yml')
  await expect(reader.adopt(market, 5)).rejects.toThrow('but lists it')
  tree = file
  await expect(reader.adopt(market, 5)).rejects.toMatchObject({ status: 404 })
  await expect(reader.check(market, 5, 'abc')).rejects.toMatchObject({ status: 404 })
  expect(calls.at(-1)).toContain('/git/trees/abc?')
  expect(await fee()).toBe(300_000_000n)
  await ledger.queries.delete(configs)
  await expect(fee()).rejects.toMatchObject({ status: 404 })
})

test('a file so large that GitHub sends it without its text is a wrong one, not an empty one', async () => {
  holding('idea: { fee: 0.3 }')
  await fee()
  file = { status: 200, body: { content: '', encoding: 'none', size: 2_000_000 } }
  await reader.adopt(market, 5)
  expect(await fee()).toBe(300_000_000n)
  expect(await reader.check(market, 5, 'abc')).toMatchObject([
    { message: expect.stringContaining('larger than 64 KiB') },
  ])
})

test('a GitHub that never answers is not waited for', async () => {
  const silent: typeof fetch = (_input, init) =>
    new Promise((_resolve, reject) => {
      init?.signal?.addEventListener('abort', () => reject(init.signal?.reason))
    })
  const github = connectGitHub(settings, createLog('silent'), silent, 50)
  await expect(createConfigReader(ledger, github).adopt(market, 5)).rejects.toMatchObject({ status: 500 })
})

test('a failing GitHub is told at once: trying again is for the job queue', async () => {
  file = { status: 502, body: {} }
  await expect(reader.adopt(market, 5)).rejects.toMatchObject({ status: 502 })
  expect(calls.filter((call) => call.startsWith('GET'))).toHaveLength(1)
})

test('settings that came after a file was read have their defaults', async () => {
  const { dividends: _, ...before } = defaultConfig
  await ledger.queries.insert(configs).values({ repositoryId: market.id, config: encode(before) })
  expect((await reader.configOf(market, 5)).dividends).toEqual(defaultConfig.dividends)
})
