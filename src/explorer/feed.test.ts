import type { Hono } from 'hono'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { tales } from '../../test/support/tales.ts'
import { panels } from '../handlers/panels.ts'
import { sentences } from '../handlers/words.ts'
import type { Ledger } from '../ledger/ledger.ts'
import { openLedger } from '../ledger/open.ts'
import { createExplorer } from './explorer.ts'
import { tell } from './testing/fill.ts'
import { HOSTILE } from './testing/hostile.ts'

let ledger: Ledger
let app: Hono
const get = async (path: string) => app.request(path)

beforeAll(async () => {
  ledger = await openLedger()
  const links = { github: 'https://github.com', chain: null }
  app = createExplorer({ ledger, links, title: 'Tributary', panels, sentences })
  await tell(ledger, tales.funding, { issue: 1 })
  await tell(ledger, tales.voted, {
    issue: 2,
    ...HOSTILE,
    terms: { title: `${HOSTILE.terms.title}\uffff\u0001` },
  })
})
afterAll(() => ledger.close())

const entriesOf = (feed: string) =>
  [...feed.matchAll(/<id>(urn:sha256:[0-9a-f]{64})<\/id>/g)].map(([, id]) => id)
const MARKUP = /<(?!\/?(feed|title|id|updated|link|author|name|entry|\?xml)\b)/

test('each subnet and the market have a feed, the newest first, each event once', async () => {
  const answer = await get('/ideas/1/feed.atom?repository=riverbed%2Fmarket')
  expect(answer.headers.get('content-type')).toBe('application/atom+xml; charset=utf-8')
  const own = await answer.text()
  expect(own).toContain('<title>GPU kernels are tuned by hand</title>')
  expect(own).toContain('href="/ideas/1?repository=riverbed%2Fmarket"')
  const market = await (await get('/feed.atom')).text()
  expect(market).toMatch(/<title type="html">riverbed\/market#1: /)
  expect(own).not.toMatch(/<title type="html">riverbed/)
  const all = entriesOf(market)
  expect(new Set(all).size).toBe(all.length)
  expect(all).toEqual(expect.arrayContaining(entriesOf(own)))
  const times = [...own.matchAll(/<updated>(.*?)<\/updated>/g)].map(([, at]) => at ?? '')
  expect(times[0]).toBe(times.slice(1).toSorted().at(-1))
})

test('what people write is text in a feed, and in a form that XML has', async () => {
  const feed = await (await get('/feed.atom')).text()
  expect(feed).toContain('alert(1)')
  expect(feed).not.toMatch(MARKUP)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: XML has none of these.
  expect(feed).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/)
})

test('a badge says the phase and what was raised', async () => {
  const answer = await get('/ideas/1/badge.svg')
  expect(answer.headers.get('content-type')).toBe('image/svg+xml; charset=utf-8')
  const drawn = await answer.text()
  expect(drawn).toContain('aria-label="Tributary: Funding, 42.5\u00a0TAO"')
  expect(drawn).not.toMatch(/<script|<style|\son\w+=/)
})

test.each(['/ideas/9/feed.atom', '/ideas/9/badge.svg', '/ideas/x/badge.svg'])(
  '%s is not there',
  async (path) => {
    expect((await get(path)).status).toBe(404)
  },
)
