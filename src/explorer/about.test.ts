import type { Hono } from 'hono'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { slowConfig } from '../../test/support/slow.ts'
import { tales } from '../../test/support/tales.ts'
import { settingsInForce } from '../handlers/market/in-force.ts'
import { keepConfig } from '../ledger/configs.ts'
import { createCursor, moveCursor } from '../ledger/cursors.ts'
import type { Ledger } from '../ledger/ledger.ts'
import { openLedger } from '../ledger/open.ts'
import { rao } from '../mechanisms/money.ts'
import { createExplorer } from './explorer.ts'
import { tell } from './testing/fill.ts'
import { text } from './testing/text.ts'

const links = { github: 'https://github.com', chain: null }
const first = { block: 1, blockHash: '0x01', at: Date.UTC(2026, 0, 1) }
const second = { block: 2, blockHash: '0x02', at: Date.UTC(2026, 1, 3, 12) }

let ledger: Ledger
let app: Hono
const read = async (path: string) => text(await (await app.request(path)).text())

beforeAll(async () => {
  ledger = await openLedger()
  app = createExplorer({ ledger, links, title: 'Tributary', panels: [], rules: settingsInForce })
})
afterAll(() => ledger.close())

test('before there is a market, the rules say so', async () => {
  expect(await read('/rules')).toContain('No idea has been opened yet')
  expect(await (await app.request('/api/rules')).json()).toEqual({ market: null, markets: [], settings: [] })
})

test('the rules of a market show each number in force, and since when', async () => {
  const { queries } = ledger
  await tell(ledger, tales.opened, { issue: 1 })
  await createCursor(queries, first)
  await keepConfig(queries, 7, slowConfig)
  await moveCursor(queries, first, second)
  await keepConfig(queries, 7, { ...slowConfig, idea: { ...slowConfig.idea, fee: rao(250_000_000n) } })

  const page = await read('/rules')
  expect(page).toContain('idea.fee Paid once for submitting an idea; never returned.')
  expect(page).toContain('0.25 TAO set by this market 3 Feb 2026, 12:00 UTC')
  expect(page).toContain('1 TAO the default 1 Jan 2026, 00:00 UTC')
  const { settings } = (await (await app.request('/api/rules')).json()) as { settings: object[] }
  expect(settings[0]).toMatchObject({
    name: 'idea.fee',
    value: '0.25 TAO',
    since: '2026-02-03T12:00:00.000Z',
  })
})

test('of several markets each is asked for by its name, and an unknown one is not there', async () => {
  await tell(ledger, tales.opened, { issue: 1, repository: { id: 8, owner: 'delta', name: 'market' } })
  expect(await read('/rules')).toContain('delta/market riverbed/market')
  expect(await read('/rules?repository=riverbed/market')).toContain('0.25 TAO')
  expect(await read('/rules?repository=delta/market')).toContain(
    '0.1 TAO the default longer than is recorded',
  )
  expect((await app.request('/rules?repository=no/market')).status).toBe(404)
  expect((await app.request('/api/rules?repository=%27--')).status).toBe(404)
})
