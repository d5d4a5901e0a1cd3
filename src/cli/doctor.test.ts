import { generateKeyPairSync } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import schema from '../../schemas/cli.schema.json' with { type: 'json' }
import { readManifest } from '../github/manifest.ts'
import { type Subtensor, startSubtensor } from '../local/subtensor/node.ts'
import { expectGolden } from './testing/golden.ts'
import { told } from './testing/ran.ts'

const BOB = '5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty'
const HOOK = 'https://tributary.example/api/github/webhooks'

let folder: string
let github: Server
let node: Subtensor
let lines: string[]
/** What GitHub answers, by path. */
let answers: Record<string, unknown>
let ahead: number

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tributary-doctor-'))
  node = await startSubtensor({ seal: 'instant', finalityLag: 0 })
  github = createServer((request, response) => {
    const answer = answers[new URL(request.url ?? '', 'http://github').pathname]
    response.setHeader('content-type', 'application/json')
    response.setHeader('date', new Date(Date.now() + ahead).toUTCString())
    response.writeHead(answer === undefined ? 401 : 200)
    response.end(JSON.stringify(answer ?? { message: 'A JSON web token could not be decoded' }))
  }).listen(0, '127.0.0.1')
  await once(github, 'listening')
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const pem = privateKey.export({ type: 'pkcs1', format: 'pem' }).toString().replaceAll('\n', '\\n')
  lines = [
    'APP_ID=7',
    'WEBHOOK_SECRET=a-secret-that-is-long-enough',
    `PRIVATE_KEY="${pem}"`,
    `GITHUB_API_URL=http://127.0.0.1:${(github.address() as AddressInfo).port}`,
    'PUBLIC_URL=https://tributary.example',
    `SUBTENSOR_ENDPOINTS=${node.url}`,
    `GUARDIANS=${BOB}`,
    'THRESHOLD=1',
    'TRIBUTARY_KEY=//Alice',
    `DATA_DIRECTORY=${join(folder, 'ledger')}`,
  ]
})
beforeEach(() => {
  ahead = 0
  const { default_permissions: permissions, default_events: events } = readManifest()
  answers = {
    '/app': { id: 7, slug: 'tributary-test', permissions, events },
    '/app/installations': [{ id: 1, account: { login: 'riverbed' }, suspended_at: null }],
    '/app/hook/config': { url: HOOK, content_type: 'json' },
    '/app/hook/deliveries': [{ status_code: 202 }, { status_code: 202 }],
  }
})
afterAll(async () => {
  github.close()
  await node.stop()
  await rm(folder, { recursive: true, force: true })
})

async function examined(...words: string[]): Promise<string> {
  const page = await told('doctor', '--environment', await environment(lines), ...words)
  return steady(page)
}

async function environment(with_: readonly string[]): Promise<string> {
  const file = join(folder, 'app.env')
  await writeFile(file, `${with_.join('\n')}\n`)
  return file
}

/** Without what differs each time: places, blocks and ages. */
const steady = (page: string): string =>
  page
    .replaceAll(folder, '<folder>')
    .replaceAll(/127\.0\.0\.1:\d+/g, '127.0.0.1')
    .replaceAll(/Block \d+ is final/g, 'Block <n> is final')
    .replaceAll(/\d{2,} s (old|ahead|behind)/g, '<n> s $1')

test('an App that can run, and what is wrong with others, each with its mend', async () => {
  const pages = [await examined(), await examined('--json')]
  const [, json = ''] = /^\$.*\n(\{.*\n\})\n=> 0$/ms.exec(pages[1] ?? '') ?? []
  const isValid = new Ajv2020().addSchema(schema).getSchema(`${schema.$id}#/$defs/doctor`)
  expect(isValid?.(JSON.parse(json))).toBe(true)

  ahead = 90_000
  answers['/app'] = {
    id: 7,
    slug: 'tributary-test',
    permissions: { metadata: 'read', issues: 'read' },
    events: ['issues'],
  }
  answers['/app/installations'] = []
  answers['/app/hook/config'] = { url: 'https://old.example/api/github/webhooks', content_type: 'json' }
  answers['/app/hook/deliveries'] = [{ status_code: 401 }, { status_code: 202 }]
  pages.push(await examined())
  answers = {}
  pages.push(await examined())
  lines = lines.filter((line) => !/^(GUARDIANS|SUBTENSOR)/.test(line))
  pages.push(await examined())
  expectGolden('doctor.txt', pages.join('\n'))
})
