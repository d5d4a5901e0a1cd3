import type { Hono } from 'hono'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { live } from '../../test/support/addressed.ts'
import { repository, stream } from '../../test/support/commands.ts'
import { wholeExplorer } from '../../test/support/explorer.ts'
import { FORK_ISSUE, forkTales, origin } from '../../test/support/fork-tale.ts'
import { minedConfig } from '../../test/support/mined-commands.ts'
import { keepConfig } from '../ledger/configs.ts'
import type { Ledger } from '../ledger/ledger.ts'
import { openLedger } from '../ledger/open.ts'
import { text } from './testing/text.ts'

let ledger: Ledger
let app: Hono
const page = async (issue: number) => (await app.request(`/ideas/${issue}?tab=all`)).text()
const json = async (issue: number) =>
  (await (await app.request(`/api/ideas/${issue}`)).json()) as { lineage?: object }

beforeAll(async () => {
  ledger = await openLedger()
  await keepConfig(ledger.queries, repository.id, minedConfig)
  await live(ledger, stream(), forkTales.again)
  app = wholeExplorer(ledger)
})
afterAll(() => ledger.close())

test('the parent’s page has its forks beside it, and says which is being opened', async () => {
  const shown = text(await page(1))
  expect(shown).toContain('GPU kernels are tuned by hand this Minable 100 TAO 100 TAO')
  expect(shown).toContain('Kernels for everybody fork Awaiting deposit 0 TAO 100 TAO')
  expect(shown).toContain('Being opened: Kernels in the open for @eva.')
})

test('the fork’s page names its parent, and the commit it was forked at', async () => {
  const html = await page(FORK_ISSUE)
  expect(text(html)).toContain('GPU kernels are tuned by hand parent Minable')
  expect(text(html)).toContain('A fork of GPU kernels are tuned by hand, from riverbed/kernels at ccccccc')
  expect(html).toContain(`href="https://github.com/riverbed/kernels/commit/${origin.commit}"`)
})

test('the API has the lineage of both', async () => {
  expect((await json(1)).lineage).toMatchObject({
    parent: null,
    asked: 2,
    forks: [
      { number: 1, issue: FORK_ISSUE, target_rao: '100000000000' },
      { number: 2, issue: null },
    ],
  })
  expect((await json(FORK_ISSUE)).lineage).toMatchObject({
    parent: { stream: stream(), issue: 1, origin: { commit: origin.commit } },
    asked: 0,
    forks: [],
  })
})
