import { blake2AsHex } from '@polkadot/util-crypto'
import { expect, test } from 'vitest'
import { specs } from '../metadata/specs.ts'
import { accountBytes } from '../runtime/hashing.ts'
import { accounts } from './account-store.ts'
import { subnetOwner } from './subtensor-module/network/network-storage.ts'
import { alphaOf } from './subtensor-module/stake/share-pool.ts'
import * as storage from './subtensor-module/storage.ts'
import { callOf, errorOf, expectConserved, person, type TestWorld, tao, testWorld } from './test-world.ts'

const [old, heir, hotkey, friend] = [1, 2, 3, 4].map(person) as [string, string, string, string]
const hashOf = (account: string) => blake2AsHex(accountBytes(account))
const announce = (world: TestWorld, account = heir) =>
  world.run(old, 'SubtensorModule', 'announce_coldkey_swap', { new_coldkey_hash: hashOf(account) })
const swap = (world: TestWorld, account = heir) =>
  world.run(old, 'SubtensorModule', 'swap_coldkey_announced', { new_coldkey: account })
const pay = (to: string) => ({ dest: { type: 'Id', value: to }, value: tao })
const free = ({ ctx }: TestWorld, who: string) => accounts.get(ctx, who).data.free

describeEach((spec) => {
  const open = () =>
    testWorld(
      {
        balances: new Map([
          [old, 100n * tao],
          [friend, tao],
        ]),
        validators: [{ coldkey: old, hotkey, stake: 10n * tao }],
      },
      spec,
    )
  const refused = (result: Parameters<typeof errorOf>[0]) => errorOf(result, spec)

  test(`${spec}: after the delay all that the old coldkey had is the new one's`, () => {
    const world = open()
    subnetOwner.put(world.ctx, old, 7)
    expect(announce(world)).toMatchObject({ ok: true })
    expect(free(world, old)).toBe(100n * tao - tao / 10n)
    world.advance(50)
    expect(swap(world)).toMatchObject({ ok: true })
    expect(world.lastEvents().at(-1)).toBe('SubtensorModule.ColdkeySwapped')
    expect(world.lastEvents()).not.toContain('SubtensorModule.StakeAdded')
    const root = { hotkey, netuid: storage.rootNetuid }
    expect([old, heir].map((who) => alphaOf(world.ctx, root, who))).toEqual([0n, 10n * tao])
    expect([old, heir].map((who) => free(world, who))).toEqual([0n, 100n * tao - tao / 10n])
    expect(storage.owner.get(world.ctx, hotkey)).toBe(heir)
    expect(storage.ownedHotkeys.get(world.ctx, heir)).toEqual([hotkey])
    expect(subnetOwner.get(world.ctx, 7)).toBe(heir)
    expectConserved(world)
  })

  test(`${spec}: meanwhile the account can do nothing else, neither alone nor in a batch`, () => {
    const world = open()
    announce(world)
    const frozen = 'SubtensorModule.ColdkeySwapAnnounced'
    expect(refused(world.run(old, 'Balances', 'transfer_keep_alive', pay(friend)))).toBe(frozen)
    const calls = [callOf('Balances', 'transfer_keep_alive', pay(friend))]
    expect(refused(world.run(old, 'Utility', 'batch_all', { calls }))).toBe(frozen)
    expect(world.run(friend, 'Balances', 'transfer_allow_death', pay(old))).toMatchObject({ ok: true })
  })

  test(`${spec}: too early, to another than was announced, or unannounced it is refused`, () => {
    const world = open()
    expect(refused(swap(world))).toBe('SubtensorModule.ColdkeySwapAnnouncementNotFound')
    announce(world)
    world.advance(49)
    expect(refused(swap(world))).toBe('SubtensorModule.ColdkeySwapTooEarly')
    expect(refused(swap(world, friend))).toBe('SubtensorModule.AnnouncedColdkeyHashDoesNotMatch')
    expect(refused(announce(world, friend))).toBe('SubtensorModule.ColdkeySwapReannouncedTooEarly')
    world.advance(11)
    expect(announce(world, friend)).toMatchObject({ ok: true })
    expect(free(world, old)).toBe(100n * tao - tao / 10n)
  })

  test(`${spec}: an announcement is called off when another could take its place, and not before`, () => {
    const world = open()
    const clear = () => world.run(old, 'SubtensorModule', 'clear_coldkey_swap_announcement', {})
    expect(refused(clear())).toBe('SubtensorModule.ColdkeySwapAnnouncementNotFound')
    announce(world)
    world.advance(59)
    expect(refused(clear())).toBe('SubtensorModule.ColdkeySwapClearTooEarly')
    world.advance(1)
    expect(clear()).toMatchObject({ ok: true })
    expect(world.lastEvents()).toEqual(['SubtensorModule.ColdkeySwapCleared'])
    expect(world.run(old, 'Balances', 'transfer_keep_alive', pay(friend))).toMatchObject({ ok: true })
    expect(refused(swap(world))).toBe('SubtensorModule.ColdkeySwapAnnouncementNotFound')
  })

  test(`${spec}: after a dispute the account can do nothing at all, nor be swapped`, () => {
    const world = open()
    const dispute = () => world.run(old, 'SubtensorModule', 'dispute_coldkey_swap', {})
    expect(refused(dispute())).toBe('SubtensorModule.ColdkeySwapAnnouncementNotFound')
    announce(world)
    expect(dispute()).toMatchObject({ ok: true })
    expect(world.lastEvents()).toEqual(['SubtensorModule.ColdkeySwapDisputed'])
    world.advance(100)
    const frozen = 'SubtensorModule.ColdkeySwapDisputed'
    expect(refused(swap(world))).toBe(frozen)
    expect(refused(dispute())).toBe(frozen)
    expect(refused(announce(world, friend))).toBe(frozen)
    const clear = world.run(old, 'SubtensorModule', 'clear_coldkey_swap_announcement', {})
    expect(refused(clear)).toBe(frozen)
    expect(refused(world.run(old, 'Balances', 'transfer_keep_alive', pay(friend)))).toBe(frozen)
    expect(world.run(friend, 'Balances', 'transfer_allow_death', pay(old))).toMatchObject({ ok: true })
  })

  test(`${spec}: nobody inherits who stakes already, or is a hotkey, and whoever cannot pay announces nothing`, () => {
    const world = open()
    announce(world, hotkey)
    world.advance(50)
    expect(refused(swap(world, hotkey))).toBe('SubtensorModule.NewColdKeyIsHotkey')
    storage.stakingHotkeys.put(world.ctx, [hotkey], hotkey)
    expect(refused(swap(world, hotkey))).toBe('SubtensorModule.ColdKeyAlreadyAssociated')
    const poor = world.run(heir, 'SubtensorModule', 'announce_coldkey_swap', {
      new_coldkey_hash: hashOf(old),
    })
    expect(refused(poor)).toBe('SubtensorModule.NotEnoughBalanceToPaySwapColdKey')
  })
})

function describeEach(tell: (spec: (typeof specs)[number]) => void): void {
  for (const spec of specs) tell(spec)
}
