import { afterEach, beforeEach, expect, test } from 'vitest'
import { handTo } from '../../test/support/addressed.ts'
import { people, stream } from '../../test/support/commands.ts'
import { minedConfig } from '../../test/support/mined-commands.ts'
import { minedTales } from '../../test/support/mined-tales.ts'
import type { SubnetCommand } from '../mechanisms/subnet/state.ts'
import { keepConfig } from './configs.ts'
import type { Ledger } from './ledger.ts'
import { openLedger } from './open.ts'
import { threadsOf } from './subnets.ts'

let ledger: Ledger

beforeEach(async () => {
  ledger = await openLedger()
  await keepConfig(ledger.queries, 7, minedConfig)
})
afterEach(() => ledger.close())

const tell = (tale: readonly SubnetCommand[]) =>
  ledger.write(async (writing) => {
    for (const command of tale) await handTo(writing, stream(), command)
  })

test('the thread that invites somebody is shown anew when they link a wallet', async () => {
  await tell(minedTales.counting)
  expect(await threadsOf(ledger.queries, people.ben.id)).toEqual([])
  await tell(minedTales.invited.slice(minedTales.counting.length))
  expect(await threadsOf(ledger.queries, people.ben.id)).toEqual([stream()])
  expect(await threadsOf(ledger.queries, people.fox.id)).toEqual([])
  expect(await threadsOf(ledger.queries, people.ada.id)).toEqual([stream()])
})
