import { hexToU8a } from '@polkadot/util'
import { eq } from 'drizzle-orm'
import { afterEach, expect, test } from 'vitest'
import {
  balanceOf,
  type ChainWorld,
  pair,
  send,
  startChainWorld,
  until,
} from '../../../test/support/chain-world.ts'
import { stream, tao } from '../../../test/support/commands.ts'
import { live } from '../../../test/support/live.ts'
import { minedConfig } from '../../../test/support/mined-commands.ts'
import { minedTales } from '../../../test/support/mined-tales.ts'
import { registration } from '../../handlers/launch/calls.ts'
import { readHolds } from '../../ledger/holds.ts'
import { events } from '../../ledger/schema.ts'
import { callOf } from '../extrinsic.ts'
import { potsOf, tillOf, treasuryOf } from '../pots.ts'

// One place for a network, and Eve has it. The raise leaves 94 TAO for a registration, which costs 10 to 20 here.

const register = `network-register:${stream()}`
const pots = potsOf(treasuryOf(pair('Alice').address, [pair('Bob').address], 1).address, 0)

let world: ChainWorld
let making: NodeJS.Timeout
afterEach(async () => {
  clearInterval(making)
  await world.stop()
})

/** Blocks are made until something waits for a place: then only when the test says so. */
async function untilQueued(): Promise<void> {
  let [isQueued, isAsking] = [false, false]
  const make = async () => {
    if (isAsking || isQueued) return
    isAsking = true
    world.node.control.createBlocks()
    isQueued = await hasQueue()
    isAsking = false
  }
  making = setInterval(() => void make(), 25)
  await until('the registration is queued', () => isQueued, 60_000)
  clearInterval(making)
}

async function hasQueue(): Promise<boolean> {
  const key = world.chain.api().query.subtensorModule?.networkRegistrationQueue?.key()
  const stored = await world.chain.request<string | null>('state_getStorage', [key])
  return stored !== null && hexToU8a(stored)[0] !== 0
}

const goOn = () => {
  making = setInterval(() => world.node.control.createBlocks(), 25)
}
const launch = async () => (await world.ledger.readSubnet(stream())).launch
const hold = async () => (await readHolds(world.ledger.queries)).get(register)
const failures = async () => {
  const rows = await world.ledger.queries.select().from(events).where(eq(events.type, 'IntentFailed'))
  return rows.map(({ data }) => data).filter((data) => data.includes(register))
}

async function open(): Promise<void> {
  const address = treasuryOf(pair('Alice').address, [pair('Bob').address], 1).address
  const endow = { [tillOf(address)]: tao(1), [pots.escrow]: tao(10), [pots.treasury]: tao(110) }
  world = await startChainWorld({ seal: 'manual', spec: 475, networks: { limit: 1, immunity: 1 }, endow })
  const { chain, node } = world
  node.control.createBlocks(5)
  const nothing = { name: '', description: '', repository: '', contact: '', url: '', discord: '', logo: '' }
  await send(chain, pair('Eve'), registration(chain.api(), pair('Eve-hotkey').address, nothing))
  // Past the runtime's pause between two registrations.
  node.control.createBlocks(30)
  await live(world, minedTales.registering, minedConfig)
  await world.start()
  await untilQueued()
}

test('a launch that is queued waits, says so, and goes on with the network that it is given', async () => {
  await open()
  const paid = tao(110) - (await balanceOf(world.chain, pots.treasury))
  // The loan's deposit may have gone back to the float already: 10 TAO.
  expect([paid, paid - tao(10)].some((cost) => cost >= tao(10) && cost <= tao(20))).toBe(true)
  const { number } = await world.chain.finalized()
  world.node.control.finalize()
  await until('it says that it waits', async () => /waits in the chain’s queue/.test((await hold()) ?? ''))
  expect(await launch()).toMatchObject({ stage: 'registering', netuid: null })
  goOn()
  await until('it has its network', async () => (await launch())?.netuid === 1, 30_000)
  expect((await launch())?.registeredIn).toBeGreaterThan(number)
  expect(await hold()).toBeUndefined()
  expect(await failures()).toEqual([])
  await until('the deposit is back', async () => {
    const left = await balanceOf(world.chain, pots.treasury)
    return left === tao(100) - ((await launch())?.lockCost ?? 0n)
  })
}, 120_000)

test('a launch whose place is cancelled has its money back, and is tried again and told why', async () => {
  await open()
  const theft = callOf(world.chain.api(), 'subtensorModule', 'tryAssociateHotkey', pots.hotkey)
  await send(world.chain, pair('Ferdie'), theft)
  goOn()
  await until('it is tried again', async () => (await failures()).length > 0, 60_000)
  expect((await failures())[0]).toContain('NonAssociatedColdKey')
  expect(await launch()).toMatchObject({ stage: 'registering', netuid: null })
  await until('all of it is back', async () => (await balanceOf(world.chain, pots.treasury)) === tao(100))
}, 120_000)
