import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { AccountId, RuntimeCall } from '../../runtime/pallet.ts'
import { totalIssuance } from '../money.ts'
import { expectConserved, tao, testWorld } from '../test-world.ts'
import { depositFor, proxies } from './delegates.ts'
import type { ProxyTypeName } from './proxy-type.ts'
import { pureAccount } from './pure-account.ts'
import {
  add,
  batchAll,
  createPure,
  delegate,
  give,
  killOf,
  openWorld,
  other,
  owner,
  proxied,
  remove,
  removeAll,
  reserved,
  say,
  typed,
} from './test-calls.ts'

const people = [owner, delegate, other]
const anyone = fc.constantFrom(...people)
const type = fc.constantFrom<ProxyTypeName>('Any', 'Any', 'NonTransfer', 'Transfer')
const delay = fc.constantFrom(0, 0, 0, 3)

const { call: anyCall } = fc.letrec<{ call: RuntimeCall }>((tie) => ({
  call: fc.oneof(
    { maxDepth: 2 },
    fc.tuple(anyone, type, delay).map((of) => add(...of)),
    fc.tuple(anyone, type, delay).map((of) => remove(...of)),
    fc.constant(removeAll),
    fc.tuple(fc.bigInt(0n, 80_000_000n), anyone).map((of) => give(...of)),
    fc.array(tie('call'), { maxLength: 3 }).map((calls) => batchAll(...calls)),
    fc.tuple(anyone, tie('call')).map((of) => proxied(...of)),
  ),
}))

test('what is reserved is what the delegates cost, and no rao comes or goes', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(anyone, anyCall), { maxLength: 25 }), (sent) => {
      const world = testWorld({ balances: new Map(people.map((who) => [who, 250_000_000n])) })
      const issued = totalIssuance.get(world.ctx)
      for (const [who, call] of sent) {
        say(world, who, call)
        expectConserved(world)
        expect(totalIssuance.get(world.ctx)).toBe(issued)
        for (const one of people) {
          const [definitions, deposit] = proxies.get(world.ctx, one)
          expect(deposit).toBe(depositFor(world.ctx, definitions.length))
          expect(reserved(world, one)).toBe(deposit)
        }
      }
    }),
    { numRuns: 150 },
  )
})

const pures = [0, 1].map((index) =>
  pureAccount({ spawner: owner, height: 1, extIndex: 0, proxyType: typed('Any'), index }),
) as [AccountId, AccountId]
const kills = [0, 1].map((index) => killOf({ index }))

test('nor do pure accounts make or lose any', () => {
  const aboutPures = fc.tuple(anyone, fc.constantFrom(...pures), fc.oneof(anyCall, fc.constantFrom(...kills)))
  fc.assert(
    fc.property(fc.array(aboutPures, { maxLength: 25 }), (sent) => {
      const world = openWorld()
      const issued = totalIssuance.get(world.ctx)
      say(
        world,
        owner,
        batchAll(...[0, 1].map((index) => createPure(index)), ...pures.map((one) => give(tao, one))),
      )
      for (const [who, pure, call] of sent) {
        say(world, who, proxied(pure, call))
        expectConserved(world)
        expect(totalIssuance.get(world.ctx)).toBe(issued)
      }
    }),
    { numRuns: 100 },
  )
})
