import { afterEach, beforeEach, expect, test } from 'vitest'
import type { ChainWorld } from '../../../test/support/chain-world.ts'
import { pair } from '../../../test/support/chain-world.ts'
import { stream, tao } from '../../../test/support/commands.ts'
import { live } from '../../../test/support/live.ts'
import { minedConfig } from '../../../test/support/mined-commands.ts'
import { minedTales } from '../../../test/support/mined-tales.ts'
import { offlineChain } from '../../../test/support/offline-chain.ts'
import { senses } from '../../handlers/senses.ts'
import { readDue, storeAttempt } from '../../ledger/attempts.ts'
import { readHolds } from '../../ledger/holds.ts'
import type { Ledger } from '../../ledger/ledger.ts'
import { openLedger } from '../../ledger/open.ts'
import { readSpendings } from '../../ledger/spendings.ts'
import { codecsOf } from '../../local/subtensor/runtime/codec.ts'
import { potsOf, treasuryOf } from '../pots.ts'
import { utcDay } from '../settlement/spendings.ts'
import type { Block, ChainEvent } from './block.ts'
import { decodeEvents } from './decode-events.ts'
import { readBlock } from './read-block.ts'
import { recordBlock } from './record.ts'
import { readWatched } from './watched.ts'

// All places for networks are taken: the registration lands, and the chain says only that it is queued.

const attempt = '0x01'
const register = `network-register:${stream()}`
const treasury = treasuryOf(pair('Alice').address, [pair('Bob').address], 1)
const pot = potsOf(treasury.address, 0).treasury

let ledger: Ledger
beforeEach(async () => {
  ledger = await openLedger()
  await live({ ledger, treasury } as ChainWorld, minedTales.registering, minedConfig)
  const signed = { hash: attempt, bytes: '0x', nonce: 0, birthBlock: 1, deathBlock: 65, specVersion: 475 }
  const items = [{ key: register, amount: tao(10), rows: null }]
  await storeAttempt(ledger.queries, treasury.signer, { ...signed, opens: null, proxied: false }, items)
})
afterEach(() => ledger.close())

const state = () => ledger.readSubnet(stream())
const hold = async () => (await readHolds(ledger.queries)).get(register)
const isDue = async () =>
  (await readDue(ledger.queries, Number.MAX_SAFE_INTEGER)).some(({ intent }) => intent.key === register)
const spent = async (at: number) => (await readSpendings(ledger.queries, utcDay(at))).get('treasury:0')

/** A block of one extrinsic, ours, or of none. */
async function pass(number: number, ...events: readonly ChainEvent[]): Promise<number> {
  const timestamp = Date.now()
  const extrinsics = events.some(({ extrinsic }) => extrinsic !== null) ? [attempt] : ['0x00']
  const block: Block = { number, hash: `0xb${number}`, parentHash: '', timestamp, extrinsics, events }
  const { watched } = await readWatched(ledger.queries, treasury)
  await ledger.write((writing) => recordBlock(writing, senses, block, readBlock(block, watched)))
  return timestamp
}

const queued = () =>
  pass(
    5,
    { extrinsic: 0, kind: 'network-queued', coldkey: pot },
    { extrinsic: 0, kind: 'item-completed' },
    { extrinsic: 0, kind: 'batch-completed' },
  )

test('it waits and says so, is not registered again, and goes on with the network that it is given', async () => {
  await queued()
  expect(await hold()).toMatch(/^The network is paid for and waits in the chain’s queue for a free place/)
  expect(await isDue()).toBe(false)
  expect((await state()).launch).toMatchObject({ stage: 'registering', netuid: null })
  await pass(6, {
    extrinsic: null,
    kind: 'network-admitted',
    netuid: 7,
    coldkey: pair('Eve').address,
    registeredIn: 6,
    lockCost: null,
  })
  expect((await state()).launch).toMatchObject({ netuid: null })
  const at = await pass(7, {
    extrinsic: null,
    kind: 'network-admitted',
    netuid: 9,
    coldkey: pot,
    registeredIn: 4,
    lockCost: tao(10),
  })
  expect((await state()).launch).toMatchObject({
    stage: 'configuring',
    netuid: 9,
    registeredIn: 4,
    lockCost: tao(10),
  })
  expect(await hold()).toBeUndefined()
  expect(await spent(at)).toBe(tao(10))
  // Told twice, it counts once.
  await pass(8, {
    extrinsic: null,
    kind: 'network-admitted',
    netuid: 9,
    coldkey: pot,
    registeredIn: 4,
    lockCost: null,
  })
  expect(await spent(at)).toBe(tao(10))
})

test('what the chain gives back is owed again, and was never spent', async () => {
  await queued()
  const error = 'SubtensorModule.SubnetLimitReached'
  const at = await pass(6, { extrinsic: null, kind: 'network-cancelled', coldkey: pot, error })
  expect((await state()).launch).toMatchObject({ stage: 'registering', netuid: null })
  expect(await hold()).toBeUndefined()
  expect(await isDue()).toBe(true)
  expect(await spent(at)).toBeUndefined()
})

test('the events are read by the names that the main network’s runtime has for them', async () => {
  const { api } = await offlineChain(475)
  const { address: coldkey } = pair('Alice')
  const phase = { type: 'Initialization', value: undefined }
  const cancelled = {
    type: 'NetworkRegistrationCancelled',
    value: { coldkey, hotkey: coldkey, lock_id: 3, error: { type: 'BadOrigin', value: undefined } },
  }
  const waits = {
    type: 'NetworkRegistrationQueued',
    value: {
      coldkey,
      hotkey: coldkey,
      mechid: 1,
      identity: undefined,
      lock_amount: tao(10),
      median_subnet_alpha_price: 1n,
      registration_block: 4n,
    },
  }
  const records = [waits, cancelled].map((value) => ({
    phase,
    event: { type: 'SubtensorModule', value },
    topics: [],
  }))
  const stored = codecsOf(475).storage('System', 'Events').encode(records) as `0x${string}`
  expect(decodeEvents(api().registry, stored)).toEqual([
    { extrinsic: null, kind: 'network-queued', coldkey },
    { extrinsic: null, kind: 'network-cancelled', coldkey, error: 'BadOrigin' },
  ])
})
