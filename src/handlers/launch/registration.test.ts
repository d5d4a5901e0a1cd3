import fc from 'fast-check'
import { expect, test } from 'vitest'
import { CALM } from '../../../test/support/calm.ts'
import { wideCaps } from '../../../test/support/chain-world.ts'
import type { DueIntent } from '../../chain/calls.ts'
import { pick } from '../../chain/settlement/pick.ts'
import type { Quote } from '../../chain/settlement/registration.ts'
import type { Intent, IntentCall } from '../../mechanisms/intent.ts'
import { rao } from '../../mechanisms/money.ts'
import { calls } from '../calls.ts'
import { roundedUp } from './registration.ts'

const identity = { name: '', description: '', repository: '', contact: '', url: '', discord: '', logo: '' }
const pot = { kind: 'treasury', ordinal: 0 } as const
const caps = { ...wideCaps, perIntent: rao(1_000n), perDay: rao(2_000n) }

const dueWith = (key: string, call: IntentCall): DueIntent => {
  const intent: Intent = { key, purpose: { kind: 'test', about: [] }, pot, call, failures: 0, notBefore: 0 }
  return { intent, coldkey: '' }
}
const registration = (limit: bigint, key = 'register'): DueIntent =>
  dueWith(key, { kind: 'network-register', hotkey: 'hot', identity, limit: rao(limit) })
const quoted = (cost: bigint, free: bigint): Quote => ({
  cost,
  free: new Map([['treasury:0', free]]),
  opensAt: null,
  problem: null,
})

test('a registration goes through only while limit, pot and caps all allow what it costs now', () => {
  const amounts = fc.bigInt(0n, 3_000n)
  fc.assert(
    fc.property(amounts, amounts, amounts, amounts, (limit, cost, free, spent) => {
      const { go, held } = pick(calls, [registration(limit)], caps, {
        ...CALM,
        quote: quoted(cost, free),
        spent: new Map([['treasury:0', spent]]),
      })
      const isAllowed =
        cost <= limit && cost <= free && cost <= 1_000n && (cost === 0n || spent + cost <= 2_000n)
      expect([go.length, held.length]).toEqual(isAllowed ? [1, 0] : [0, 1])
    }),
  )
})

test('what it costs counts for what leaves the pot after it', () => {
  const transfer = dueWith('then', { kind: 'transfer', to: { coldkey: 'ada' }, amount: rao(600n) })
  const circumstances = { ...CALM, quote: quoted(900n, 5_000n), spent: new Map([['treasury:0', 600n]]) }
  const { go, held } = pick(calls, [registration(1_000n), transfer], caps, circumstances)
  expect(go.map(({ intent }) => intent.key)).toEqual(['register'])
  expect(held).toMatchObject([
    { key: 'then', reason: expect.stringMatching(/ would leave treasury:0 today/) },
  ])
})

test('one network at a time, since each registration doubles the cost of the next', () => {
  const quote = quoted(10n, 5_000n)
  const two = pick(calls, [registration(100n, 'a'), registration(100n, 'b')], caps, { ...CALM, quote })
  expect(two).toMatchObject({ go: [{ intent: { key: 'a' } }], held: [{ key: 'b' }] })
  expect(pick(calls, [registration(100n)], caps, { ...CALM, quote, registering: true }).go).toEqual([])
})

test('why it waits is said with its numbers, which do not change with every block', () => {
  const reason = (cost: bigint, free = 10n ** 13n) =>
    pick(calls, [registration(10n ** 12n)], caps, { ...CALM, quote: quoted(cost, free) }).held[0]?.reason
  expect(reason(1_234_567_890_123n)).toBe(
    'Registering a network costs up to 1300 TAO now, over the limit of 1000 TAO: it is tried again by itself as the cost falls.',
  )
  expect(reason(1_234_567_000_000n)).toBe(reason(1_234_567_890_123n))
  expect(reason(500_000_000_000n, 499_999_999_999n)).toBe(
    'Registering a network costs up to 500 TAO now, more than treasury:0 can give: it is tried again by itself.',
  )
  const later = { ...quoted(1n, 1n), opensAt: 7_300 }
  expect(pick(calls, [registration(1n)], caps, { ...CALM, quote: later }).held[0]?.reason).toBe(
    'The chain takes another network from block 7300 on: it is registered then by itself.',
  )
  const unknown = { ...quoted(1n, 1n), problem: 'The chain did not tell.' }
  expect(pick(calls, [registration(1n)], caps, { ...CALM, quote: unknown }).held[0]?.reason).toBe(
    unknown.problem,
  )
})

test('rounding up keeps two digits and never says less', () => {
  fc.assert(
    fc.property(fc.bigInt(0n, 2n ** 64n), (amount) => {
      const rounded = roundedUp(amount)
      expect(rounded).toBeGreaterThanOrEqual(amount)
      expect(rounded * 10n).toBeLessThanOrEqual(amount * 11n)
      expect(rounded.toString()).toMatch(/^\d{1,3}0*$/)
    }),
  )
})
