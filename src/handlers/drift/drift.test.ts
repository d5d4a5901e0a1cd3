import { afterAll, beforeAll, expect, test } from 'vitest'
import { live } from '../../../test/support/addressed.ts'
import { repository, stream } from '../../../test/support/commands.ts'
import { differing, driftTale } from '../../../test/support/drift-tale.ts'
import { mandateTales } from '../../../test/support/mandate-tales.ts'
import { minedConfig, reportDrift, seeDrift } from '../../../test/support/mined-commands.ts'
import { minedTales } from '../../../test/support/mined-tales.ts'
import { goldenBeside } from '../../github/testing/golden.ts'
import { keepConfig } from '../../ledger/configs.ts'
import type { Ledger } from '../../ledger/ledger.ts'
import { openLedger } from '../../ledger/open.ts'
import type { ErrandTools } from '../kit/errand.ts'
import { tellSlowly } from '../kit/testing/mined.ts'
import { facts } from '../kit/testing/situations.ts'
import { noticeOf, renderNotice } from '../notices.ts'
import { isOpened } from '../thread.ts'
import { type Compare, type LookTimes, lookForDrift } from './look.ts'
import { openDrift } from './open.ts'
import { renderDrift } from './thread.ts'

const { expectGolden } = goldenBeside(import.meta.dirname)
const DAY = 86_400_000

let ledger: Ledger
beforeAll(async () => {
  ledger = await openLedger()
  await keepConfig(ledger.queries, repository.id, minedConfig)
})
afterAll(() => ledger.close())

test('each live subnet is compared once a day, and only what changed is told', async () => {
  const looked: LookTimes = new Map()
  let compared = 0
  let rows: Awaited<ReturnType<Compare>> = { rows: differing, block: 950 }
  const at = async (now: number) => {
    await lookForDrift(
      ledger,
      async () => {
        compared += 1
        return rows
      },
      async () => now,
      looked,
    )
    const { drift } = await ledger.readSubnet(stream())
    return [compared, drift.rows.length, drift.block]
  }
  await live(ledger, stream(), minedTales.probation)
  expect(await at(DAY)).toEqual([0, 0, null])
  await live(ledger, stream(), minedTales.passed.slice(minedTales.probation.length))
  expect(await at(DAY)).toEqual([1, 2, 950])
  rows = { rows: differing, block: 990 }
  expect(await at(2 * DAY)).toEqual([2, 2, 950])
  rows = null
  expect(await at(3 * DAY)).toEqual([3, 2, 950])
  expect(await at(3 * DAY + 1)).toEqual([3, 2, 950])
  rows = { rows: [], block: 1_000 }
  expect(await at(4 * DAY)).toEqual([4, 0, 1_000])
  expect(await at(4 * DAY + 1)).toEqual([4, 0, 1_000])
})

test('one that differs is compared again at once, until somebody has mended it', async () => {
  const looked: LookTimes = new Map()
  const seen = [
    { rows: differing, block: 1_100 },
    { rows: differing, block: 1_105 },
    { rows: [], block: 1_110 },
  ]
  let compared = 0
  for (let minute = 0; minute < 6; minute++) {
    const compare: Compare = async () => seen[compared++] ?? null
    await lookForDrift(ledger, compare, async () => 5 * DAY + minute * 60_000, looked)
  }
  expect(compared).toBe(3)
  expect((await ledger.readSubnet(stream())).drift).toMatchObject({ rows: [], block: 1_110 })
})

test('one that cannot be read is looked at again in the next minute', async () => {
  const looked: LookTimes = new Map()
  const failing: Compare = () => Promise.reject(new Error('no answer'))
  await expect(lookForDrift(ledger, failing, async () => DAY, looked)).rejects.toThrow('no answer')
  expect(looked.size).toBe(0)
})

const opened = [...minedTales.passed, seeDrift(90_000, differing), reportDrift(90_100)]

test.each([
  ['differs', opened, false],
  ['proposed', mandateTales.proposed, false],
  ['applied', mandateTales.settingBack, false],
  ['agrees', driftTale.slice(0, -1), true],
] as const)('the issue of one that %s', (name, tale, closed) => {
  const thread = renderDrift(tellSlowly(tale), 'https://tributary.example/ideas/1')
  expect(thread).toMatchObject({ labels: ['tributary:drift'], closed })
  expectGolden(name, thread?.body ?? '')
})

test('whose architecture is in force is told, as long as something differs', () => {
  const told = { type: 'DriftTold', issue: 13, at: 5, source: { kind: 'errand', name: 'drift' } } as const
  const noticeIn = (tale: Parameters<typeof tellSlowly>[0]) => {
    const state = tellSlowly(tale)
    return isOpened(state) ? noticeOf(told, state, facts) : null
  }
  const notice = noticeIn(opened)
  expect(notice?.on.issue).toBe(13)
  expect(notice && renderNotice(notice, { guarantor: 'ben-now' }, [])).toMatch(
    /2 values are another\. @ben-now/,
  )
  expect(noticeIn(driftTale.slice(0, -1))).toBeNull()
})

test('its issue is opened once', async () => {
  const issues: object[] = []
  const octokit = {
    request: async (route: string, { body = '' }: { body?: string } = {}) => {
      if (route.startsWith('GET')) return { data: issues }
      issues.push({ number: 13, user: { type: 'Bot' }, body })
      return { data: { number: 13 } }
    },
  }
  const tools = { github: { asInstallation: async () => octokit } } as unknown as ErrandTools
  const when = { at: 5, source: { kind: 'errand', name: 'drift' } } as const
  const run = () => openDrift(tools, tellSlowly(opened), { kind: 'drift', key: 'drift:x' }, when)
  expect([await run(), await run()]).toMatchObject([{ issue: 13 }, { issue: 13 }])
  expect(issues).toHaveLength(1)
})
