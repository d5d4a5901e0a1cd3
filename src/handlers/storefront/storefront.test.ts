import { afterAll, beforeAll, expect, test } from 'vitest'
import { live } from '../../../test/support/addressed.ts'
import { coldkeys, repository, stream } from '../../../test/support/commands.ts'
import { minedConfig, purchase, reportStorefront } from '../../../test/support/mined-commands.ts'
import { minedTales, soldTale } from '../../../test/support/mined-tales.ts'
import { goldenBeside } from '../../github/testing/golden.ts'
import { keepConfig } from '../../ledger/configs.ts'
import type { Ledger } from '../../ledger/ledger.ts'
import { openLedger } from '../../ledger/open.ts'
import { readSold } from '../../ledger/purchases.ts'
import { alpha } from '../../mechanisms/money.ts'
import { lineageOf } from '../../mechanisms/streams/names.ts'
import type { ErrandTools } from '../kit/errand.ts'
import { tellSlowly } from '../kit/testing/mined.ts'
import { changesThread } from '../thread.ts'
import { openStorefront } from './open.ts'
import { renderStorefront } from './thread.ts'

const { expectGolden } = goldenBeside(import.meta.dirname)
const places = { explorer: 'https://tributary.example' }
const source = { kind: 'errand', name: 'storefront' } as const
const opened = reportStorefront(5)
const state = tellSlowly([...minedTales.passed, opened])

let ledger: Ledger
beforeAll(async () => {
  ledger = await openLedger({ changesThread })
  await keepConfig(ledger.queries, repository.id, minedConfig)
})
afterAll(() => ledger.close())

/** A GitHub with these issues, that takes one more. */
function gitHubWith(issues: { number: number; user: { type: string }; body: string }[]) {
  const asked: string[] = []
  const octokit = {
    request: async (route: string, { body = '' }: { body?: string } = {}) => {
      asked.push(route)
      if (route.startsWith('GET')) return { data: issues }
      const issue = { number: 12, user: { type: 'Bot' }, body }
      issues.push(issue)
      return { data: issue }
    },
  }
  const tools = { github: { asInstallation: async () => octokit } } as unknown as ErrandTools
  const run = () =>
    openStorefront(tools, state, { kind: 'storefront', key: 'storefront:x' }, { at: 5, source })
  return { asked, run }
}

test('the issue is opened once, and found again by whoever comes after a crash; a person’s is passed over', async () => {
  const { asked, run } = gitHubWith([
    { number: 4, user: { type: 'User' }, body: '<!-- tributary:storefront -->' },
    { number: 5, user: { type: 'Bot' }, body: 'something else' },
  ])
  expect(await run()).toMatchObject({ type: 'ReportStorefront', issue: 12 })
  expect(await run()).toMatchObject({ type: 'ReportStorefront', issue: 12 })
  expect(asked.filter((route) => route.startsWith('POST'))).toHaveLength(1)
})

const totals = [
  { coldkey: coldkeys.eva, amount: alpha(800_000_000_000n) },
  { coldkey: coldkeys.fox, amount: alpha(200_000_000_000n) },
  { coldkey: coldkeys.ben, amount: alpha(1_000_000_000_000n) },
]

test.each([
  ['nobody', [], null, state],
  ['three', totals, 902, state],
  ['dissolved', totals, 902, { ...state, phase: 'dissolved' as const }],
] as const)('%s has bought', (name, sold, block, at) => {
  const thread = renderStorefront(at, { totals: sold, block }, places)
  expect(thread).toMatchObject({ labels: ['tributary:selling'], closed: name === 'dissolved' })
  expectGolden(`storefront-${name}`, thread?.body ?? '')
})

test('a thousand buyers leave room for the rest', () => {
  const many = Array.from({ length: 1_000 }, (_, n) => ({
    coldkey: `${coldkeys.eva.slice(0, -4)}${1_000 + n}`,
    amount: alpha(BigInt(n + 1)),
  }))
  const body = renderStorefront(state, { totals: many, block: 902 }, places)?.body ?? ''
  expect(body).toContain('The table shows the 50 largest.')
  expect(body.length).toBeLessThan(20_000)
})

test('who buys has it shown, and the idea’s thread is not made anew for it', async () => {
  const waiting = async () => {
    const all = []
    for (const queue of ['storefront', 'thread'] as const) {
      const [job] = await ledger.jobs.boss.fetch<{ stream: string }>(queue, { ignoreStartAfter: true })
      if (job) await ledger.jobs.boss.complete(queue, job.id)
      if (job) all.push(`${queue} ${job.data.stream}`)
    }
    return all
  }
  await live(ledger, stream(), [...minedTales.passed, opened])
  expect(await waiting()).toEqual([`storefront ${stream()}`, `thread ${stream()}`])
  await live(ledger, stream(), soldTale.slice(minedTales.passed.length))
  await live(ledger, stream(), [purchase(90_300, 903, coldkeys.eva, 1)])
  expect(await waiting()).toEqual([`storefront ${stream()}`])
  expect((await readSold(ledger.queries, stream())).block).toBe(903)

  const swapped = (from: string, to: string, block: number) =>
    ledger.write(({ handle }) =>
      handle(lineageOf(from), {
        type: 'SeeSwap',
        from,
        to,
        at: 1,
        source: { kind: 'block', block, blockHash: `0x${block}`, extrinsic: 0 },
      }),
    )
  await swapped(coldkeys.ada, coldkeys.treasury, 904)
  expect(await waiting()).toEqual([])
  await swapped(coldkeys.eva, coldkeys.hotkey, 905)
  expect(await waiting()).toEqual([`storefront ${stream()}`])
  await swapped(coldkeys.eva, coldkeys.ada, 906)
  expect(await waiting()).toEqual([])
})
