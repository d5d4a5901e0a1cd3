import type { Hono } from 'hono'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { live } from '../../../test/support/addressed.ts'
import { repository, stream } from '../../../test/support/commands.ts'
import { minedConfig } from '../../../test/support/mined-commands.ts'
import { taskTales } from '../../../test/support/mined-tales.ts'
import { createExplorer } from '../../explorer/explorer.ts'
import { keepConfig } from '../../ledger/configs.ts'
import type { Ledger } from '../../ledger/ledger.ts'
import { openLedger } from '../../ledger/open.ts'
import { panels } from '../panels.ts'
import { resources } from '../resources.ts'
import { sentences } from '../words.ts'

let ledger: Ledger
let app: Hono
beforeAll(async () => {
  ledger = await openLedger()
  await keepConfig(ledger.queries, repository.id, minedConfig)
  await live(ledger, stream(), taskTales.extended)
  const links = { github: 'https://github.com', chain: null }
  app = createExplorer({ ledger, links, title: 'Tributary', panels, sentences, resources })
})
afterAll(() => ledger.close())

test('the weights of the team are published, and sum to the whole', async () => {
  const answer = await app.request('/api/ideas/1/team')
  expect(answer.headers.get('etag')).not.toBeNull()
  const { members } = (await answer.json()) as { members: { login: string; weight: number }[] }
  expect(members.map(({ login }) => login).toSorted()).toEqual(['ada', 'fox'])
  expect(members.reduce((sum, { weight }) => sum + weight, 0)).toBe(65_535)
  expect(Math.max(...members.map(({ weight }) => weight))).toBe(
    members.find(({ login }) => login === 'fox')?.weight,
  )
})

test('the page shows who holds which role, and what there is to do', async () => {
  const page = await (await app.request('/ideas/1?tab=team')).text()
  expect(page).toContain('@fox')
  expect(page).toMatch(/2 of 3/)
  expect(page).toContain('Write the loader')
})
