import { afterEach, expect, test } from 'vitest'
import {
  balanceOf,
  type ChainWorld,
  owe,
  pair,
  payee,
  startChainWorld,
  transferTo,
  until,
  wideCaps,
} from '../../../test/support/chain-world.ts'
import { tao } from '../../../test/support/commands.ts'
import { readHolds } from '../../ledger/holds.ts'
import type { IntentCall } from '../../mechanisms/intent.ts'
import type { Pot } from '../../mechanisms/pots.ts'
import { potAddress, treasuryOf } from '../pots.ts'

// A mechanism that has gone mad owes endlessly, hugely, and what nobody can be paid. The subnet beside it is well.

const mad: Pot = { kind: 'treasury', ordinal: 0 }
const well: Pot = { kind: 'treasury', ordinal: 1 }
const caps = { ...wideCaps, perIntent: tao(5), perDay: tao(20) }

let world: ChainWorld
afterEach(() => world.stop())

const identity = { name: '', description: '', repository: '', contact: '', url: '', discord: '', logo: '' }

/** By key; the keys sort before those of the subnet that is well. */
const madness = (): Record<string, IntentCall> => ({
  'a-huge': transferTo(payee(1), 2n ** 64n - 1n),
  'a-beyond': transferTo(payee(1), 10n ** 40n),
  'a-negative': transferTo(payee(1), -tao(1)),
  'a-nobody': transferTo('5Nobody', tao(1)),
  'a-sink': { kind: 'sink', sink: { kind: 'burn' }, amount: tao(6) },
  'a-loan': {
    kind: 'loan-open',
    deposit: tao(900),
    minimumContribution: tao(1),
    cap: tao(1_000),
    duration: 1,
    target: payee(1),
  },
  'a-step': {
    kind: 'chain-step',
    netuid: 1,
    step: { kind: 'hyperparameter', name: 'everything', value: 1n },
  },
  'a-register': { kind: 'network-register', hotkey: payee(2), identity, limit: tao(1_000_000) },
  'a-bytes': {
    kind: 'network-register',
    hotkey: payee(2),
    limit: tao(1),
    identity: { ...identity, name: 'x'.repeat(5_000_000) },
  },
  ...Object.fromEntries(
    Array.from({ length: 500 }, (_, n) => [`b-endless-${n}`, transferTo(payee(3), tao(0.5))]),
  ),
})

test('caps hold for whatever a mad mechanism owes, each refusal is told, and everything else goes on', async () => {
  const treasury = treasuryOf(pair('Alice').address, [pair('Bob').address], 1).address
  world = await startChainWorld({
    endow: { [potAddress(treasury, mad)]: tao(5_000), [potAddress(treasury, well)]: tao(100) },
  })
  const wanted = Object.entries(madness())
  await owe(world.ledger, [
    ...wanted.map(([key, call]) => ({ key, call, pot: mad })),
    { key: 'z-well', call: transferTo(payee(9), tao(4)), pot: well },
  ])
  const side = await world.start({ caps })
  await until(
    'the well one is paid',
    async () => (await balanceOf(world.chain, payee(9))) === tao(4),
    120_000,
  )
  await until('the day is spent', async () => (await balanceOf(world.chain, payee(3))) === tao(20), 120_000)
  const { number } = await world.chain.finalized()
  await until('more blocks', async () => (await world.chain.finalized()).number > number + 20)

  expect(await balanceOf(world.chain, potAddress(treasury, mad))).toBe(tao(4_980))
  expect(await balanceOf(world.chain, payee(1))).toBe(0n)
  const holds = await readHolds(world.ledger.queries)
  const paid = 40
  expect(holds.size).toBe(wanted.length - paid)
  const reasons = Object.fromEntries([...holds].filter(([key]) => key.startsWith('a-')))
  expect(reasons).toMatchObject({
    'a-huge': expect.stringMatching(/over the cap of 5 TAO for one payment/),
    'a-beyond': expect.stringMatching(/is no amount that the chain knows/),
    'a-negative': '-1 TAO is no amount that the chain knows.',
    'a-nobody': expect.stringMatching(/^No call can be made of it: /),
    'a-sink': expect.stringMatching(/over the cap/),
    'a-loan': expect.stringMatching(/over the cap/),
    'a-step': expect.stringMatching(/^No call can be made of it: .*everything/),
    'a-register': expect.any(String),
    'a-bytes': expect.any(String),
  })
  expect(holds.get('b-endless-499')).toMatch(/would leave treasury:0 today: the cap is 20 TAO a day/)
  expect(side.status().fault).toBeNull()
}, 300_000)
