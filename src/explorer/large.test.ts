import type { Hono } from 'hono'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { coldkeys, contribution } from '../../test/support/commands.ts'
import { tales } from '../../test/support/tales.ts'
import { panels } from '../handlers/panels.ts'
import { sentences } from '../handlers/words.ts'
import type { Ledger } from '../ledger/ledger.ts'
import { openLedger } from '../ledger/open.ts'
import { createExplorer } from './explorer.ts'
import { tell } from './testing/fill.ts'
import { HOSTILE } from './testing/hostile.ts'
import { text } from './testing/text.ts'

const site = { links: { github: 'https://github.com', chain: null }, title: 'Tributary', panels, sentences }

let ledger: Ledger
let app: Hono
const get = async (path: string) => (await app.request(path)).text()

describe('a large market', () => {
  beforeAll(async () => {
    ledger = await openLedger()
    app = createExplorer({ ledger, ...site })
    const busy = Array.from({ length: 120 }, (_, index) =>
      contribution(41 + index, 7 + index, coldkeys.ben, 0.5),
    )
    await tell(ledger, [...tales.funding.slice(0, 6), ...busy], { issue: 1 })
    for (let issue = 2; issue <= 25; issue++) await tell(ledger, tales.opened, { issue })
    await tell(ledger, tales.opened, { issue: 2, repository: { id: 8, owner: 'delta', name: 'market' } })
    await tell(ledger, tales.voted, { issue: 26, ...HOSTILE })
  })
  afterAll(() => ledger.close())

  test('ideas come in pages, without a gap or a repetition', async () => {
    const seen: string[] = []
    for (let path: string | undefined = '/'; path !== undefined; ) {
      const page = await get(path)
      seen.push(...[...page.matchAll(/<h2><a href="([^"]*)"/g)].map((match) => match[1] ?? ''))
      path = /href="(\/\?before=\d+)">Older/.exec(page)?.[1]
    }
    expect(seen).toHaveLength(27)
    expect(new Set(seen).size).toBe(27)
  })

  test('a number that several repositories have is asked about', async () => {
    const page = await get('/ideas/2?tab=all')
    expect(text(page)).toContain('Which idea #2?')
    const href = /href="(\/ideas\/2\?repository=delta%2Fmarket)"/.exec(page)?.[1] ?? ''
    expect(await get(href)).toContain('https://github.com/delta/market/issues/2')
  })

  test('a long timeline shows its end, and leads to what came before', async () => {
    const page = await get('/ideas/1?tab=all')
    expect(page.match(/<li id="e/g)).toHaveLength(100)
    const earlier = /href="([^"]*)">(\d+) earlier events/.exec(page)
    expect(earlier?.[2]).toBe('30')
    const before = await get((earlier?.[1] ?? '').replace('&amp;', '&').replace('#timeline', ''))
    expect(before.match(/<li id="e/g)).toHaveLength(30)
    expect(before).toContain('To the newest events')
  })

  test.each([
    ['/', 19],
    ['/?phase=awaiting-deposit', 10],
    ['/ideas/1', 15],
    ['/ideas/1?tab=all', 18],
    ['/ideas/26', 15],
    ['/ledger', 2],
    ['/ledger/7', 2],
    ['/rules', 2],
    ['/treasury', 6],
    ['/api/ideas', 10],
    ['/api/ideas/1', 11],
    ['/api/ideas/1/events', 12],
    ['/api/ledger', 1],
  ])('%s costs %i queries, however much there is', async (path, most) => {
    const counted = countQueries(ledger)
    const answer = await createExplorer({ ledger: counted, ...site }).request(path)
    expect([answer.status, counted.count()]).toEqual([200, most])
  })

  test('what people write is shown as they wrote it, and does nothing', async () => {
    for (const path of ['/', '/ideas/26?tab=all', '/ledger', '/ledger/181']) {
      const page = await get(path)
      expect(page).toContain('alert(1)')
      expect(page).not.toMatch(/<script|<img|<b>bold|href="javascript|\p{Cf}/iu)
    }
    const page = await get('/ideas/26?tab=all')
    expect(page).toContain('<bdi>&lt;script&gt;alert(1)&lt;/script&gt;')
    expect(page).toContain('<bdi>javascript:alert(1)</bdi>')
  })
})

/** The same ledger, counting what is asked of it. */
function countQueries({ queries }: Ledger) {
  let count = 0
  const counting = new Proxy(queries, {
    get: (target, name) => {
      if (['select', 'selectDistinct', 'selectDistinctOn', 'execute', 'transaction'].includes(String(name)))
        count += 1
      const value: unknown = Reflect.get(target, name)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
  return { queries: counting, count: () => count }
}
