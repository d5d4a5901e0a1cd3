import { writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Hono } from 'hono'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { live } from '../../../test/support/addressed.ts'
import { type ChainWorld, pair, quiet, startChainWorld, until } from '../../../test/support/chain-world.ts'
import { repository, stream, tao, tick } from '../../../test/support/commands.ts'
import { key, minedConfig } from '../../../test/support/mined-commands.ts'
import { minedTales } from '../../../test/support/mined-tales.ts'
import { readdress } from '../../../test/support/readdress.ts'
import { holdersAt } from '../../chain/holders/holders-at.ts'
import { potsOf, treasuryOf } from '../../chain/pots.ts'
import { sheetCommand } from '../../cli/sheet.ts'
import { written } from '../../cli/testing/written.ts'
import { createExplorer } from '../../explorer/explorer.ts'
import { readCensus } from '../../ledger/census.ts'
import { keepConfig } from '../../ledger/configs.ts'
import { sheets } from '../../ledger/schema.ts'
import { dueStreams } from '../../ledger/subnets.ts'
import { verifySheets } from '../../ledger/verify-sheets.ts'
import { type Holding, holdingsOf } from '../../mechanisms/dividends/holders.ts'
import { dividendsOf } from '../../mechanisms/streams/names.ts'
import { type Errand, errands } from '../../mechanisms/subnet/errands.ts'
import type { SubnetCommand } from '../../mechanisms/subnet/state.ts'
import { runErrand } from '../errands.ts'
import type { ErrandTools } from '../kit/errand.ts'
import { panels } from '../panels.ts'
import { resources } from '../resources.ts'
import { sentences } from '../words.ts'
import type { DayRecord } from './record.ts'

// The network of validators plays the subnet: there one alpha is one TAO, and who holds how much is said at its genesis.

const daily = dividendsOf(stream())
const settings = { ...minedConfig.dividends, reserve: minedConfig.dividends.minimum }
const onRoot = (command: SubnetCommand): SubnetCommand =>
  command.type === 'SettleIntent' && command.key === key('network-register')
    ? { ...command, outcome: { ok: true, registered: { netuid: 0, registeredIn: 0 } } }
    : command

const pots = potsOf(treasuryOf(pair('Alice').address, [pair('Bob').address], 1).address, 0)

let world: ChainWorld
let app: Hono
beforeAll(async () => {
  world = await startChainWorld({
    validators: [
      { coldkey: pots.treasury, hotkey: pair('Hot').address, stake: tao(300) },
      // Somebody has sent it under a hotkey of their choice.
      { coldkey: pots.treasury, hotkey: pair('Gina-hotkey').address, stake: tao(20) },
      { coldkey: pair('Gina').address, hotkey: pair('Gina-hotkey').address, stake: tao(600) },
      { coldkey: pair('Hugo').address, hotkey: pair('Hugo-hotkey').address, stake: tao(200) },
    ],
  })
  const { ledger } = world
  await keepConfig(ledger.queries, repository.id, { ...minedConfig, dividends: settings })
  await live(ledger, stream(), readdress(minedTales.passed.map(onRoot), pots))
  const links = { github: 'https://github.com', chain: null }
  app = createExplorer({ ledger, links, title: 'Tributary', panels, sentences, resources, sign: null })
  vi.stubGlobal('fetch', (url: string) => {
    const { pathname, search } = new URL(url)
    return app.request(`${pathname}${search}`)
  })
})
/** Runs the errand of a kind that is wanted. False where none is. */
async function run(kind: Errand['kind'], checkpoint?: ErrandTools['checkpoint']): Promise<boolean> {
  const errand = errands(await world.ledger.readSubnet(stream())).find((one) => one.kind === kind)
  const tools = { ...world, log: quiet, now: () => 1, checkpoint } as unknown as ErrandTools
  if (errand) await runErrand(tools, daily, errand.key)
  return errand !== undefined
}
afterAll(async () => {
  vi.unstubAllGlobals()
  await world.stop()
})

