import { gunzipSync } from 'node:zlib'
import type { Hono } from 'hono'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startPostgres } from '../../test/postgres.ts'
import { coldkeys } from '../../test/support/commands.ts'
import { panels } from '../handlers/panels.ts'
import { sayFrom } from '../handlers/say.ts'
import { sentences } from '../handlers/words.ts'
import type { Ledger } from '../ledger/ledger.ts'
import { openLedger } from '../ledger/open.ts'
import { createExplorer } from './explorer.ts'
import { fillMarket } from './testing/fill.ts'
import { text } from './testing/text.ts'

const chain = 'https://polkadot.js.org/apps/?rpc=wss%3A%2F%2Fexample.org#/explorer/query/{hash}'
const site = {
  links: { github: 'https://github.com', chain },
  title: 'Tributary',
  panels,
  sentences,
  say: sayFrom({ explorer: '', github: 'https://github.com', node: null }),
  market: 'riverbed/market',
}
const block = (number: number) => chain.replace('{hash}', `0x${number.toString(16).padStart(64, '0')}`)

let ledger: Ledger
let app: Hono
const get = async (path: string) => (await app.request(path)).text()
const read = async (path: string) => text(await get(path))
const databases = [
  { name: 'PGlite', start: async () => ({ url: undefined, stop: async () => undefined }) },
  { name: 'PostgreSQL', start: startPostgres },
] as const

