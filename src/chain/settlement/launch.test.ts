import { eq } from 'drizzle-orm'
import { afterEach, expect, test } from 'vitest'
import { handTo } from '../../../test/support/addressed.ts'
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
import { minedConfig, reportPlan } from '../../../test/support/mined-commands.ts'
import { minedTales } from '../../../test/support/mined-tales.ts'
import { registration } from '../../handlers/launch/calls.ts'
import { readSubnetFacts } from '../../handlers/proposal/subnet-facts.ts'
import { pendingApprovals } from '../../ledger/approvals.ts'
import { readHolds } from '../../ledger/holds.ts'
import { events } from '../../ledger/schema.ts'
import { latestOf } from '../../local/world/latest.ts'
import type { ChainStep } from '../../mechanisms/architecture/architecture.ts'
import type { SubnetCommand, SubnetState } from '../../mechanisms/subnet/state.ts'
import { callOf } from '../extrinsic.ts'
import { potsOf, tillOf, treasuryOf } from '../pots.ts'

// A launch whose architecture is released: a network costs 10 TAO here, and the raise leaves 94 TAO for it.

const steps: ChainStep[] = [
  { kind: 'hyperparameter', name: 'max_allowed_uids', value: 128n },
  { kind: 'mechanism-count', count: 2 },
  { kind: 'emission-split', split: [49_151, 16_384] },
]
const registering = minedTales.registering.map((command): SubnetCommand => {
  if (command.type !== 'ReportHead' || !command.reading.architecture) return command
  const architecture = { ...command.reading.architecture, steps }
  return { ...command, reading: { ...command.reading, architecture } }
})
const register = `network-register:${stream()}`

let world: ChainWorld
let state: () => Promise<SubnetState>
afterEach(() => world.stop())

async function open(threshold: number, inPot: number, config = minedConfig): Promise<string> {
  const { address } = treasuryOf(pair('Alice').address, [pair('Bob').address], threshold)
  const pots = potsOf(address, 0)
  const endow = { [tillOf(address)]: tao(1), [pots.escrow]: tao(10), [pots.treasury]: tao(inPot) }
  world = await startChainWorld({ threshold, endow })
  state = latestOf(world.ledger, stream())
  await live(world, registering, config)
  return pots.treasury
}

const phase = async () => (await state()).phase
const errors = async () => {
  const rows = await world.ledger.queries.select().from(events).where(eq(events.type, 'IntentFailed'))
  return rows.map(({ data }) => data)
}
const facts = async () => readSubnetFacts(world.chain, 1, await world.chain.finalized())

test('a network is registered, configured step by step over an upgrade of the runtime, and started; the netuid is read from the chain', async () => {
  const pot = await open(1, 110)
  await world.start()
  await until('it is registered', async () => (await state()).launch?.netuid === 1, 60_000)
  world.node.control.upgrade(475)
  // The App's errand, which finds nothing else to do than what the proposal's plan said.
  const at = Date.now()
  await world.ledger.write((writing) => handTo(writing, stream(), { ...reportPlan(0), steps, at }))
  await until('it is started', async () => (await phase()) === 'probation', 60_000)
  expect((await state()).launch).toMatchObject({ netuid: 1, done: 3, stage: 'started' })
  expect(world.chain.specVersion).toBe(475)
  // In the last blocks of an epoch the owner has to wait: then a step is owed again.
  for (const error of await errors()) expect(error).toContain('AdminActionProhibitedDuringWeightsWindow')
  expect(await facts()).toMatchObject({
    netuid: 1,
    mechanismCount: 2,
    emissionSplit: [49_151, 16_384],
    hyperparameters: { max_allowed_uids: 128n },
  })
  // The loan's deposit went back to the float; the lock cost was 10 TAO, the discoverer's reward waits for a link.
  expect(await balanceOf(world.chain, pot)).toBe(tao(90))
}, 150_000)

test('it waits, and says so, while the pot cannot pay; it goes by itself when it can', async () => {
  const pot = await open(1, 5)
  await world.start()
  const hold = async () => (await readHolds(world.ledger.queries)).get(register)
  await until('it is held', async () => (await hold()) !== undefined)
  expect(await hold()).toBe(
    'Registering a network costs up to 10 TAO now, more than treasury:0 can give: it is tried again by itself.',
  )
  const transfer = callOf(world.chain.api(), 'balances', 'transferKeepAlive', pot, tao(20))
  await send(world.chain, pair('Eve'), transfer)
  await until('it is registered', async () => (await state()).launch?.netuid === 1, 30_000)
  expect(await hold()).toBeUndefined()
}, 60_000)

test('it is not signed above the limit', async () => {
  const launch = { ...minedConfig.launch, lockCostLimit: tao(9) }
  const pot = await open(1, 110, { ...minedConfig, launch })
  await world.start()
  await until('it is held', async () => (await readHolds(world.ledger.queries)).has(register))
  expect((await readHolds(world.ledger.queries)).get(register)).toMatch(/over the limit of 9 TAO/)
  await until('the rest is paid', async () => (await balanceOf(world.chain, pot)) === tao(100))
  expect(await facts()).toMatchObject({ netuid: null })
}, 60_000)

test('when somebody else was first it waits until the chain takes another network', async () => {
  await open(1, 110)
  const { api } = world.chain
  const nothing = { name: '', description: '', repository: '', contact: '', url: '', discord: '', logo: '' }
  await send(world.chain, pair('Eve'), registration(api(), pair('Eve-hotkey').address, nothing))
  await until('Eve has one', async () => (await facts()).netuid === 1)
  await world.start()
  const hold = async () => (await readHolds(world.ledger.queries)).get(register)
  await until('it is held', async () => (await hold()) !== undefined)
  expect(await hold()).toMatch(/^The chain takes another network from block \d+ on/)
  await until('it is registered', async () => (await state()).launch?.netuid === 2, 30_000)
  expect(await errors()).toEqual([])
}, 60_000)

test('behind a guardian’s approval the netuid is read as well', async () => {
  await open(2, 110)
  await world.start()
  const waiting = async () =>
    (await pendingApprovals(world.ledger.queries)).find(({ intents }) => intents.includes(register))
  await until('it waits for Bob', async () => (await waiting()) !== undefined)
  const one = await waiting()
  // Nothing else waits with it: Bob may find it too dear.
  expect(one?.intents).toEqual([register])
  const api = world.chain.api()
  const call = api.createType('Call', one?.callData)
  const others = [pair('Alice').address]
  const approval = callOf(api, 'multisig', 'asMulti', 2, others, one?.timepoint, call, one?.maxWeight)
  await send(world.chain, pair('Bob'), approval)
  await until('it is registered', async () => (await state()).launch?.netuid === 1, 30_000)
}, 60_000)