interface Day {
  readonly block: number
  readonly available_rao: string
  readonly record: DayRecord
  readonly payouts: { readonly sheet: string }
  readonly carry: { readonly sheet: string }
}
interface Statement {
  readonly days: readonly object[]
}
interface Part {
  readonly rows: readonly { readonly account: string; readonly amount_rao: string }[]
}
const json = async <T>(path: string): Promise<T> => (await app.request(path)).json() as Promise<T>

test('a live subnet’s day is due, is reckoned from the chain, and anyone can compute it again', async () => {
  const { ledger } = world
  expect(await dueStreams(ledger.queries, { at: Date.now() * 2, block: 1 })).toContain(daily)
  await ledger.write(({ handle }) => handle(daily, tick(90_000, 900)))
  const killed = run('reckon', (name) => {
    if (name === 'census page') throw new Error('killed')
  })
  await expect(killed).rejects.toThrow('killed')
  const census = await readCensus(ledger.queries, daily)
  expect(census).toMatchObject({ day: 1, pages: 1 })
  expect(await run('reckon')).toBe(true)
  expect(await readCensus(ledger.queries, daily)).toBeNull()
  expect(await verifySheets(ledger.queries)).toMatchObject({ ok: true, sheets: 2 })

  const day = await json<Day>('/api/ideas/1/distribution')
  expect(day).toMatchObject({ day: 1, block: census?.block.number, available_rao: String(tao(320)) })
  const held = { reason: 'under another hotkey', alpha_rao: String(tao(20)) }
  expect(day.record).toMatchObject({ held_back: [held], hotkey: pair('Hot').address })
  const { rows } = await json<Part>(`/api/sheets/${day.payouts.sheet}/0/0`)
  const paid = new Map(rows.map((row) => [row.account, BigInt(row.amount_rao)]))
  const all = tao(300) - settings.reserve
  // The funders Ben and Eva gave 60 and 40; Gina and Hugo hold three and one of four parts.
  expect(paid.get(pair('Gina').address)).toBe((all * 8n * 3n) / 40n)
  expect(paid.has(pots.treasury)).toBe(false)
  expect([...paid.values()].reduce((sum, one) => sum + one, 0n)).toBe(all)

  const verify = (...words: string[]) =>
    written(sheetCommand(), 'verify', ...words, '--node', world.node.url, '--explorer', 'http://explorer')
  expect(await verify(day.payouts.sheet)).toMatch(
    /The sheet is right: .* day 1\.\n299\.999 alpha to .*\nChecked by the .*\nChecked by the node .*\nBelieved/,
  )
  const holders = await written(
    sheetCommand(),
    'holders',
    '0',
    '--block',
    day.block.toString(),
    '--node',
    world.node.url,
  )
  const file = join(tmpdir(), `holders-${process.pid}.json`)
  await writeFile(file, holders)
  expect(await verify(day.payouts.sheet, '--holders', file)).toMatch(
    /The sheet is right.*Believed: the file/s,
  )
  await writeFile(file, holders.replace(String(tao(600)), String(tao(601))))
  await expect(verify(day.payouts.sheet, '--holders', file)).rejects.toThrow('is not what block')
  await expect(verify(day.carry.sheet)).rejects.toThrow('not that of a day’s payments')
  await expect(verify('f'.repeat(64))).rejects.toThrow('no such sheet')
})

test('the page shows the day, and how it can be computed again', async () => {
  const page = await (await app.request('/ideas/1?tab=all')).text()
  expect(page).toContain('Daily distribution')
  expect(page).toMatch(/In the wallet.*>320.alpha</)
  expect(page).toMatch(/It waits until.*are brought to the account that pays it/)
  const own = await (await app.request('/ideas/1/distribution?day=1')).text()
  expect(own).toMatch(/sheet verify [0-9a-f]{64}/)
  expect(await (await app.request('/ideas/1/distribution?day=9')).text()).toContain('No such day')
})

