import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { RuntimeCall } from '../runtime/pallet.ts'
import { balances } from './money.ts'
import { lockCost } from './subtensor-module/network/lock-cost.ts'
import { splitEmission } from './subtensor-module/network/mechanisms.ts'
import * as network from './subtensor-module/network/network-storage.ts'
import { subnetAccount } from './subtensor-module/network/subnet-account.ts'
import * as neuron from './subtensor-module/neuron/neuron-storage.ts'
import * as storage from './subtensor-module/storage.ts'
import { callOf, errorOf, expectConserved, person, type TestWorld, tao, testWorld } from './test-world.ts'
import { derivativeAccount } from './utility.ts'

const [owner, hotkey, other, otherHotkey] = [1, 2, 3, 4].map(person) as [string, string, string, string]
const text = (value: string) => new Uint8Array(Buffer.from(value))

const identity = {
  subnet_name: text('Proof of weather'),
  github_repo: text('https://github.example/weather/subnet'),
  subnet_contact: text(''),
  subnet_url: text(''),
  discord: text(''),
  description: text('Forecasts that are checked'),
  logo_url: text(''),
  additional: text(''),
}

function openWorld(): TestWorld {
  return testWorld({
    balances: new Map([
      [owner, 1_000n * tao],
      [other, 1_000n * tao],
    ]),
  })
}

const register = (world: TestWorld, who = owner, by = hotkey, told: unknown = identity) =>
  errorOf(world.run(who, 'SubtensorModule', 'register_network_with_identity', { hotkey: by, identity: told }))
const start = (world: TestWorld, who = owner) =>
  errorOf(world.run(who, 'SubtensorModule', 'start_call', { netuid: 1 }))
const setCount = (world: TestWorld, mechanism_count: number, who = owner) =>
  errorOf(world.run(who, 'AdminUtils', 'sudo_set_mechanism_count', { netuid: 1, mechanism_count }))
const setSplit = (world: TestWorld, maybe_split: number[] | undefined) =>
  errorOf(world.run(owner, 'AdminUtils', 'sudo_set_mechanism_emission_split', { netuid: 1, maybe_split }))

test('a network is registered for the lock cost, which becomes its pool', () => {
  const world = openWorld()
  expect(register(world)).toBeUndefined()
  expect(world.lastEvents()).toEqual([
    'SubtensorModule.RegistrationAllowed',
    'SubtensorModule.MaxAllowedUidsSet',
    'SubtensorModule.MaxAllowedValidatorsSet',
    'SubtensorModule.MinAllowedWeightSet',
    'SubtensorModule.ImmunityPeriodSet',
    'System.NewAccount',
    'Balances.Endowed',
    'Balances.Transfer',
    'SubtensorModule.SubnetOwnerHotkeySet',
    'SubtensorModule.SubnetIdentitySet',
    'SubtensorModule.NetworkAdded',
  ])
  const { ctx } = world
  expectConserved(world)
  expect(balances(ctx, owner).free).toBe(990n * tao)
  expect(balances(ctx, subnetAccount(ctx, 1)).free).toBe(10n * tao)
  expect(storage.subnetTao.get(ctx, 1)).toBe(10n * tao)
  expect(storage.subnetAlphaIn.get(ctx, 1)).toBe(10n * tao)
  expect(network.subnetOwner.get(ctx, 1)).toBe(owner)
  expect(storage.keys.get(ctx, 1, 0)).toBe(hotkey)
  expect(neuron.lastUpdate.get(ctx, 1)).toEqual([1n])
  expect(network.subnetIdentities.get(ctx, 1)).toEqual(identity)
  expect(storage.subtokenEnabled.get(ctx, 1)).toBe(false)
})

test('a pot of a multisig registers with another as its hotkey, and sets what the owner sets', () => {
  const [treasury, escrow] = [derivativeAccount(owner, 1), derivativeAccount(owner, 0)]
  const world = testWorld({
    balances: new Map([
      [owner, tao],
      [treasury, 100n * tao],
    ]),
  })
  const as = (call: RuntimeCall) => callOf('Utility', 'as_derivative', { index: 1, call })
  const calls = [
    as(callOf('SubtensorModule', 'register_network_with_identity', { hotkey: escrow, identity })),
    as(callOf('AdminUtils', 'sudo_set_max_allowed_uids', { netuid: 1, max_allowed_uids: 128 })),
    as(callOf('AdminUtils', 'sudo_set_mechanism_count', { netuid: 1, mechanism_count: 2 })),
    as(callOf('SubtensorModule', 'start_call', { netuid: 1 })),
  ]
  expect(errorOf(world.run(owner, 'Utility', 'force_batch', { calls }))).toBeUndefined()
  expect(world.lastEvents().slice(-9)).toEqual([
    'SubtensorModule.SubnetIdentitySet',
    'SubtensorModule.NetworkAdded',
    'Utility.ItemCompleted',
    'SubtensorModule.MaxAllowedUidsSet',
    'Utility.ItemCompleted',
    'Utility.ItemCompleted',
    'SubtensorModule.FirstEmissionBlockNumberSet',
    'Utility.ItemCompleted',
    'Utility.BatchCompleted',
  ])
  expect(network.subnetOwner.get(world.ctx, 1)).toBe(treasury)
  expect(storage.owner.get(world.ctx, escrow)).toBe(treasury)
})

