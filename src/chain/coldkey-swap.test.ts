import { blake2AsHex } from '@polkadot/util-crypto'
import { afterEach, expect, test } from 'vitest'
import {
  balanceOf,
  type ChainWorld,
  owe,
  pair,
  payee,
  send,
  startChainWorld,
  transferTo,
  until,
} from '../../test/support/chain-world.ts'
import { people, tao } from '../../test/support/commands.ts'
import { offlineChain } from '../../test/support/offline-chain.ts'
import { linkOf } from '../../test/support/tales.ts'
import { senses } from '../handlers/senses.ts'
import { readAnnounced } from '../ledger/announced-swaps.ts'
import { readHolds } from '../ledger/holds.ts'
import { successorOf } from '../ledger/lineage.ts'
import { coldkeyOf } from '../ledger/links.ts'
import { codecsOf } from '../local/subtensor/runtime/codec.ts'
import type { Chain } from './client.ts'
import { whyFrozen, whySwapped } from './coldkey-swap.ts'
import { callOf } from './extrinsic.ts'
import { decodeEvents } from './watcher/decode-events.ts'
import { readBlock } from './watcher/read-block.ts'
import { recordBlock } from './watcher/record.ts'
import { readWatched } from './watcher/watched.ts'

let world: ChainWorld
afterEach(() => world?.stop())

/** The chain as it is, but with a swap announced for an account: block u32 and the hash of the new coldkey. */
function announcing(chain: Chain, account: () => string | null): Chain {
  const request: Chain['request'] = async (method, params = []) => {
    const answer = await chain.request(method, params)
    const [keys] = params as [unknown]
    const announced = account()
    if (method !== 'state_queryStorageAt' || announced === null || !Array.isArray(keys))
      return answer as never
    const key = chain.api().query.subtensorModule?.coldkeySwapAnnouncements?.key(announced)
    if (!keys.includes(key)) return answer as never
    return [{ block: '0x', changes: [[key, `0x07000000${'ab'.repeat(32)}`]] }] as never
  }
  return Object.create(chain, { request: { value: request } })
}

test('a treasury whose swap is announced signs nothing, says why, alarms, and goes on when it is called off', async () => {
  world = await startChainWorld()
  const { treasury, ledger } = world
  let account: string | null = treasury.address
  const chain = announcing(world.chain, () => account)
  const faults: string[] = []
  await world.start({ chain, onFault: (reason) => faults.push(reason) })
  await until('it alarms, though nothing is owed', async () => faults.length > 0)
  await owe(ledger, [{ key: 'pay-1', call: transferTo(payee(1), tao(1)) }])
  const hold = async () => (await readHolds(ledger.queries)).get('pay-1')
  await until('it is held', async () => (await hold()) !== undefined)
  expect(await hold()).toBe(faults[0])
  expect(new Set(faults)).toEqual(new Set([await whyFrozen(chain, treasury)]))
  expect(faults[0]).toContain(`announced for ${treasury.address}: the chain`)
  expect(await balanceOf(world.chain, payee(1))).toBe(0n)
  account = null
  await until('it is paid', async () => (await balanceOf(world.chain, payee(1))) === tao(1))
  expect(await hold()).toBeUndefined()
})

test('whose key acts for the treasury is looked at too, and nobody else’s', async () => {
  world = await startChainWorld()
  const { treasury } = world
  const frozen = (account: string) =>
    whyFrozen(
      announcing(world.chain, () => account),
      treasury,
    )
  expect(await whyFrozen(world.chain, treasury)).toBeNull()
  expect(await frozen(treasury.signer)).toContain(treasury.signer)
  expect(await frozen(payee(1))).toBeNull()
})

test.each([424, 475] as const)(
  'a swap of the treasury is read from a block of %d, and stops all payments',
  async (spec) => {
    world = await startChainWorld()
    const { ledger, treasury } = world
    const value = { old_coldkey: treasury.address, new_coldkey: payee(1) }
    const event = { type: 'SubtensorModule', value: { type: 'ColdkeySwapped', value } }
    const phase = { type: 'ApplyExtrinsic', value: 0 }
    const stored = codecsOf(spec)
      .storage('System', 'Events')
      .encode([{ phase, event, topics: [] }])
    const { api } = await offlineChain(spec)
    const events = decodeEvents(api().registry, stored as `0x${string}`)
    const block = { number: 9, hash: '0x9', parentHash: '0x8', timestamp: 1, extrinsics: ['0x1'], events }
    expect(await whySwapped(ledger.queries, treasury)).toBeNull()
    const { watched } = await readWatched(ledger.queries, treasury)
    await ledger.write((writing) => recordBlock(writing, senses, block, readBlock(block, watched)))
    expect(await whySwapped(ledger.queries, treasury)).toContain(`belongs to ${payee(1)}`)
    const faults: string[] = []
    await world.start({ onFault: (reason) => faults.push(reason) })
    await until('it alarms', async () => faults.length > 0)
    expect(faults[0]).toContain('Nothing is paid.')
  },
)

test.each([424, 475] as const)(
  'the wallet of a linked account is swapped on a chain of %d: first it is told, then the heir is paid',
  async (spec) => {
    world = await startChainWorld({ spec })
    const { ledger, chain, node } = world
    const [old, heir] = [pair('Dave'), pair('Eve')]
    await ledger.write((writing) => writing.link({ ...linkOf('fox'), coldkey: old.address }))
    await world.start()
    const call = (name: string, argument: string) => callOf(chain.api(), 'subtensorModule', name, argument)
    await send(chain, old, call('announceColdkeySwap', blake2AsHex(heir.publicKey)))
    const announced = () => readAnnounced(ledger.queries, [old.address])
    await until('the announcement is known', async () => Object.keys(await announced()).length > 0)
    node.control.createBlocks(51)
    await send(chain, old, call('swapColdkeyAnnounced', heir.address))
    await until(
      'the heir holds the link',
      async () => (await coldkeyOf(ledger.queries, people.fox.id)) === heir.address,
    )
    expect(await announced()).toEqual({})
    const before = await balanceOf(chain, heir.address)
    const owed = { kind: 'transfer', to: { coldkey: old.address }, amount: tao(1) } as const
    await owe(ledger, [{ key: 'pay-2', call: owed, coldkey: await successorOf(ledger.queries, old.address) }])
    await until('it is paid', async () => (await balanceOf(chain, heir.address)) === before + tao(1))
  },
)
