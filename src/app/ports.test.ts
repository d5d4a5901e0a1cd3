import { afterAll, beforeAll, expect, test } from 'vitest'
import { coldkeys, openIdea, people, START, stream } from '../../test/support/commands.ts'
import { linkOf } from '../../test/support/tales.ts'
import { prepareNothing } from '../handlers/sales/offer.ts'
import type { Ledger } from '../ledger/ledger.ts'
import { openLedger } from '../ledger/open.ts'
import { defaultConfig } from '../mechanisms/config.ts'
import { rao } from '../mechanisms/money.ts'
import { createPorts, type PortsOptions } from './ports.ts'

let ledger: Ledger
beforeAll(async () => {
  ledger = await openLedger()
})
afterAll(() => ledger.close())

const ports = (electorate: PortsOptions['electorate'] = async () => []) =>
  createPorts({
    ledger,
    configs: { configOf: async () => defaultConfig, adopt: async () => undefined, check: async () => [] },
    pullNow: async () => null,
    electorate,
    electorateThen: async () => [],
    team: async () => [],
    spendable: async () => 0n,
    prepare: prepareNothing,
  })

test('accounts, coldkeys and ideas are known once the ledger has them, and validators among the linked only', async () => {
  const asked: unknown[] = []
  const now = { at: START + 1, source: { kind: 'errand', name: 'test' } } as const
  const asking = ports(async (linked, minimum) => {
    asked.push(linked, minimum)
    return [{ user: people.eva.id, coldkey: coldkeys.eva, stake: rao(5n) }]
  })
  expect(await asking.coldkeyWhen(people.eva.id, now)).toBeNull()
  expect(await asking.isKnown(stream())).toBe(false)
  await ledger.write((writing) => writing.link(linkOf('eva')))
  expect(await asking.coldkeyWhen(people.eva.id, now)).toBe(coldkeys.eva)
  expect(await asking.electorate(3n, now)).toHaveLength(1)
  expect(asked).toEqual([[{ user: people.eva.id, coldkey: coldkeys.eva }], 3n])
})

test('an idea is known once it is opened', async () => {
  await ledger.write((writing) => writing.handle(stream(), openIdea()))
  expect(await ports().isKnown(stream())).toBe(true)
})