describe.each(databases)('a market with an idea in every phase, on $name', ({ start }) => {
  let server: Awaited<ReturnType<typeof start>>
  beforeAll(async () => {
    server = await start()
    ledger = await openLedger({ url: server.url })
    await fillMarket(ledger)
    app = createExplorer({ ledger, ...site })
  })
  afterAll(async () => {
    await ledger.close()
    await server.stop()
  })

  test('ideas stand with their state, funding, funders, collateral and what happens next', async () => {
    const page = await read('/')
    expect(page).toContain(
      'All 11 Awaiting deposit 1 Checking 3 Funding 3 Minable 1 Unfunded 1 Slashed 1 Closed 1',
    )
    expect(page).toContain('42.5 TAO of 100 TAO 42&nbsp;%')
    expect(page).toContain('Funders 2 Collateral 1 TAO, held in the till')
    expect(page).toContain('To do anyone with TAO can contribute from their own wallet, until block 5,000')
    expect(page).toContain('Now open for funding: 42.5 TAO of 100 TAO.')
    expect(page).toContain('To do validators vote with /uphold or /reject, by 8 January 2026, 00:00 UTC.')
    expect(page).toContain('30 TAO of 100 TAO, refunded')
    expect(page).toContain('Now closed: a challenge was upheld and the collateral was slashed.')
  })

  test('a phase shows its ideas alone, an unknown one shows all', async () => {
    const cards = async (path: string) => (await get(path)).split('<article').length - 1
    expect(await cards('/?phase=minable')).toBe(1)
    expect(await cards('/?phase=none')).toBe(11)
    expect(await cards("/?phase='--")).toBe(11)
  })

  test('the bar has a segment for each funder, in proportion', async () => {
    const page = await get('/ideas/2?tab=all')
    expect(page).toContain('<rect class="s0" x="0" y="0" width="6000" height="100"/>')
    expect(page).toContain('<rect class="s1" x="6000" y="0" width="4000" height="100"/>')
    expect(page).toMatch(
      /role="progressbar".*aria-valuenow="100" aria-valuetext="100\u00a0TAO of 100\u00a0TAO"/,
    )
  })

  test('an idea shows where its money came from and where it goes', async () => {
    const page = await read('/ideas/2?tab=all')
    expect(page).toContain('Collateral from 5GrwvaEF…GKutQY into the till 1 TAO extrinsic 5-1')
    expect(page).toContain('Contributions from 2 funders into the crowdloan 100 TAO')
    expect(page).toContain(
      'Crowdloan finalized into the treasury from Tributary’s own account – settled extrinsic 9-1',
    )
    expect(page).toContain(`${coldkeys.ben} linked to @ben 60 TAO`)
    expect(await read('/ideas/5?tab=all')).toContain('Deposit that does not count: paid again')
    expect(await read('/ideas/10?tab=all')).toContain('failed 1×: Token.FundsUnavailable. Tried again after')
    expect(await read('/ideas/1?tab=all')).toContain('Slashed collateral, the challenger’s share')
  })

  test('a dispute shows the stake on either side, the quorum, and its reason', async () => {
    const page = await read('/ideas/6?tab=all')
    expect(page).toContain(
      'Dispute 1: open until 8 Jan 2026, 00:00 UTC by @ben, 1 Jan 2026, 00:00 UTC The article does not exist.',
    )
    expect(page).toContain('uphold 6,000 TAO reject 4,000 TAO')
    expect(page).toContain(
      '2 of 2 linked validators voted, with 10,000 TAO of stake. The quorum is 1,000 TAO',
    )
    expect(await get('/ideas/6?tab=all')).toContain(
      '<rect class="uphold" x="0" y="0" width="6000" height="100"/>',
    )
    expect(await read('/ideas/1?tab=all')).toContain('Dispute 1: upheld')
  })

  test('each entry of a timeline leads to its comment, its issue or its block, and to its event', async () => {
    const page = await get('/ideas/6?tab=all')
    const entries = page.slice(page.indexOf('<ol class="timeline"')).split('<li ').slice(1)
    expect(entries).toHaveLength(10)
    expect(entries[0]).toContain('href="https://github.com/riverbed/market/issues/6"')
    expect(entries[4]).toContain(`href="${block(5)}"`)
    expect(entries[7]).toContain('href="https://github.com/riverbed/market/issues/6#issuecomment-900"')
    for (const entry of entries) expect(entry).toMatch(/href="\/ledger\/\d+" title="[0-9a-f]{64}"/)
  })

  test('without an explorer of the chain, a block leads to the event that was seen in it', async () => {
    const own = createExplorer({ ledger, ...site, links: { github: 'https://github.com', chain: null } })
    const page = await (await own.request('/ideas/2?tab=all')).text()
    const href =
      /destroyed the fee.*?href="(\/ledger\/\d+)" rel="[^"]*">\s*extrinsic 5-1/s.exec(page)?.[1] ?? ''
    const event = await (await own.request(href)).text()
    expect(event).toContain(`0x${'5'.padStart(64, '0')}`)
  })

  test('the ledger tells every event in words, the newest first, and how to verify it', async () => {
    const page = await read('/ledger')
    const answer = await app.request('/api/ledger?after=113')
    const tip = (await answer.json()) as { events: { hash: string; position: number }[] }
    expect(tip.events).toHaveLength(1)
    expect(page).toContain(`Position 114, hash ${tip.events[0]?.hash}`)
    expect(page).toContain('tributary ledger verify')
    expect(page.indexOf('#114 ContributionCounted')).toBeLessThan(page.indexOf('#113 ContributionCounted'))
    expect(page).toContain('Older entries')
    expect(await read('/ledger?before=43')).toContain('@ben linked the coldkey 5FHneW46…M694ty.')
    const linked = 'href="https://github.com/riverbed/market/issues/1#issuecomment-10102"'
    for (const path of ['/ledger?before=2', '/ledger/1']) expect(await get(path)).toContain(linked)
  })

  test('an event shows what was hashed, and its neighbours', async () => {
    const page = await get('/ledger/2')
    expect(text(page)).toContain('&quot;type&quot;:&quot;IdeaOpened&quot;')
    expect(page).toContain('href="/ledger/1"')
    expect(page).toContain('href="/ledger/3"')
    expect(await get('/ledger/115')).not.toContain('href="/ledger/116"')
  })

  test.each([
    '/ideas/999',
    '/ideas/x',
    '/ideas/-1',
    '/ideas/9999999999',
    '/ideas/99999999999999999999',
    '/ideas/1?repository=%00',
    '/ledger/9007199254740991',
    '/ledger/0',
    '/ledger/116',
    '/nothing',
    '/ideas/1?repository=a/b',
  ])('%s is answered with a page that helps', async (path) => {
    const answer = await app.request(path)
    expect(answer.status).toBe(404)
    expect(text(await answer.text())).toContain('Look among all ideas or in the ledger.')
  })

  test.each([
    '/?before=9999999999',
    '/ideas/1?until=9999999999',
    '/ledger?before=9007199254740991',
    '/?phase=%00',
  ])('%s is a page all the same', async (path) => {
    expect((await app.request(path)).status).toBe(200)
  })

  test('pages may load nothing but their stylesheet, tell nobody, and are asked for again each time', async () => {
    const answer = await app.request('/')
    const policy = answer.headers.get('content-security-policy')
    expect(policy).toMatch(/^default-src 'none'; style-src 'self'; img-src 'self' data:;/)
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
    expect(answer.headers.get('referrer-policy')).toBe('no-referrer')
    expect(answer.headers.get('cache-control')).toBe('no-cache')
    const etag = answer.headers.get('etag') ?? ''
    const again = await app.request('/', { headers: { 'if-none-match': etag } })
    expect([again.status, await again.text()]).toEqual([304, ''])
    const head = await app.request('/', { method: 'HEAD' })
    expect([head.status, await head.text()]).toEqual([200, ''])
  })

  test('what is sent is packed for who can unpack it, and known by its ETag all the same', async () => {
    const answer = await app.request('/', { headers: { 'accept-encoding': 'gzip' } })
    expect(answer.headers.get('content-encoding')).toBe('gzip')
    const packed = Buffer.from(await answer.arrayBuffer())
    expect(gunzipSync(packed).toString()).toBe(await get('/'))
    const etag = answer.headers.get('etag') ?? ''
    const headers = { 'if-none-match': etag, 'accept-encoding': 'gzip' }
    expect((await app.request('/', { headers })).status).toBe(304)
    expect((await app.request('/')).headers.get('content-encoding')).toBeNull()
  })

  test('the stylesheet is there under the address that pages give', async () => {
    const href = /href="(\/explorer\.css\?v=\w+)"/.exec(await get('/'))?.[1] ?? ''
    const answer = await app.request(href)
    expect(answer.headers.get('content-type')).toBe('text/css; charset=utf-8')
    expect(await answer.text()).toContain('prefers-color-scheme: dark')
  })
})

