import { serve } from '@hono/node-server'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { afterAll, beforeAll, expect, test } from 'vitest'
import schema from '../../schemas/cli.schema.json' with { type: 'json' }
import { live } from '../../test/support/addressed.ts'
import { until } from '../../test/support/chain-world.ts'
import { repository, stream } from '../../test/support/commands.ts'
import { minedConfig } from '../../test/support/mined-commands.ts'
import { taskTales } from '../../test/support/mined-tales.ts'
import { createExplorer } from '../explorer/explorer.ts'
import { resources } from '../handlers/resources.ts'
import { keepConfig } from '../ledger/configs.ts'
import type { Ledger } from '../ledger/ledger.ts'
import { openLedger } from '../ledger/open.ts'
import { frameOf, spanOf } from './read/watch.ts'
import { expectGolden } from './testing/golden.ts'
import { ran, told } from './testing/ran.ts'

// A live subnet with a team and open tasks. Its days are made up: to distribute anything a chain is needed.

const DAYS = [
  {
    day: 2,
    block: 900,
    sheet: 'b'.repeat(64),
    due_alpha_rao: '1500000000',
    paid_alpha_rao: '0',
    state: 'owed',
    reason: null,
  },
  {
    day: 1,
    block: 400,
    sheet: 'a'.repeat(64),
    due_alpha_rao: '7',
    paid_alpha_rao: '0',
    state: 'carried',
    reason: 'it is\nunder the minimum',
  },
]

let ledger: Ledger
let server: ReturnType<typeof serve>
let explorer: string

beforeAll(async () => {
  ledger = await openLedger()
  await keepConfig(ledger.queries, repository.id, minedConfig)
  await live(ledger, stream(), taskTales.extended)
  const links = { github: 'https://github.com', chain: null }
  const app = createExplorer({ ledger, links, title: 'Tributary', panels: [], resources })
  const fetch = (request: Request) =>
    new URL(request.url).pathname.endsWith('/statement')
      ? Response.json({ account: 'eva', days: DAYS, next_before: null })
      : app.fetch(request)
  server = serve({ fetch, hostname: '127.0.0.1', port: 0 })
  await until('it listens', () => server.address() !== null)
  explorer = `http://127.0.0.1:${(server.address() as { port: number }).port}`
})
afterAll(async () => {
  await new Promise((resolve) => server.close(resolve))
  await ledger.close()
})

const COMMANDS = [
  ['status', 'status'],
  ['status 1', 'status_of_idea'],
  ['ideas', 'ideas'],
  ['ideas --phase funding', 'ideas'],
  ['subnets', 'subnets'],
  ['tasks', 'tasks'],
  ['statement 5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY', 'statement'],
] as const

test('each list as a table and as JSON, which is as the schema has it', async () => {
  const ajv = new Ajv2020({ allErrors: true }).addSchema(schema)
  const pages: string[] = []
  for (const [line, definition] of COMMANDS) {
    const words = [...line.split(' '), '--explorer', explorer]
    const { out } = await ran(...words, '--json')
    const isValid = ajv.getSchema(`${schema.$id}#/$defs/${definition}`)
    expect(isValid?.(JSON.parse(out)), `${line}: ${ajv.errorsText(isValid?.errors)}`).toBe(true)
    pages.push(await told(...words), await told(...words, '--json'))
  }
  expectGolden('reading.txt', pages.join('\n').replaceAll(explorer, 'http://127.0.0.1:3000'))
})

test('what is not there, or not reached, is said in words', async () => {
  const pages: string[] = []
  for (const line of ['status 7', 'tasks 9', 'ideas --phase nowhere', 'ideas --limit 0', 'tasks x'])
    pages.push(await told(...line.split(' '), '--explorer', explorer))
  pages.push(await told('subnets', '--explorer', 'http://127.0.0.1:9'))
  expectGolden('reading-errors.txt', pages.join('\n').replaceAll(explorer, 'http://127.0.0.1:3000'))
})

test('the page of the terminal, and what it says of an explorer that is away', async () => {
  const now = new Date('2026-01-01T00:00:01Z')
  const frames = await Promise.all([frameOf(explorer, now), frameOf('http://127.0.0.1:9', now)])
  expectGolden('watch.txt', frames.flat().join('\n').replaceAll(explorer, 'http://127.0.0.1:3000'))
  expect([3 * 86_400_000, 7_200_000 - 1, 61_000, 1_000, 999, -5].map(spanOf)).toEqual([
    '3 d',
    '1 h',
    '1 min',
    '1 s',
    'due',
    'due',
  ])
  expect(await ran('watch', '--explorer', explorer)).toMatchObject({ code: 64, out: '' })
})

test('people of btcli find the lists by the words that they know', async () => {
  const { code, out } = await ran('subnets', 'list', '--json-output', '--explorer', explorer)
  expect([code, Object.keys(JSON.parse(out))]).toEqual([0, ['subnets']])
})
