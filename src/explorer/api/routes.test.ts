import { createHash } from 'node:crypto'
import type { Hono } from 'hono'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { tales } from '../../../test/support/tales.ts'
import { units } from '../../handlers/fields.ts'
import type { Ledger } from '../../ledger/ledger.ts'
import { openLedger } from '../../ledger/open.ts'
import { createExplorer } from '../explorer.ts'
import { fillMarket, tell } from '../testing/fill.ts'

let ledger: Ledger
let app: Hono
const get = async <Body = Record<string, unknown>>(path: string): Promise<Body> =>
  (await (await app.request(path)).json()) as Body

beforeAll(async () => {
  ledger = await openLedger()
  await fillMarket(ledger)
  await tell(ledger, tales.opened, { issue: 2, repository: { id: 8, owner: 'delta', name: 'market' } })
  const links = { github: 'https://github.com', chain: null }
  app = createExplorer({ ledger, links, title: 'Tributary', panels: [], units })
})
afterAll(() => ledger.close())

test('an idea is told in rao, with its payments', async () => {
  const idea = await get('/api/ideas/4')
  expect(idea).toMatchObject({
    phase: 'unfunded',
    target_rao: '100000000000',
    raised_rao: '30000000000',
    collateral_rao: '1000000000',
    collateral_fate: 'returned',
    opened_at: '2026-01-01T00:00:00.000Z',
    discoverer: { id: 101, login: 'ada' },
    issue_url: 'https://github.com/riverbed/market/issues/4',
    funders: [{ amount_rao: '30000000000' }],
  })
  expect(idea.payments).toContainEqual(
    expect.objectContaining({ kind: 'collateral-return', status: 'settled', amount_rao: '1000000000' }),
  )
  expect(idea.payments).toContainEqual(expect.objectContaining({ kind: 'loan-dissolve', amount_rao: null }))
})

test('ideas are listed, and by phase', async () => {
  const { ideas } = await get<{ ideas: { phase: string }[] }>('/api/ideas?phase=checking')
  expect(ideas.map((idea) => idea.phase)).toEqual(['checking', 'checking', 'checking'])
  expect(await get('/api/ideas')).toMatchObject({ next_before: null, ideas: { length: 12 } })
})

test('the events of an idea say what happened, in which unit, and where it was seen', async () => {
  const { events } = await get<{ events: Record<string, unknown>[] }>('/api/ideas/6/events')
  expect(events.map((event) => event.sequence)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
  expect(events[7]).toMatchObject({
    type: 'DisputeOpened',
    at: '2026-01-01T00:00:00.040Z',
    source: { kind: 'comment', url: 'https://github.com/riverbed/market/issues/6#issuecomment-900' },
    details: { quorum_rao: '1000000000000', closes_at: '2026-01-08T00:00:00.040Z' },
  })
  expect(events[0]).toMatchObject({ details: { config: { dispute: { duration_ms: 604_800_000 } } } })
})

test('anyone can hash the whole chain again from the ledger alone', async () => {
  let previous = '0'.repeat(64)
  let rows = 0
  for (let after: number | null = 0; after !== null; ) {
    const page: { events: Record<string, string | number>[]; next_after: number | null } = await get(
      `/api/ledger?after=${after}`,
    )
    for (const { hash, ...row } of page.events) {
      const fields = [row.previous, row.position, row.stream, row.sequence, row.type, row.data]
      expect(row.previous).toBe(previous)
      expect(createHash('sha256').update(fields.join('\n')).digest('hex')).toBe(hash)
      previous = String(hash)
      rows += 1
    }
    after = page.next_after
  }
  expect(rows).toBe(116)
})

test.each([
  ['/api/ideas/999', 404, 'no idea with this number'],
  ['/api/ideas/2', 409, 'several repositories'],
  ['/api/ideas?phase=rich', 400, 'phase is one of'],
  ['/api/ideas?netuid=-1', 400, 'netuid is a whole number'],
  ['/api/ledger?after=-1', 400, 'after is a whole number'],
  ['/api/ideas?before=x', 400, 'before is a whole number'],
  ['/api/ideas/4/events?until=', 400, 'until is a whole number'],
  ['/api/rich', 404, 'docs/api.md'],
])('%s is answered %i: %s', async (path, status, error) => {
  const answer = await app.request(path)
  expect(answer.status).toBe(status)
  expect(await answer.json()).toMatchObject({ error: expect.stringContaining(error) })
})

test('a number that several repositories have is told apart by the repository', async () => {
  expect(await get('/api/ideas/2')).toMatchObject({ repositories: ['riverbed/market', 'delta/market'] })
  expect(await get('/api/ideas/2?repository=delta/market')).toMatchObject({ repository: 'delta/market' })
})