test.each([
  ['no account', ''],
  ['no address', '?account=5x'],
  ['an address of another chain', '?account=1exaAg2VJRQbyUBAeXcktChCAqjVP9TUxF3zo23R2T6EGdE'],
  ['a day that is none', `?account=${pair('Gina').address}&before=x`],
  ['a script', '?account=%3Cscript%3Ealert(1)%3C/script%3E'],
])('a statement of %s is refused in words', async (_, query) => {
  const answer = await app.request(`/api/ideas/1/statement${query}`)
  expect(answer.status).toBe(400)
  expect(await answer.json()).toMatchObject({ error: expect.stringMatching(/\w+ \w+/) })
  const page = await app.request(`/ideas/1/statement${query}`)
  expect(await page.text()).not.toContain('<script>')
})

test('who has no row has an empty statement', async () => {
  const { address } = pair('Nobody')
  const answer = await json<Statement>(`/api/ideas/1/statement?account=${address}`)
  expect(answer).toMatchObject({ account: address, days: [], next_before: null })
})

const byAccount = (holdings: readonly Holding[]) => new Map(holdings.map((one) => [one.account, one]))

test('the day is paid: the payroll is filled, each row lands, and what is over waits for the next', async () => {
  const { ledger, chain } = world
  const holdings = async () =>
    byAccount(holdingsOf((await holdersAt(chain, 0, await chain.finalized())).positions, new Set()))
  const before = await holdings()
  const day = await json<Day>('/api/ideas/1/distribution')
  const { rows } = await json<Part>(`/api/sheets/${day.payouts.sheet}/0/0`)
  await world.start()
  await until('the payroll is filled', () => run('open-parts'))
  await until('all is paid', async () => (await ledger.readSubnet(stream())).dividends.payout === null)
  const isGathered = async () => (await ledger.readSubnet(stream())).dividends.gathering === null
  await until('what lay under another hotkey is moved', isGathered)
  const after = await holdings()
  for (const { account, amount_rao } of rows)
    expect((after.get(account)?.amount ?? 0n) - (before.get(account)?.amount ?? 0n)).toBe(BigInt(amount_rao))
  expect(after.get(pots.treasury)?.amount ?? 0n).toBe(settings.reserve + tao(20) - BigInt(rows.length))
  expect(await verifySheets(ledger.queries)).toMatchObject({ ok: true })

  const statement = await json<Statement>(`/api/ideas/1/statement?account=${pair('Gina').address}`)
  const own = rows.find(({ account }) => account === pair('Gina').address)
  const given = {
    due_alpha_rao: own?.amount_rao,
    paid_alpha_rao: own?.amount_rao,
    state: 'paid',
    reason: null,
  }
  expect(statement.days).toEqual([{ day: 1, block: day.block, sheet: day.payouts.sheet, ...given }])
  const csv = await app.request(`/api/ideas/1/statement?account=${pair('Gina').address}&format=csv`)
  expect((await csv.text()).split('\r\n')[1]).toBe(
    `1,${day.block},${day.payouts.sheet},${own?.amount_rao},${own?.amount_rao},paid,`,
  )
  const page = await (await app.request(`/ideas/1/statement?account=${pair('Gina').address}`)).text()
  expect(page).toMatch(/Arrived.*<td>paid<\/td>/s)

  // Ten months of the world's clock have passed since the first.
  await until('the next day', () => run('reckon'))
  const next = await json<Day>('/api/ideas/1/distribution')
  expect(next).toMatchObject({ day: 2, available_rao: String(settings.reserve + tao(20)) })
  expect(next.record).toMatchObject({ held_back: [], hotkey: pair('Hot').address })
})

test('whoever changes what a day was made from is found', async () => {
  const { queries } = world.ledger
  await queries.update(sheets).set({ record: '{}' })
  expect(await verifySheets(queries)).toMatchObject({ ok: false, reason: expect.stringMatching(/made from/) })
})
