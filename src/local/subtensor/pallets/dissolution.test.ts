import { expect, test } from 'vitest'
import type { Spec } from '../metadata/specs.ts'
import { balances } from './money.ts'
import { cleanupQueue, subnetToPrune } from './subtensor-module/network/dissolution.ts'
import { lockCost } from './subtensor-module/network/lock-cost.ts'
import * as network from './subtensor-module/network/network-storage.ts'
import { registrationQueue } from './subtensor-module/network/registration-queue.ts'
import { subnetAccount } from './subtensor-module/network/subnet-account.ts'
import { alphaOf } from './subtensor-module/stake/share-pool.ts'
import * as storage from './subtensor-module/storage.ts'
import { errorOf, expectConserved, person, type TestWorld, tao, testWorld } from './test-world.ts'

const [owner, hotkey, staker, next, nextHotkey] = [1, 2, 3, 4, 5].map(person) as [
  string,
  string,
  string,
  string,
  string,
]

const register = (world: TestWorld, who: string, by: string) =>
  errorOf(
    world.run(who, 'SubtensorModule', 'register_network_with_identity', { hotkey: by, identity: undefined }),
    world.ctx.spec,
  )

/** One place for a network, taken by a subnet that is started, with alpha of two people, and not immune any more. */
function fullWorld(spec: Spec): TestWorld {
  const world = testWorld(
    { balances: new Map([owner, staker, next].map((who) => [who, 1_000n * tao])) },
    spec,
  )
  network.subnetLimit.put(world.ctx, 1)
  network.networkImmunityPeriod.put(world.ctx, 100n)
  expect(register(world, owner, hotkey)).toBeUndefined()
  expect(errorOf(world.run(owner, 'SubtensorModule', 'start_call', { netuid: 1 }), spec)).toBeUndefined()
  for (const [who, amount] of [
    [owner, 10n * tao],
    [staker, 30n * tao],
  ] as const) {
    const args = { hotkey, netuid: 1, amount_staked: amount }
    expect(errorOf(world.run(who, 'SubtensorModule', 'add_stake', args), spec)).toBeUndefined()
  }
  return world
}

const free = (world: TestWorld, who: string) => balances(world.ctx, who).free

test.each<Spec>([424, 475])('at %d nobody gets the place of a subnet that is immune', (spec) => {
  const world = fullWorld(spec)
  world.advance(99)
  expect(subnetToPrune(world.ctx)).toBeUndefined()
  expect(register(world, next, nextHotkey)).toBe('SubtensorModule.SubnetLimitReached')
  world.advance(1)
  expect(subnetToPrune(world.ctx)).toBe(1)
})

test('at 424 the subnet goes in the same call, its holders are paid, and its netuid is given anew', () => {
  const world = fullWorld(424)
  world.advance(100)
  const before = holdings(world)
  expect(register(world, next, nextHotkey)).toBeUndefined()
  const events = world.lastEvents()
  expect(events[0]).toBe('SubtensorModule.NetworkRemoved')
  expect(events.at(-1)).toBe('SubtensorModule.NetworkAdded')
  expectNew(world, before)
})

test('at 475 who registers waits in a queue until holders are paid, and then gets the netuid', () => {
  const world = fullWorld(475)
  world.advance(100)
  const before = holdings(world)
  const cost = lockCost(world.ctx)
  expect(register(world, next, nextHotkey)).toBeUndefined()
  expect(world.lastEvents().filter((name) => name.startsWith('SubtensorModule'))).toEqual([
    'SubtensorModule.NetworkRemoved',
    'SubtensorModule.NetworkRegistrationQueued',
  ])
  expect(cleanupQueue.get(world.ctx)).toEqual([1])
  expect(registrationQueue.get(world.ctx)).toMatchObject([{ coldkey: next, lock_amount: cost }])
  expect(free(world, next)).toBe(1_000n * tao - cost)
  expectConserved(world)
  world.advance(1)
  expect(world.pass(1)).toContain('Balances.Transfer')
  expect(world.pass(1).at(-1)).toBe('SubtensorModule.NetworkDissolveCleanupCompleted')
  const added = world.pass(1)
  expect(added.at(-1)).toBe('SubtensorModule.NetworkAdded')
  expect(registrationQueue.get(world.ctx)).toEqual([])
  expectNew(world, before)
})

test('at 475 who can have no network after all gets the price back', () => {
  const world = fullWorld(475)
  world.advance(100)
  const before = free(world, next)
  register(world, next, nextHotkey)
  world.run(staker, 'SubtensorModule', 'try_associate_hotkey', { hotkey: nextHotkey })
  expect(world.pass(3)).toEqual([
    'System.KilledAccount',
    'Balances.Transfer',
    'SubtensorModule.NetworkRegistrationCancelled',
  ])
  expect(free(world, next)).toBe(before)
  expect(storage.totalNetworks.get(world.ctx)).toBe(1)
  expectConserved(world)
})

const holdings = (world: TestWorld) => ({
  owner: free(world, owner),
  staker: free(world, staker),
  pot: free(world, subnetAccount(world.ctx, 1)),
  alpha: [owner, staker].map((who) => alphaOf(world.ctx, { hotkey, netuid: 1 }, who)),
})

/** Nothing of the subnet before is left, and its TAO is with who had its alpha, by that. */
function expectNew(world: TestWorld, before: ReturnType<typeof holdings>): void {
  const { ctx } = world
  expectConserved(world)
  const gained = { owner: free(world, owner) - before.owner, staker: free(world, staker) - before.staker }
  expect(gained.owner + gained.staker).toBeGreaterThan(before.pot - 500n)
  const [ours = 0n, theirs = 0n] = before.alpha
  expect(gained.owner).toBe((before.pot * ours) / (ours + theirs))
  expect(network.subnetOwner.get(ctx, 1)).toBe(next)
  expect(network.networkRegisteredAt.get(ctx, 1)).toBe(BigInt(ctx.block.number))
  expect(network.registeredSubnetCounter.get(ctx, 1)).toBe(2n)
  expect(network.firstEmissionBlockNumber.get(ctx, 1)).toBeUndefined()
  expect(storage.keys.get(ctx, 1, 0)).toBe(nextHotkey)
  expect(storage.uids.get(ctx, 1, hotkey)).toBeUndefined()
  expect(storage.isNetworkMember.has(ctx, hotkey, 1)).toBe(false)
  expect(storage.totalHotkeyAlpha.entries(ctx).filter(({ keys: [, on] }) => on === 1)).toEqual([])
  expect(storage.alphaShares.entries(ctx).filter(({ keys: [, , on] }) => on === 1)).toEqual([])
  expect(storage.subnetTao.get(ctx, 1)).toBe(network.subnetLocked.get(ctx, 1))
}
