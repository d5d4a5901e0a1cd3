import type { Hono } from 'hono'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { tao } from '../../test/support/commands.ts'
import { wholeExplorer } from '../../test/support/explorer.ts'
import type { Ledger } from '../ledger/ledger.ts'
import { openLedger } from '../ledger/open.ts'
import { findIdeas } from '../ledger/read.ts'
import { balanceOf, keepReading, REGISTRATION_COST } from '../ledger/readings.ts'
import { fillMarket, fillMined, MINED } from './testing/fill.ts'
import { text } from './testing/text.ts'

let ledger: Ledger
let app: Hono
const get = async (path: string) => (await app.request(path)).text()
const idea = (name: (typeof MINED)[number]) => `/ideas/${21 + MINED.indexOf(name)}`
const pageOf = (name: (typeof MINED)[number]) => `${idea(name)}?tab=all`
const read = async (name: (typeof MINED)[number]) => text(await get(pageOf(name)))
const json = async (path: string) => (await (await app.request(path)).json()) as Record<string, unknown>

beforeAll(async () => {
  ledger = await openLedger()
  await fillMarket(ledger)
  await fillMined(ledger)
  app = wholeExplorer(ledger)
})
afterAll(() => ledger.close())

test('ideas are told apart by their phase', async () => {
  const home = text(await get('/'))
  expect(home).toContain('Launching 2 Preparing 1 Probation 1 Live 1 Failed 1 Unfunded 1')
  expect(text(await get('/?phase=live'))).toContain('Now live: the probation of subnet 2 is passed.')
})

test('the race stands as it is now, with what was cut', async () => {
  const page = await read('scored')
  expect(page).toContain('The race as it stands now')
  expect(page).toContain('1 #11 Proposal 11 by @ben, scored by 3')
  expect(page).toContain('Cut to the consensus: @validator-106, from 100 % to 60 %')
  expect(await get(pageOf('scored'))).toContain('href="https://github.com/riverbed/kernels-21/pull/11"')
})

test('who has to do what, until when, is said first and as the thread says it', async () => {
  expect(await read('accepted')).toContain(
    'Where it stands To do ben pays 10 TAO by 17 January 2026, 00:14 UTC, from the linked wallet: see The invitation.',
  )
})

test('of a subnet that is live, what it raised long ago comes last', async () => {
  const page = await read('passed')
  expect(page.indexOf('Where it stands')).toBeLessThan(page.indexOf('Probation Passed'))
  expect(page.indexOf('Funding 100')).toBeGreaterThan(page.indexOf('Money What came in'))
})

test('rounds keep their history', async () => {
  const page = await read('secondRound')
  expect(page).toContain('Round 2: guaranteed')
  expect(page).toContain('Round 1: lapsed')
  expect(page).toContain('It came to nothing: the invited miner did not guarantee in time.')
  expect(page).toContain('As round 1 was counted')
  expect(page).toMatch(/Guarantor’s collateral, round 2 from \S+ into the escrow 10 TAO/)
})

test('a launch is shown stage by stage', async () => {
  const page = await read('configuring')
  expect(page).toContain('Release. Done : architecture-v1')
  expect(page).toContain('Registration. Done : subnet 2')
  expect(page).toContain('Architecture. Under way : 0 of 2 steps')
  expect(page).toContain('Start. Not yet')
  expect(await get(pageOf('configuring'))).toContain(
    `href="https://github.com/riverbed/kernels-24/commit/${'c'.repeat(40)}"`,
  )
})

test('a probation is a row of days, each told in words too', async () => {
  const page = await read('passed')
  expect(page).toContain('Passed. 3 of 4 recorded days were good; 3 of 4 have to be good.')
  expect(page).toContain('Day 2: bad')
  expect(page).toContain('too few active miners')
  expect(await read('failed')).toContain('Not passed. 2 of 4')
  expect(await read('incident')).toContain('Incident #40: open until 25 Jan 2026')
})

