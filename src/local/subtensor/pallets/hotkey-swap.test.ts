import { expect, test } from 'vitest'
import { type Spec, specs } from '../metadata/specs.ts'
import { accounts } from './account-store.ts'
import * as network from './subtensor-module/network/network-storage.ts'
import { alphaOf } from './subtensor-module/stake/share-pool.ts'
import * as storage from './subtensor-module/storage.ts'
import { errorOf, expectConserved, person, type TestWorld, tao, testWorld } from './test-world.ts'

const [owner, hotkey, next, staker, other, root] = [1, 2, 3, 4, 5, 6].map(person) as [
  string,
  string,
  string,
  string,
  string,
  string,
]
const free = ({ ctx }: TestWorld, who: string) => accounts.get(ctx, who).data.free

/** A subnet, netuid 1, with its owner's neuron, and somebody else's stake on it and on root. */
function open(spec: Spec): TestWorld {
  const world = testWorld(
    {
      balances: new Map([
        [owner, 1_000n * tao],
        [staker, 100n * tao],
        [other, 10n * tao],
      ]),
      validators: [{ coldkey: other, hotkey: root, stake: tao }],
    },
    spec,
  )
  const run = (who: string, name: string, args: object) =>
    expect(world.run(who, 'SubtensorModule', name, args), name).toMatchObject({ ok: true })
  run(owner, 'register_network_with_identity', { hotkey, identity: undefined })
  world.advance(20)
  run(owner, 'start_call', { netuid: 1 })
  run(staker, 'add_stake', { hotkey, netuid: 1, amount_staked: 10n * tao })
  run(staker, 'add_stake', { hotkey, netuid: 0, amount_staked: 5n * tao })
  return world
}

for (const spec of specs) {
  const refused = (result: Parameters<typeof errorOf>[0]) => errorOf(result, spec)
  const swap = (world: TestWorld, args: object = {}, who = owner, name = 'swap_hotkey') =>
    world.run(who, 'SubtensorModule', name, { hotkey, new_hotkey: next, netuid: undefined, ...args })

  test(`${spec}: the new hotkey has the neuron, the subnet and everybody's stake, and no stake event tells of it`, () => {
    const world = open(spec)
    const before = [free(world, owner), alphaOf(world.ctx, { hotkey, netuid: 1 }, staker)] as const
    expect(swap(world)).toMatchObject({ ok: true })
    expect(world.lastEvents().at(-1)).toBe('SubtensorModule.HotkeySwapped')
    expect(world.lastEvents().filter((name) => name.includes('Stake'))).toEqual([])
    expect(before[0] - free(world, owner)).toBe(tao / 10n)
    const { ctx } = world
    const held = [hotkey, next].map((one) => alphaOf(ctx, { hotkey: one, netuid: 1 }, staker))
    expect(held).toEqual([0n, before[1]])
    expect(alphaOf(ctx, { hotkey: next, netuid: 0 }, staker)).toBe(5n * tao)
    expect(storage.stakingHotkeys.get(ctx, staker)).toEqual([next])
    expect(storage.ownedHotkeys.get(ctx, owner)).toEqual([next])
    expect([storage.owner.has(ctx, hotkey), storage.owner.get(ctx, next)]).toEqual([false, owner])
    expect(storage.keys.get(ctx, 1, 0)).toBe(next)
    expect([hotkey, next].map((one) => storage.uids.get(ctx, 1, one))).toEqual([undefined, 0])
    expect(network.subnetOwnerHotkey.get(ctx, 1)).toBe(next)
    expect(network.subnetOwner.get(ctx, 1)).toBe(owner)
    expectConserved(world)
  })

  test(`${spec}: on one subnet alone the old hotkey stays on the others, and the next such swap waits`, () => {
    const world = open(spec)
    expect(refused(swap(world, { netuid: 1 }))).toBe('SubtensorModule.HotKeySwapOnSubnetIntervalNotPassed')
    world.advance(7_200)
    const before = free(world, owner)
    expect(swap(world, { netuid: 1 })).toMatchObject({ ok: true })
    expect(world.lastEvents().at(-1)).toBe('SubtensorModule.HotkeySwappedOnSubnet')
    expect(before - free(world, owner)).toBe(tao / 1_000n)
    const { ctx } = world
    expect(alphaOf(ctx, { hotkey: next, netuid: 1 }, staker)).toBeGreaterThan(0n)
    expect(alphaOf(ctx, { hotkey, netuid: 0 }, staker)).toBe(5n * tao)
    expect(storage.stakingHotkeys.get(ctx, staker)).toEqual([hotkey, next])
    expect(storage.ownedHotkeys.get(ctx, owner)).toEqual([hotkey, next])
    world.advance(1_001)
    const back = { hotkey: next, new_hotkey: hotkey, netuid: 1 }
    expect(refused(swap(world, back))).toBe('SubtensorModule.HotKeySwapOnSubnetIntervalNotPassed')
    expectConserved(world)
  })

  test(`${spec}: the stake stays behind where that is asked for`, () => {
    const world = open(spec)
    expect(swap(world, { keep_stake: true }, owner, 'swap_hotkey_v2')).toMatchObject({ ok: true })
    const { ctx } = world
    expect(alphaOf(ctx, { hotkey: next, netuid: 1 }, staker)).toBe(0n)
    expect(alphaOf(ctx, { hotkey, netuid: 1 }, staker)).toBeGreaterThan(0n)
    expect(storage.stakingHotkeys.get(ctx, staker)).toEqual([hotkey])
    expect(storage.keys.get(ctx, 1, 0)).toBe(next)
  })

  test(`${spec}: another's hotkey, the same one, one that is registered or has root stake, too soon, or too poor: refused`, () => {
    const world = open(spec)
    expect(refused(swap(world, {}, staker))).toBe('SubtensorModule.NonAssociatedColdKey')
    expect(refused(swap(world, { new_hotkey: root }))).toBe('SubtensorModule.NonAssociatedColdKey')
    expect(refused(swap(world, { new_hotkey: hotkey }))).toBe('SubtensorModule.NewHotKeyIsSameWithOld')
    storage.isNetworkMember.put(world.ctx, true, next, 1)
    expect(refused(swap(world))).toBe('SubtensorModule.HotKeyAlreadyRegisteredInSubNet')
    storage.isNetworkMember.remove(world.ctx, next, 1)
    storage.totalHotkeyAlpha.put(world.ctx, 1n, next, storage.rootNetuid)
    expect(refused(swap(world))).toBe('SubtensorModule.NewHotKeyNotCleanForRootSwap')
    storage.totalHotkeyAlpha.remove(world.ctx, next, storage.rootNetuid)
    expect(swap(world)).toMatchObject({ ok: true })
    world.advance(1_000)
    const again = { hotkey: next, new_hotkey: person(9) }
    expect(refused(swap(world, again))).toBe('SubtensorModule.HotKeySetTxRateLimitExceeded')
    world.advance(1)
    const left = free(world, owner) - tao / 20n
    world.run(owner, 'Balances', 'transfer_allow_death', { dest: { type: 'Id', value: staker }, value: left })
    expect(refused(swap(world, again))).toBe('SubtensorModule.NotEnoughBalanceToPaySwapHotKey')
  })
}
