import type { KeyringPair } from '@polkadot/keyring/types'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Chain, openChain } from './chain.ts'
import { leastStake, tao } from './facts.ts'
import { event, type Outcome } from './outcome.ts'

const root = 0

let chain: Chain
beforeAll(async () => {
  chain = await openChain('//Ferdie')
})
afterAll(() => chain.close())

async function keys(): Promise<{ coldkey: KeyringPair; hotkey: KeyringPair }> {
  const [coldkey, hotkey] = [await chain.person(), await chain.person(0n)]
  await chain.submit(associate(hotkey), coldkey)
  return { coldkey, hotkey }
}

const addStake = (hotkey: KeyringPair, amount: bigint, netuid = root) =>
  chain.call('subtensorModule', 'addStake', hotkey.address, netuid, amount)
const removeStake = (hotkey: KeyringPair, amount: bigint) =>
  chain.call('subtensorModule', 'removeStake', hotkey.address, root, amount)
const associate = (hotkey: KeyringPair) => chain.call('subtensorModule', 'tryAssociateHotkey', hotkey.address)
const ask = (method: string, ...args: unknown[]) => chain.ask('stakeInfoRuntimeApi', method, ...args)
const ofStake = ({ body }: Outcome) => body.filter(({ name }) => name.startsWith('SubtensorModule.'))

test('stake on root is one alpha a TAO, and comes back as it went', async () => {
  const { coldkey, hotkey } = await keys()
  const before = await chain.balance(coldkey.address)
  const staked = await chain.submit(addStake(hotkey, 40n * tao), coldkey)
  const fields = [coldkey.address, hotkey.address, 40n * tao, 40n * tao, BigInt(root), 0n]
  expect(staked.error).toBeUndefined()
  expect(ofStake(staked)).toEqual([event('SubtensorModule.StakeAdded', fields)])
  expect((await chain.balance(coldkey.address)).free).toBe(before.free - 40n * tao - staked.fee)

  const removed = await chain.submit(removeStake(hotkey, 40n * tao), coldkey)
  expect(ofStake(removed)).toEqual([event('SubtensorModule.StakeRemoved', fields)])
  const after = await chain.balance(coldkey.address)
  expect(after.free).toBe(before.free - staked.fee - removed.fee)
})

test('the runtime API tells the stake of coldkeys', async () => {
  const { coldkey, hotkey } = await keys()
  const nobody = await chain.person(0n)
  await chain.submit(addStake(hotkey, 5n * tao), coldkey)
  const both = [coldkey.address, nobody.address]
  const stake = {
    hotkey: hotkey.address,
    coldkey: coldkey.address,
    netuid: BigInt(root),
    stake: 5n * tao,
    isRegistered: false,
  }
  expect(await ask('getStakeInfoForColdkeys', both)).toEqual([
    [coldkey.address, [expect.objectContaining(stake)]],
    [nobody.address, []],
  ])
  expect(await ask('getStakeInfoForColdkey', coldkey.address)).toMatchObject([stake])
  const one = await ask('getStakeInfoForHotkeyColdkeyNetuid', hotkey.address, coldkey.address, root)
  expect(one).toMatchObject(stake)
})

test('anyone can stake to a hotkey, and shares stay apart', async () => {
  const { coldkey, hotkey } = await keys()
  const nominator = await chain.person()
  await chain.submit(addStake(hotkey, 7n * tao), coldkey)
  await chain.submit(addStake(hotkey, 3n * tao), nominator)
  await chain.submit(removeStake(hotkey, 2n * tao), coldkey)
  expect(await chain.stored('subtensorModule', 'totalHotkeyAlpha', hotkey.address, root)).toBe(8n * tao)
  expect(await ask('getStakeInfoForColdkey', nominator.address)).toMatchObject([{ stake: 3n * tao }])
})

test('what cannot be staked or unstaked', async () => {
  const { coldkey, hotkey } = await keys()
  const stranger = await chain.person(0n)
  await chain.submit(addStake(hotkey, tao), coldkey)
  const refusals = [
    [addStake(hotkey, leastStake - 1n), 'AmountTooLow'],
    [addStake(hotkey, 1_000n * tao), 'NotEnoughBalanceToStake'],
    [addStake(stranger, tao), 'HotKeyAccountNotExists'],
    [addStake(hotkey, tao, 60_000), 'SubnetNotExists'],
    [removeStake(hotkey, leastStake - 1n), 'AmountTooLow'],
    [removeStake(stranger, tao), 'AmountTooLow'],
  ] as const
  for (const [call, error] of refusals) {
    expect(await chain.submit(call, coldkey)).toMatchObject({ error: `SubtensorModule.${error}`, body: [] })
  }
})

test('more than there is takes all that there is, and a hotkey keeps its owner', async () => {
  const { coldkey, hotkey } = await keys()
  await chain.submit(addStake(hotkey, tao), coldkey)
  const removed = await chain.submit(removeStake(hotkey, 50n * tao), coldkey)
  expect(ofStake(removed)).toMatchObject([{ data: [coldkey.address, hotkey.address, tao, tao, 0n, 0n] }])
  const thief = await chain.person()
  await chain.submit(associate(hotkey), thief)
  expect(await chain.stored('subtensorModule', 'owner', hotkey.address)).toBe(coldkey.address)
  expect(await chain.stored('subtensorModule', 'ownedHotkeys', coldkey.address)).toEqual([hotkey.address])
})
