import type { KeyringPair } from '@polkadot/keyring/types'
import { blake2AsHex } from '@polkadot/util-crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Chain, openChain } from './chain.ts'
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
