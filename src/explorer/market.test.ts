import type { Hono } from 'hono'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { tales } from '../../test/support/tales.ts'
import { panels } from '../handlers/panels.ts'
import type { Ledger } from '../ledger/ledger.ts'
import { ORDERS } from '../ledger/market.ts'
import { openLedger } from '../ledger/open.ts'
import { createExplorer } from './explorer.ts'
import { fillMarket, tell } from './testing/fill.ts'
import { HOSTILE } from './testing/hostile.ts'
import { text } from './testing/text.ts'

let ledger: Ledger
let app: Hono

const get = async (path: string) => (await app.request(path)).text()
const issuesOn = (page: string) =>
  [...page.matchAll(/<tr>\n<th scope="row"><a href="\/ideas\/(\d+)/g)].map(([, n]) => Number(n))
const issues = async (path: string) => issuesOn(await get(path))

beforeAll(async () => {
  ledger = await openLedger()
  app = createExplorer({
    ledger,
    links: { github: 'https://github.com', chain: null },
    title: 'Tributary',
    panels,
  })
  await fillMarket(ledger)
  await tell(ledger, tales.voted, { issue: 12, ...HOSTILE })
  for (let issue = 100; issue < 160; issue++)
    await tell(ledger, tales.opened, { issue, terms: { title: `100 % of ${issue}` } })
})
afterAll(() => ledger.close())

test('what got most TAO comes first, then what is newest', async () => {
  const [first, second, third, fourth] = await issues('/market')
  expect([first, second, third]).toEqual([2, 11, 3])
  expect(fourth).toBe(159)
  expect(text(await get('/market'))).toContain('+42.5 TAO')
})

test.each(ORDERS)('by %s each idea is on one page once', async (order) => {
  const seen = [...(await issues(`/market?sort=${order}`)), ...(await issues(`/market?sort=${order}&page=2`))]
  expect(seen).toHaveLength(72)
  expect(new Set(seen).size).toBe(72)
  expect(await issues(`/market?sort=${order}&page=3`)).toEqual([])
})

test('what was refunded has not come in, and the picture of its funding ends with nothing', async () => {
  const page = await get('/ideas/4')
  const steps = page.slice(page.indexOf('As a table'), page.indexOf('</details>'))
  expect([...steps.matchAll(/class="amount">([^<]*)</g)].map(([, amount]) => amount)).toEqual([
    'Raised',
    '30\u00a0TAO',
    '0\u00a0TAO',
  ])
  expect(text(await get('/market?q=Weather'))).toMatch(/30 TAO of 100 TAO 0 TAO 1 0 –/)
})

test('what ends soonest comes before what has no end', async () => {
  expect((await issues('/market?sort=ending')).slice(0, 2).toSorted()).toEqual([11, 3])
})

test('a search means the letters that were typed', async () => {
  expect(await issues('/market?q=CLIMATE')).toEqual([3])
  expect(await issues('/market?q=100+%25+of+15')).toHaveLength(10)
  for (const nothing of ['%25 of _5', '_', '%5C', "'; drop table subnets; --"])
    expect(await issues(`/market?q=${nothing}`), nothing).toEqual([])
  expect(await issues('/market?q=%00climate')).toEqual([3])
})

test('filters are kept from page to page, and together', async () => {
  const page = await get('/market?phase=awaiting-deposit&q=100')
  expect(issuesOn(page)).toHaveLength(50)
  expect(page).toContain('href="/market?q=100&amp;phase=awaiting-deposit&amp;page=2"')
  expect(await issues('/market?q=100&phase=awaiting-deposit&page=2')).toHaveLength(10)
  expect(page).toMatch(/<option value="awaiting-deposit" selected>/)
})

test.each(['?page=0', '?page=-1', '?page=99999999999', '?sort=nothing', '?phase=nothing', '?q='])(
  'what %s cannot mean is left out',
  async (asked) => {
    expect((await app.request(`/market${asked}`)).status).toBe(200)
  },
)

test('a search that finds nothing says so', async () => {
  expect(text(await get('/market?q=nothing+like+this'))).toContain('No idea is like this.')
})

test('what is typed is shown as it was typed, and does nothing', async () => {
  const page = await get('/market?q=%22%3E%3Cscript%3E')
  expect(page).toContain('value="&quot;&gt;&lt;script&gt;"')
  expect(await get('/market?q=script')).not.toMatch(/<script|<img/)
})

test('the same as JSON', async () => {
  const answer = await app.request('/api/market?sort=momentum&phase=funding')
  const { ideas, ...sums } = (await answer.json()) as { ideas: object[] }
  expect(sums).toMatchObject({
    total: 3,
    pages: 1,
    phases: { funding: 3, 'awaiting-deposit': 61, minable: 1 },
  })
  expect(ideas[0]).toEqual({
    repository: 'riverbed/market',
    issue: 11,
    title: 'Fraud in carbon credits is found years too late',
    phase: 'funding',
    netuid: null,
    target_rao: '100000000000',
    raised_rao: '42500000000',
    funders: 2,
    proposals: 0,
    momentum_rao: '42500000000',
    opened_at: expect.stringMatching(/^2026-01-01T/),
    ends_in: 5_000,
  })
  expect((await app.request('/api/market?sort=nothing')).status).toBe(400)
  expect((await app.request('/api/market?phase=nothing')).status).toBe(400)
  expect((await app.request('/api/market?page=0')).status).toBe(400)
})

test('the first page shows what is worth a look now', async () => {
  const page = await get('/')
  const [ending, rising] = [...page.matchAll(/<section class="panel"><h2>(.*?)<\/h2>/g)].map(
    ([, name]) => name,
  )
  expect([ending, rising]).toEqual(['Ends soon', 'Rising'])
  expect(text(page)).toContain('+100 TAO in 7 days')
  expect(await get('/?phase=funding')).not.toContain('Ends soon')
})