test('while the ledger cannot be read, a page says so, and somebody is told why', async () => {
  const queries = new Proxy({} as Ledger['queries'], {
    get: () => () => {
      throw new Error('the database is gone')
    },
  })
  const told: string[] = []
  const own = createExplorer({ ledger: { queries }, ...site, onError: (error) => told.push(error.message) })
  const answer = await own.request('/')
  expect(answer.status).toBe(503)
  expect(text(await answer.text())).toContain('Nothing is lost')
  expect(await (await own.request('/api/ideas')).json()).toEqual({ error: 'the ledger cannot be read now' })
  expect(told).toEqual(['the database is gone', 'the database is gone'])
})

describe('an empty ledger', () => {
  test('tells a newcomer how to open the first idea', async () => {
    await using empty = await open()
    const own = createExplorer({ ledger: empty.ledger, ...site })
    const home = await (await own.request('/')).text()
    expect(text(home)).toContain('No idea yet: yours can be the first')
    expect(home).toContain('href="https://github.com/riverbed/market/issues/new?template=idea.yml"')
    expect(text(await (await own.request('/ledger')).text())).toContain('Nothing has happened yet.')
  })
})

async function open() {
  const opened = await openLedger()
  return { ledger: opened, [Symbol.asyncDispose]: () => opened.close() }
}