test('the cost doubles, and falls by the last one in an interval', () => {
  const world = openWorld()
  register(world)
  expect(lockCost(world.ctx)).toBe(20n * tao)
  world.advance(50_400)
  const step = (10n * tao) / 100_800n
  expect(lockCost(world.ctx)).toBe(20n * tao - step * 50_400n)
  world.advance(1_000_000)
  expect(lockCost(world.ctx)).toBe(10n * tao)
})

test('what cannot be registered', () => {
  const world = openWorld()
  expect(register(world, other, otherHotkey, { ...identity, subnet_name: text('x'.repeat(257)) })).toBe(
    'SubtensorModule.InvalidIdentity',
  )
  expect(register(world, person(9))).toBe('SubtensorModule.CannotAffordLockCost')
  expect(register(world, owner, subnetAccount(world.ctx, 7))).toBe('SubtensorModule.CannotUseSystemAccount')
  expect(register(world)).toBeUndefined()
  expect(register(world, other)).toBe('SubtensorModule.NonAssociatedColdKey')
  expect(register(world, other, otherHotkey)).toBe('SubtensorModule.NetworkTxRateLimitExceeded')
  world.advance(20)
  expect(register(world, other, otherHotkey)).toBeUndefined()
  expect(network.subnetOwner.get(world.ctx, 2)).toBe(other)
})

test('the owner starts it, once', () => {
  const world = openWorld()
  expect(start(world)).toBe('SubtensorModule.SubnetNotExists')
  register(world)
  expect(start(world, other)).toBe('BadOrigin')
  expect(start(world)).toBeUndefined()
  expect(network.firstEmissionBlockNumber.get(world.ctx, 1)).toBe(2n)
  expect(start(world)).toBe('SubtensorModule.FirstEmissionBlockNumberAlreadySet')
})

test('two mechanisms want fewer UIDs; the count clears the split', () => {
  const world = openWorld()
  register(world)
  expect(setCount(world, 2, other)).toBe('BadOrigin')
  expect(setCount(world, 2)).toBe('SubtensorModule.TooManyUIDsPerMechanism')
  expect(setCount(world, 0)).toBe('SubtensorModule.InvalidValue')
  storage.maxAllowedUids.put(world.ctx, 128, 1)
  expect(setCount(world, 3)).toBe('SubtensorModule.InvalidValue')
  expect(setCount(world, 2)).toBeUndefined()
  expect(setSplit(world, [65_534, 2])).toBe('SubtensorModule.InvalidValue')
  expect(setSplit(world, [60_000, 5_000, 535])).toBe('SubtensorModule.InvalidValue')
  expect(setSplit(world, [60_000, 5_535])).toBeUndefined()
  world.advance(1)
  expect(setCount(world, 1)).toBeUndefined()
  expect(network.mechanismEmissionSplit.get(world.ctx, 1)).toBeUndefined()
})

test('the owner changes a thing only so often, and nothing shortly before an epoch', () => {
  const world = openWorld()
  register(world)
  storage.maxAllowedUids.put(world.ctx, 128, 1)
  expect(setCount(world, 2)).toBeUndefined()
  expect(setCount(world, 1)).toBe('SubtensorModule.TxRateLimitExceeded')
  world.advance(7)
  expect(setCount(world, 1)).toBeUndefined()
  world.advance(1)
  expect(setCount(world, 2)).toBe('SubtensorModule.AdminActionProhibitedDuringWeightsWindow')
})

test('a split of alpha is all of it, and by the shares', () => {
  const cut = fc.nat(65_535)
  fc.assert(
    fc.property(fc.bigInt(0n, 10n ** 18n), cut, (alpha, first) => {
      const { ctx } = openWorld()
      network.mechanismCount.put(ctx, 2, 1)
      network.mechanismEmissionSplit.put(ctx, [first, 65_535 - first], 1)
      const [one = 0n, two = 0n] = splitEmission(ctx, 1, alpha)
      expect(one + two).toBe(alpha)
      expect(two).toBe((alpha * BigInt(65_535 - first)) / 65_535n)
    }),
    { numRuns: 50 },
  )
})
