import type { KeyringPair } from '@polkadot/keyring/types'
import { blake2AsHex } from '@polkadot/util-crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Call, type Chain, openChain } from './chain.ts'
import { tao } from './facts.ts'
import { event } from './outcome.ts'

let chain: Chain
beforeAll(async () => {
  chain = await openChain('//Dave')
})
afterAll(() => chain.close())

const announce = (heir: KeyringPair) =>
  chain.call('subtensorModule', 'announceColdkeySwap', blake2AsHex(heir.publicKey))
const swap = (heir: KeyringPair) => chain.call('subtensorModule', 'swapColdkeyAnnounced', heir.address)

/** Older runtimes have other calls for it; where the delay is days, nobody waits for its end. */
const isOffered = () => chain.offers('subtensorModule', 'announceColdkeySwap')
const delay = () => Number(chain.constant('subtensorModule', 'initialColdkeySwapAnnouncementDelay'))

test('an announcement costs, names only the hash of the new coldkey, and freezes the old one', async (context) => {
  if (!isOffered()) return context.skip()
  const [old, heir] = [await chain.person(), await chain.person(0n)]
  const before = await chain.balance(old.address)
  const announced = await chain.submit(announce(heir), old)
  expect(announced.error).toBeUndefined()
  expect(announced.body).toContainEqual(
    event('SubtensorModule.ColdkeySwapAnnounced', {
      who: old.address,
      newColdkeyHash: blake2AsHex(heir.publicKey),
    }),
  )
  const cost = chain.constant('subtensorModule', 'keySwapCost') as bigint
  expect((await chain.balance(old.address)).free).toBe(before.free - cost - announced.fee)
  const frozen = await chain
    .submit(chain.call('balances', 'transferKeepAlive', heir.address, tao), old)
    .then(({ error }) => error)
    .catch((refused: Error) => refused.message)
  expect(frozen).toMatch(/ColdkeySwapAnnounced|Custom error/)
  expect((await chain.submit(swap(heir), old)).error).toBe('SubtensorModule.ColdkeySwapTooEarly')
})

test('after the delay stake and balance are the new coldkey’s', async (context) => {
  if (!isOffered() || delay() > 1_000) return context.skip()
  const [old, heir, hotkey] = [await chain.person(), await chain.person(0n), await chain.person(0n)]
  await chain.submit(chain.call('subtensorModule', 'tryAssociateHotkey', hotkey.address), old)
  await chain.submit(chain.call('subtensorModule', 'addStake', hotkey.address, 0, 5n * tao), old)
  await chain.submit(announce(heir), old)
  await chain.reach((await chain.height()) + delay())
  const swapped = await chain.submit(swap(heir), old)
  expect(swapped.error).toBeUndefined()
  expect(swapped.body).toContainEqual(
    event('SubtensorModule.ColdkeySwapped', { oldColdkey: old.address, newColdkey: heir.address }),
  )
  expect(swapped.body.filter(({ name }) => /StakeAdded|StakeRemoved/.test(name))).toEqual([])
  const stakeOf = (who: KeyringPair) =>
    chain.ask('stakeInfoRuntimeApi', 'getStakeInfoForColdkey', who.address)
  expect(await stakeOf(heir)).toMatchObject([{ stake: 5n * tao }])
  expect(await stakeOf(old)).toEqual([])
  expect((await chain.balance(old.address)).free).toBe(0n)
})

const clear = () => chain.call('subtensorModule', 'clearColdkeySwapAnnouncement')
const dispute = () => chain.call('subtensorModule', 'disputeColdkeySwap')
/** Refused by the pool, or in the block. */
const refusalOf = async (call: Call, by: KeyringPair): Promise<string> => {
  const { error } = await chain.submit(call, by).catch((refused: Error) => ({ error: refused.message }))
  return error ?? 'done'
}

