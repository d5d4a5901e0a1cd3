import { afterAll, beforeAll, expect, test } from 'vitest'
import { live } from '../../../test/support/addressed.ts'
import { repository, stream } from '../../../test/support/commands.ts'
import { minedConfig } from '../../../test/support/mined-commands.ts'
import { minedTales } from '../../../test/support/mined-tales.ts'
import { keepConfig } from '../../ledger/configs.ts'
import type { Ledger } from '../../ledger/ledger.ts'
import { openLedger } from '../../ledger/open.ts'
import { readReports } from '../../ledger/reports.ts'
import { lookForReports } from './look.ts'

const DAY = 86_400_000

let ledger: Ledger
beforeAll(async () => {
  ledger = await openLedger()
  await keepConfig(ledger.queries, repository.id, minedConfig)
  await live(ledger, stream(), minedTales.passed)
})
afterAll(() => ledger.close())

const at = async (time: number, blocks: (number | null)[]) => {
  await lookForReports(
    ledger,
    async () => {
      const block = blocks.shift() ?? null
      return block === null ? null : { block, neurons: 1, registrations: 0, mechanisms: [] }
    },
    async () => time,
  )
  return (await readReports(ledger.queries, stream())).map(({ day, block }) => [day, block])
}

test('a live subnet is read once a day, also by an App that has just started, and a month is kept', async () => {
  expect(await at(100 * DAY + 5, [7])).toEqual([[100, 7]])
  expect(await at(101 * DAY - 1, [8])).toEqual([[100, 7]])
  expect(await at(101 * DAY, [9])).toEqual([
    [100, 7],
    [101, 9],
  ])
  expect(await at(131 * DAY, [11])).toEqual([[131, 11]])
})

test('a network that is not there has no day, and one that cannot be read is asked again', async () => {
  expect(await at(132 * DAY, [null])).toEqual([[131, 11]])
  const failing = () => Promise.reject(new Error('no answer'))
  await expect(lookForReports(ledger, failing, async () => 132 * DAY)).rejects.toThrow('no answer')
  expect(await at(132 * DAY, [12])).toEqual([
    [131, 11],
    [132, 12],
  ])
})
