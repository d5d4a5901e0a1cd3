import { afterEach, beforeEach, expect, test } from 'vitest'
import { tales } from '../../test/support/tales.ts'
import { tell } from '../explorer/testing/fill.ts'
import { type Config, defaultConfig } from '../mechanisms/config.ts'
import { rao } from '../mechanisms/money.ts'
import { keepConfig, readMarkets } from './configs.ts'
import { createCursor, moveCursor, readCursor } from './cursors.ts'
import type { Ledger } from './ledger.ts'
import { openLedger } from './open.ts'

const MARKET = 7
const dearer: Config = { ...defaultConfig, idea: { ...defaultConfig.idea, fee: rao(5n) } }

let ledger: Ledger
beforeEach(async () => {
  ledger = await openLedger()
  await tell(ledger, tales.opened, { issue: 1 })
})
afterEach(() => ledger.close())

async function clockAt(at: number): Promise<void> {
  const now = await readCursor(ledger.queries)
  const next = { block: (now?.block ?? 0) + 1, blockHash: '0x', at }
  if (now) await moveCursor(ledger.queries, now, next)
  else await createCursor(ledger.queries, next)
}
const market = async () => (await readMarkets(ledger.queries))[0]

test('a market whose file was never read has the defaults, and no time', async () => {
  expect(await market()).toEqual({ repository: 'riverbed/market', config: defaultConfig, since: {} })
})

test('a setting that changes has the time of its change, and the others keep theirs', async () => {
  await clockAt(1_000)
  await keepConfig(ledger.queries, MARKET, defaultConfig)
  await clockAt(2_000)
  await keepConfig(ledger.queries, MARKET, dearer)
  await clockAt(3_000)
  await keepConfig(ledger.queries, MARKET, dearer)
  const since = (await market())?.since ?? {}
  expect(since['idea.fee']).toBe(2_000)
  expect([since['idea.collateral'], since.feeSink, since['scoring.rubric']]).toEqual([1_000, 1_000, 1_000])
})

test('what was in force before times were noted has none until it changes', async () => {
  await keepConfig(ledger.queries, MARKET, defaultConfig)
  await clockAt(2_000)
  await keepConfig(ledger.queries, MARKET, dearer)
  expect((await market())?.since).toEqual({ 'idea.fee': 2_000 })
})
