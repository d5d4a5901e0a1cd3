import { afterEach, expect, test } from 'vitest'
import {
  balanceOf,
  type ChainWorld,
  owe,
  payee,
  startChainWorld,
  transferTo,
  until,
} from '../../test/support/chain-world.ts'
import { tao } from '../../test/support/commands.ts'
import { attempts } from '../ledger/schema.ts'

let world: ChainWorld
afterEach(() => world?.stop())

test('what is owed is paid once, in one extrinsic, to the rao', async () => {
  world = await startChainWorld()
  await owe(world.ledger, [
    { key: 'a', call: transferTo(payee(1), tao(1)) },
    { key: 'b', call: transferTo(payee(2), tao(2.5)) },
  ])
  await world.start()
  await until('both are paid', async () => (await balanceOf(world.chain, payee(2))) > 0n)
  await until('the ledger knows', async () => {
    const rows = await world.ledger.queries.select().from(attempts)
    return rows.length > 0 && rows.every(({ status }) => status === 'final')
  })
  expect(await balanceOf(world.chain, payee(1))).toBe(tao(1))
  expect(await balanceOf(world.chain, payee(2))).toBe(tao(2.5))
  expect(await world.ledger.queries.select().from(attempts)).toHaveLength(1)
})