test('each event of the home leads to where it was seen', async () => {
  const events = await json(`/api${idea('passed')}/events`)
  const urls = (events.events as { type: string; source: { url: string } }[]).map(({ type, source }) => [
    type,
    source.url,
  ])
  expect(urls).toContainEqual(['ProposalSeen', 'https://github.com/riverbed/kernels-27/pull/11'])
  expect(urls).toContainEqual([
    'ScoreGiven',
    'https://github.com/riverbed/kernels-27/issues/11#issuecomment-2130',
  ])
  expect(urls).toContainEqual(['IdeaOpened', 'https://github.com/riverbed/market/issues/27'])
})

test('the API says the same, in units that its fields name', async () => {
  const shape = await json(`/api${idea('passed')}`)
  expect(shape).toMatchObject({
    phase: 'live',
    next: 'pay-guarantor',
    home: 'riverbed/kernels-27',
    home_url: 'https://github.com/riverbed/kernels-27',
    bounty_rao: '5000000000',
    reward_rao: '1000000000',
    rounds: [
      {
        number: 1,
        stage: 'guaranteed',
        collateral_rao: '10000000000',
        standings: [{ pull: 11 }, { pull: 12 }],
      },
      { number: 2, stage: 'open', standings: [] },
    ],
    launch: { netuid: 2, limit_rao: '94000000000', lock_cost_rao: '80000000000', stage: 'started', done: 2 },
    raise: {
      raised_rao: '100000000000',
      lock_cost_rao: '80000000000',
      bounty_rao: '5000000000',
      reward_rao: '1000000000',
      rest_rao: '14000000000',
    },
    probation: { day_ms: 86_400_000, length: 4, needed_days: 3, verdict: 'passed' },
  })
  expect(shape.probation).toMatchObject({
    days: [{ day: 1, good: true, emission_alpha_rao: '1000' }, {}, {}, {}],
  })
  expect(shape.rounds).toMatchObject([
    { invitation: { deadline: '2026-01-17T00:14:24.000Z' } },
    { invitation: null },
  ])
  const { events } = (await json(`/api${idea('passed')}/events`)) as {
    events: { type: string; details: object }[]
  }
  const counted = events.find(({ type }) => type === 'RoundCounted')
  expect(counted?.details).toMatchObject({ stakes_rao: { 103: '6000000000000' } })
})

test('what registering costs is said before it, and afterwards what is left of the raise, with the block', async () => {
  const reading = { amount: tao(120), block: 3_210, at: 0 }
  await keepReading(ledger.queries, REGISTRATION_COST, reading)
  const [stream] = (await findIdeas(ledger.queries, 21 + MINED.indexOf('passed'))).map(
    ({ view }) => view.stream,
  )
  await keepReading(ledger.queries, balanceOf(stream ?? ''), { ...reading, amount: tao(15) })
  expect(await read('scored')).toContain(
    'The chain asks 120 TAO for a network, as of block 3,210. Each registration doubles the price, and then it falls until the next. Of 100 TAO the rules leave 94 TAO for it, after bounty and reward. That does not pay for it',
  )
  const page = await read('passed')
  expect(page).not.toContain('The chain asks')
  expect(page).toContain('What is left for the subnet 14 TAO Raised 100 TAO')
  expect(page).toContain('The subnet’s treasury had 15 TAO at the end of block 3,210')
  expect(await json(`/api${idea('passed')}`)).toMatchObject({
    registration_limit_rao: '94000000000',
    treasury_balance: { amount_rao: '15000000000', block: 3_210 },
  })
  expect(await json('/api/registration')).toMatchObject({ registration_cost: { amount_rao: '120000000000' } })
})

test('what people write and are called is inert everywhere', async () => {
  for (const path of ['/', '/ideas/29', '/ideas/29?tab=all', '/ledger']) {
    const page = await get(path)
    expect(page).not.toMatch(/<script|<img|<b>bold|\u202e/)
  }
  expect(await get('/ideas/29?tab=all')).toContain('&lt;script&gt;')
})

test('every event of a mined subnet has its page', async () => {
  const { events } = (await json(`/api${idea('passed')}/events`)) as { events: { position: number }[] }
  for (const { position } of events) expect((await app.request(`/ledger/${position}`)).status).toBe(200)
})
