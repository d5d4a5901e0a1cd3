import type { KeyringPair } from '@polkadot/keyring/types'
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
import { readElectorate } from '../handlers/scoring/electorate.ts'
import { senses } from '../handlers/senses.ts'
import { readAnnounced } from '../ledger/announced-swaps.ts'
import { readHolds } from '../ledger/holds.ts'
import { successorOf } from '../ledger/lineage.ts'
import { coldkeyOf } from '../ledger/links.ts'
import { codecsOf } from '../local/subtensor/runtime/codec.ts'
import type { Chain } from './client.ts'
import { whyFrozen, whySwapped } from './coldkey-swap.ts'
import { callOf } from './extrinsic.ts'
import { holdersAt } from './holders/holders-at.ts'
import { decodeEvents } from './watcher/decode-events.ts'
import { readBlock } from './watcher/read-block.ts'
import { recordBlock } from './watcher/record.ts'
import { readWatched } from './watcher/watched.ts'

let world: ChainWorld
afterEach(() => world?.stop())

/** The chain as it is, but with a swap announced for an account, or disputed too: block u32, and the hash of the new coldkey. */
function announcing(chain: Chain, account: () => string | null, isDisputed = false): Chain {
  const request: Chain['request'] = async (method, params = []) => {
    const answer = await chain.request(method, params)
    const [keys] = params as [unknown]
    const announced = account()
    if (method !== 'state_queryStorageAt' || announced === null || !Array.isArray(keys))
      return answer as never
    const { coldkeySwapAnnouncements, coldkeySwapDisputes } = chain.api().query.subtensorModule ?? {}
    const stored = new Map([
      [coldkeySwapAnnouncements?.key(announced), `0x07000000${'ab'.repeat(32)}`],
      ...(isDisputed ? ([[coldkeySwapDisputes?.key(announced), '0x08000000']] as const) : []),
    ])
    const changes = keys.filter((key) => stored.has(key)).map((key) => [key, stored.get(key)])
    return (changes.length > 0 ? [{ block: '0x', changes }] : answer) as never
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
  const frozen = (account: string, isDisputed = false) =>
    whyFrozen(
      announcing(world.chain, () => account, isDisputed),
      treasury,
    )
  expect(await whyFrozen(world.chain, treasury)).toBeNull()
  expect(await frozen(treasury.signer)).toContain(treasury.signer)
  expect(await frozen(payee(1))).toBeNull()
  expect(await frozen(treasury.address)).toContain('goes to another account')
  expect(await frozen(treasury.address, true)).toContain(
    `swap of ${treasury.address} is disputed: the chain lets it do nothing until root decides`,
  )
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
    const call = (name: string, ...args: unknown[]) => callOf(chain.api(), 'subtensorModule', name, ...args)
    const announced = async (who: string) => (await readAnnounced(ledger.queries, [who]))[who]
    const announce = async (by: KeyringPair) => {
      await send(chain, by, call('announceColdkeySwap', blake2AsHex(heir.publicKey)))
      await until('the announcement is known', async () => (await announced(by.address)) !== undefined)
    }
    await announce(old)
    expect(await announced(old.address)).toMatchObject({ disputed: null })
    await node.control.createBlocks(61)
    await send(chain, old, call('clearColdkeySwapAnnouncement'))
    await until('it is taken back', async () => (await announced(old.address)) === undefined)
    await announce(old)
    const robbed = pair('Ferdie')
    await announce(robbed)
    await send(chain, robbed, call('disputeColdkeySwap'))
    await until('the dispute is known', async () => (await announced(robbed.address))?.disputed != null)
    await node.control.createBlocks(51)
    await send(chain, old, call('swapColdkeyAnnounced', heir.address))
    await until(
      'the heir holds the link',
      async () => (await coldkeyOf(ledger.queries, people.fox.id)) === heir.address,
    )
    expect(await announced(old.address)).toBeUndefined()
    expect(await announced(robbed.address)).toBeDefined()
    const before = await balanceOf(chain, heir.address)
    const owed = { kind: 'transfer', to: { coldkey: old.address }, amount: tao(1) } as const
    await owe(ledger, [{ key: 'pay-2', call: owed, coldkey: await successorOf(ledger.queries, old.address) }])
    await until('it is paid', async () => (await balanceOf(chain, heir.address)) === before + tao(1))
  },
)

test.each([424, 475] as const)(
  'a swapped hotkey on a chain of %d changes nothing of a vote, or of who holds how much',
  async (spec) => {
    const [voter, hotkey, next] = [pair('Dave'), pair('Hot'), pair('Hotter')]
    const validators = [{ coldkey: voter.address, hotkey: hotkey.address, stake: tao(5_000) }]
    world = await startChainWorld({ spec, validators, finalityLag: 0 })
    const { chain } = world
    const known = async () => {
      const { electorate, block } = await readElectorate(chain, [{ user: 1, coldkey: voter.address }], 1n)
      return { stakes: electorate.map(({ stake }) => stake), ...(await holdersAt(chain, 0, block)) }
    }
    const before = await known()
    expect(before.stakes).toEqual([tao(5_000)])
    await send(
      chain,
      voter,
      callOf(chain.api(), 'subtensorModule', 'swapHotkey', hotkey.address, next.address, null),
    )
    await until('the hotkey is swapped', async () => {
      const { positions } = await known()
      return positions.every(({ hotkey: on }) => on === next.address)
    })
    const after = await known()
    expect(after.stakes).toEqual(before.stakes)
    const amounts = ({ positions }: typeof before) =>
      positions.map(({ coldkey, amount }) => [coldkey, amount])
    expect(amounts(after)).toEqual(amounts(before))
  },
)
