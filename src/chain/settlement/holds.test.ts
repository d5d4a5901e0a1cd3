import { eq } from 'drizzle-orm'
import { afterEach, expect, test } from 'vitest'
import {
  balanceOf,
  type ChainWorld,
  owe,
  payee,
  startChainWorld,
  transferTo,
  until,
  wideCaps,
} from '../../../test/support/chain-world.ts'
import { tao } from '../../../test/support/commands.ts'
import { readHolds } from '../../ledger/holds.ts'
import { intents, spendings } from '../../ledger/schema.ts'
import type { SetWeights } from '../../mechanisms/intent.ts'

let world: ChainWorld
afterEach(() => world.stop())

const weights: SetWeights = {
  kind: 'set-weights',
  netuid: 1,
  mechanism: 0,
  uids: [4],
  values: [65_535],
  versionKey: 0n,
  turn: { from: 0, epochs: null },
  isHidden: false,
}
const holds = async () => Object.fromEntries(await readHolds(world.ledger.queries))

test('what is over a cap is held and says why; the others are paid', async () => {
  world = await startChainWorld()
  const hotkey = payee(99)
  await owe(world.ledger, [
    { key: 'a-big', call: transferTo(payee(1), tao(6)) },
    { key: 'b-first', call: transferTo(payee(2), tao(4)) },
    {
      key: 'c-alpha',
      call: { kind: 'sink', sink: { kind: 'recycle-alpha', netuid: 1, hotkey }, amount: tao(1) },
    },
    { key: 'd-second', call: transferTo(payee(3), tao(4)) },
    { key: 'e-third', call: transferTo(payee(4), tao(3)) },
    { key: 'f-unlinked', call: transferTo(payee(5), tao(1)), coldkey: null },
    // Whose UID 4 is has changed since it was weighed.
    { key: 'g-weights', call: { ...weights, holders: '0xab' } },
  ])
  await world.start({ caps: { ...wideCaps, perIntent: tao(5), perDay: tao(10) } })
  await until('two are paid', async () => (await world.ledger.queries.select().from(spendings)).length > 0)
  expect(await balanceOf(world.chain, payee(3))).toBe(tao(4))
  expect(await balanceOf(world.chain, payee(1))).toBe(0n)
  expect(await balanceOf(world.chain, payee(5))).toBe(0n)
  expect(await holds()).toEqual({
    'a-big': '6 TAO is over the cap of 5 TAO for one payment.',
    'c-alpha': 'The fee sink recycle-alpha cannot be paid yet.',
    'e-third': 'With 3 TAO more, 11 TAO would leave float today: the cap is 10 TAO a day.',
    'g-weights': 'A UID is another hotkey’s by now. They do not go before they are weighed anew.',
  })
  expect((await world.ledger.queries.select().from(spendings)).map(({ amount }) => amount)).toEqual([tao(8)])

  const side = await world.start({ caps: { ...wideCaps, perIntent: tao(6), perDay: tao(100) } })
  side.settleSoon()
  await until('the rest is paid', async () => (await balanceOf(world.chain, payee(1))) === tao(6))
  expect(Object.keys(await holds())).toEqual(['c-alpha', 'g-weights'])
})

test('an account that is linked later is paid then', async () => {
  world = await startChainWorld()
  await owe(world.ledger, [{ key: 'a', call: transferTo(payee(1), tao(1)), coldkey: null }])
  const side = await world.start()
  await new Promise((resolve) => setTimeout(resolve, 400))
  expect(await balanceOf(world.chain, payee(1))).toBe(0n)
  await world.ledger.queries
    .update(intents)
    .set({ coldkey: payee(1) })
    .where(eq(intents.key, 'a'))
  side.settleSoon()
  await until('it is paid', async () => (await balanceOf(world.chain, payee(1))) === tao(1))
})
