import { afterAll, beforeAll, expect, test } from 'vitest'
import { tales } from '../../test/support/tales.ts'
import type { Ledger } from '../ledger/ledger.ts'
import { openLedger } from '../ledger/open.ts'
import { createExplorer } from './explorer.ts'
import type { NamedPanel } from './panel.ts'
import { tell } from './testing/fill.ts'

const template = '/explorer/parts/key'
const tide: NamedPanel = {
  name: 'tide',
  tab: 'team',
  heading: 'Tide',
  template,
  read: async (_, view) => ({ key: view.title }),
}
const tab = 'overview'
const moon: NamedPanel = { name: 'moon', tab, heading: 'Moon', template, read: async () => ({ key: 'full' }) }
const drought: NamedPanel = {
  name: 'drought',
  tab: 'team',
  heading: 'Drought',
  template,
  read: async () => null,
}

let ledger: Ledger
beforeAll(async () => {
  ledger = await openLedger()
  await tell(ledger, tales.opened, { issue: 1, terms: { title: '<b>High' } })
})
afterAll(() => ledger.close())

const show = async (panels: readonly NamedPanel[], path = '/ideas/1?tab=all') => {
  const links = { github: 'https://github.com', chain: null }
  const page = await createExplorer({ ledger, links, title: 'Tributary', panels }).request(path)
  return page.text()
}
const headings = (page: string) => [...page.matchAll(/<h2 id="([^"]*)"/g)].map(([, name]) => name)

test('a page has the panels that it is handed, in their order, and leaves out what has nothing to show', async () => {
  expect(headings(await show([moon, drought, tide]))).toEqual(['state', 'moon', 'tide', 'timeline'])
  expect(headings(await show([]))).toEqual(['state', 'timeline'])
})

test('each part of a page has its own panels, and a part with nothing to show is not there', async () => {
  const of = async (path: string) => headings(await show([moon, drought, tide], path))
  expect(await of('/ideas/1')).toEqual(['state', 'moon'])
  expect(await of('/ideas/1?tab=team')).toEqual(['tide'])
  expect(await of('/ideas/1?tab=events')).toEqual(['timeline'])
  expect(await of('/ideas/1?until=1')).toEqual(['timeline'])
  for (const nothing of ['sales', 'nothing', '%00'])
    expect(await of(`/ideas/1?tab=${nothing}`), nothing).toEqual(['state', 'moon'])
  expect(await show([drought])).not.toContain('tab=team')
})

test('a panel reads the subnet, and what it shows is escaped', async () => {
  const page = await show([tide])
  expect(page).toContain('<section aria-labelledby="tide">\n<h2 id="tide">Tide</h2>\n')
  expect(page).toContain('<code title="&lt;b&gt;High">&lt;b&gt;High</code>')
})
