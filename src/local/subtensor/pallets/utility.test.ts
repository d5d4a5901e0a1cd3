import { createKeyDerived, encodeAddress } from '@polkadot/util-crypto'
import { expect, test } from 'vitest'
import { weights } from '../weights.ts'
import { balances } from './money.ts'
import { callOf, errorOf, expectConserved, person, tao, testWorld } from './test-world.ts'
import { derivativeAccount } from './utility.ts'

const alice = person(1)
const bob = person(2)
const give = (value: bigint) =>
  callOf('Balances', 'transfer_keep_alive', { dest: { type: 'Id', value: bob }, value })
const calls = [give(tao), give(15n * tao), give(2n * tao)]

test('batch stops at the call that fails and keeps what went before', () => {
  const world = worldOf()
  const result = world.run(alice, 'Utility', 'batch', { calls })
  expect(result.ok).toBe(true)
  expect(world.lastEvents()).toEqual([
    'Balances.Transfer',
    'Utility.ItemCompleted',
    'Utility.BatchInterrupted',
  ])
  expect(balances(world.ctx, bob).free).toBe(2n * tao)
  expect(result.actualWeight?.ref_time).toBe(
    weights.Utility.batch(2).ref_time + 2n * weights.Balances.transferKeepAlive.ref_time,
  )
  expectConserved(world)
})

test('batchAll is all or nothing, and fails with the call’s own error', () => {
  const world = worldOf()
  expect(errorOf(world.run(alice, 'Utility', 'batch_all', { calls }))).toBe('Token.FundsUnavailable')
  expect(world.lastEvents()).toEqual([])
  expect(balances(world.ctx, bob).free).toBe(tao)
})

test('forceBatch goes on past what fails', () => {
  const world = worldOf()
  expect(world.run(alice, 'Utility', 'force_batch', { calls }).ok).toBe(true)
  expect(world.lastEvents()).toEqual([
    'Balances.Transfer',
    'Utility.ItemCompleted',
    'Utility.ItemFailed',
    'Balances.Transfer',
    'Utility.ItemCompleted',
    'Utility.BatchCompletedWithErrors',
  ])
  expect(balances(world.ctx, bob).free).toBe(4n * tao)
})

test('a batch directly inside a batch is filtered, one behind a derivative is not, a batchAll in a batchAll never passes', () => {
  const world = worldOf()
  const inner = (name: string) => callOf('Utility', name, { calls: [give(tao)] })
  const derived = (name: string) => callOf('Utility', 'as_derivative', { index: 3, call: inner(name) })
  for (const outer of ['batch', 'batch_all', 'force_batch']) {
    for (const nested of ['batch', 'batch_all', 'force_batch']) {
      expect(errorOf(world.run(alice, 'Utility', outer, { calls: [inner(nested)] }))).toBe(
        'System.CallFiltered',
      )
    }
  }
  expect(world.run(alice, 'Utility', 'batch_all', { calls: [derived('batch')] }).ok).toBe(true)
  expect(errorOf(world.run(alice, 'Utility', 'batch_all', { calls: [derived('batch_all')] }))).toBe(
    'System.CallFiltered',
  )
})

test('asDerivative acts as a keyless account of its own for every index', () => {
  const world = worldOf()
  const derivative = derivativeAccount(alice, 3)
  expect(derivative).toBe(encodeAddress(createKeyDerived(alice, 3)))
  expect(derivativeAccount(alice, 772)).toBe(encodeAddress(createKeyDerived(alice, 772)))
  expect(world.run(alice, 'Utility', 'as_derivative', { index: 3, call: give(tao) }).ok).toBe(true)
  expect(balances(world.ctx, derivative).free).toBe(9n * tao)
  expect(errorOf(world.run(alice, 'Utility', 'as_derivative', { index: 4, call: give(tao) }))).toBe(
    'Token.FundsUnavailable',
  )
})

test('an empty batch pays no fee, and too many calls are refused', () => {
  const world = worldOf()
  const empty = callOf('Utility', 'batch', { calls: [] })
  expect(world.ctx.info(empty).paysFee).toBe(false)
  expect(world.ctx.info(callOf('Utility', 'batch', { calls })).paysFee).toBe(true)
  const many = Array.from({ length: 10_923 }, () => callOf('System', 'remark', { remark: new Uint8Array() }))
  expect(errorOf(world.run(alice, 'Utility', 'force_batch', { calls: many }))).toBe('Utility.TooManyCalls')
})

function worldOf() {
  const derivative = derivativeAccount(alice, 3)
  return testWorld({
    balances: new Map([
      [alice, 10n * tao],
      [bob, tao],
      [derivative, 10n * tao],
    ]),
  })
}