test('an announcement is called off once another could take its place', async (context) => {
  if (!chain.offers('subtensorModule', 'clearColdkeySwapAnnouncement')) return context.skip()
  const [old, heir] = [await chain.person(), await chain.person(0n)]
  expect((await chain.submit(clear(), old)).error).toBe('SubtensorModule.ColdkeySwapAnnouncementNotFound')
  const announced = await chain.submit(announce(heir), old)
  expect((await chain.submit(clear(), old)).error).toBe('SubtensorModule.ColdkeySwapClearTooEarly')
  if (delay() > 1_000) return context.skip()
  const again = Number(chain.constant('subtensorModule', 'initialColdkeySwapReannouncementDelay'))
  await chain.reach(announced.height + delay() + again)
  const cleared = await chain.submit(clear(), old)
  expect(cleared.error).toBeUndefined()
  expect(cleared.body).toContainEqual(event('SubtensorModule.ColdkeySwapCleared', { who: old.address }))
  expect(await chain.stored('subtensorModule', 'coldkeySwapAnnouncements', old.address)).toBeNull()
  const moved = chain.call('balances', 'transferKeepAlive', heir.address, tao)
  expect((await chain.submit(moved, old)).error).toBeUndefined()
})

test('a disputed swap can neither be made nor called off, and freezes what its coldkey has', async (context) => {
  if (!chain.offers('subtensorModule', 'disputeColdkeySwap')) return context.skip()
  const [old, heir] = [await chain.person(), await chain.person(0n)]
  expect(await refusalOf(dispute(), old)).toBe('SubtensorModule.ColdkeySwapAnnouncementNotFound')
  await chain.submit(announce(heir), old)
  const disputed = await chain.submit(dispute(), old)
  expect(disputed.error).toBeUndefined()
  expect(disputed.body).toContainEqual(event('SubtensorModule.ColdkeySwapDisputed', { coldkey: old.address }))
  const moved = chain.call('balances', 'transferKeepAlive', heir.address, tao)
  for (const call of [dispute(), clear(), announce(heir), swap(heir), moved])
    expect(await refusalOf(call, old), call.meta.name.toString()).toMatch(/ColdkeySwapDisputed|Custom error/)
})

const swapHotkey = (from: KeyringPair, to: KeyringPair, netuid: number | null) =>
  chain.call('subtensorModule', 'swapHotkey', from.address, to.address, netuid)

test('a swapped hotkey leaves its stake, neurons and owner to the new one, and no stake event tells of it', async (context) => {
  if (!chain.offers('subtensorModule', 'swapHotkey')) return context.skip()
  const [owner, other] = [await chain.person(), await chain.person()]
  const [from, to] = [await chain.person(0n), await chain.person(0n)]
  await chain.submit(chain.call('subtensorModule', 'tryAssociateHotkey', from.address), owner)
  await chain.submit(chain.call('subtensorModule', 'addStake', from.address, 0, 5n * tao), owner)
  expect((await chain.submit(swapHotkey(from, to, null), other)).error).toBe(
    'SubtensorModule.NonAssociatedColdKey',
  )
  expect((await chain.submit(swapHotkey(from, from, null), owner)).error).toBe(
    'SubtensorModule.NewHotKeyIsSameWithOld',
  )
  const before = await chain.balance(owner.address)
  const swapped = await chain.submit(swapHotkey(from, to, null), owner)
  expect(swapped.error).toBeUndefined()
  const cost = chain.constant('subtensorModule', 'keySwapCost') as bigint
  expect((await chain.balance(owner.address)).free).toBe(before.free - cost - swapped.fee)
  expect(swapped.body).toContainEqual(
    event('SubtensorModule.HotkeySwapped', {
      coldkey: owner.address,
      oldHotkey: from.address,
      newHotkey: to.address,
    }),
  )
  expect(swapped.body.filter(({ name }) => /StakeAdded|StakeRemoved/.test(name))).toEqual([])
  const stake = await chain.ask('stakeInfoRuntimeApi', 'getStakeInfoForColdkey', owner.address)
  expect(stake).toMatchObject([{ hotkey: to.address, stake: 5n * tao }])
  expect(await chain.stored('subtensorModule', 'owner', to.address)).toBe(owner.address)
})

test('on one subnet alone a hotkey is swapped only so often', async (context) => {
  if (!chain.offers('subtensorModule', 'swapHotkey') || !chain.isLocal) return context.skip()
  const owner = await chain.person()
  const [from, to] = [await chain.person(0n), await chain.person(0n)]
  await chain.submit(chain.call('subtensorModule', 'tryAssociateHotkey', from.address), owner)
  const swapped = await chain.submit(swapHotkey(from, to, 0), owner)
  expect(swapped.error).toBe('SubtensorModule.HotKeySwapOnSubnetIntervalNotPassed')
})
