import type { KeyringPair } from '@polkadot/keyring/types'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Chain, openChain } from './chain.ts'
import { tao } from './facts.ts'
import { type ChainEvent, fieldsOf, namesOf } from './outcome.ts'
import { plain } from './plain.ts'
import { lockCost, openSubnet, registerCall, type Subnet } from './subnets.ts'

// On a network where all places are taken: on another node than the local one that is seldom so, and nothing is tried.
let chain: Chain
let subnet: Subnet
beforeAll(async () => {
  chain = await openChain('//Eve', { spec: 475, networks: { limit: 1, immunity: 5 } })
  if (chain.isLocal) subnet = await openSubnet(chain)
})
afterAll(() => chain.close())

/** Blocks after which another network may be registered. */
const interval = async () => Number(await chain.stored('subtensorModule', 'networkRateLimit'))

async function lineUp(hotkey: KeyringPair) {
  await chain.reach((await chain.height()) + (await interval()) + 1)
  const cost = await lockCost(chain)
  const coldkey = await chain.person(2n * cost + tao)
  const before = await chain.balance(coldkey.address)
  const queued = await chain.submit(registerCall(chain, hotkey, null), coldkey)
  expect(queued.error).toBeUndefined()
  const { name, data } = queued.body.at(-1) ?? expect.fail('no event')
  expect(name).toBe('SubtensorModule.NetworkRegistrationQueued')
  const { lockAmount: price } = data as { lockAmount: bigint }
  // It falls a little with each block.
  expect(price).toBeLessThanOrEqual(cost)
  expect(price).toBeGreaterThan((99n * cost) / 100n)
  return { coldkey, price, before: before.free, queued }
}

/** What a block told by itself, in nobody's extrinsic. */
async function toldBy(height: number): Promise<ChainEvent[]> {
  const { api } = chain
  const at = await api.at(await api.rpc.chain.getBlockHash(height))
  const records = await at.query.system.events()
  return records
    .filter(({ phase }) => !phase.isApplyExtrinsic)
    .map(({ event }) => ({
      name: `${event.section}.${event.method}`,
      data: fieldsOf(event.data.names, event.data.map(plain)),
    }))
}

/** The first event of that name in the blocks after this one. */
async function awaited(name: string, after: number): Promise<ChainEvent> {
  for (let height = after + 1; height <= after + 20; height++) {
    await chain.reach(height)
    const found = (await toldBy(height)).find((told) => told.name === name)
    if (found) return found
  }
  return expect.fail(`${name} never came`)
}

test('who registers waits with the price in escrow, and gets the place of the network that went', async ({
  skip,
}) => {
  skip(!chain.isLocal, 'its places are not all taken')
  const hotkey = await chain.person(0n)
  const { coldkey, price, before, queued } = await lineUp(hotkey)
  expect(namesOf(queued.body).filter((name) => name.startsWith('SubtensorModule.'))).toEqual([
    'SubtensorModule.NetworkRemoved',
    'SubtensorModule.NetworkRegistrationQueued',
  ])
  expect(queued.body.at(-1)?.data).toMatchObject({
    coldkey: coldkey.address,
    hotkey: hotkey.address,
    registrationBlock: BigInt(queued.height),
  })
  expect((await chain.balance(coldkey.address)).free).toBe(before - price - queued.fee)
  expect(await chain.stored('subtensorModule', 'networkRegistrationQueue')).toHaveLength(1)
  await awaited('subtensorModule.NetworkDissolveCleanupCompleted', queued.height)
  const added = await awaited('subtensorModule.NetworkAdded', queued.height)
  const [netuid] = added.data as [bigint]
  expect(netuid).toBe(BigInt(subnet.netuid))
  expect(await chain.stored('subtensorModule', 'subnetOwner', Number(netuid))).toBe(coldkey.address)
  expect(await chain.stored('subtensorModule', 'subnetLocked', Number(netuid))).toBe(price)
  expect(await chain.stored('subtensorModule', 'networkRegistrationQueue')).toEqual([])
})

test('who can have no network after all gets the price back, and why', async ({ skip }) => {
  skip(!chain.isLocal, 'its places are not all taken')
  const [hotkey, thief] = [await chain.person(0n), await chain.person()]
  const { coldkey, before, queued } = await lineUp(hotkey)
  await chain.submit(chain.call('subtensorModule', 'tryAssociateHotkey', hotkey.address), thief)
  const cancelled = await awaited('subtensorModule.NetworkRegistrationCancelled', queued.height)
  expect(cancelled.data).toMatchObject({
    coldkey: coldkey.address,
    hotkey: hotkey.address,
    error: expect.stringContaining('NonAssociatedColdKey'),
  })
  expect((await chain.balance(coldkey.address)).free).toBe(before - queued.fee)
  expect(await chain.stored('subtensorModule', 'networkRegistrationQueue')).toEqual([])
})
