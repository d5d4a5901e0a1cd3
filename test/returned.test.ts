import { afterEach, expect, test } from 'vitest'
import { callOf } from '../src/chain/extrinsic.ts'
import { potsOf, tillOf, treasuryOf } from '../src/chain/pots.ts'
import { runErrand } from '../src/handlers/errands.ts'
import type { ErrandTools } from '../src/handlers/kit/errand.ts'
import { pendingApprovals } from '../src/ledger/approvals.ts'
import { verifyLedger } from '../src/ledger/verify.ts'
import { rao } from '../src/mechanisms/money.ts'
import { lineageOf } from '../src/mechanisms/streams/names.ts'
import { errands } from '../src/mechanisms/subnet/errands.ts'
import {
  balanceOf,
  type ChainWorld,
  pair,
  quiet,
  send,
  startChainWorld,
  until,
} from './support/chain-world.ts'
import { coldkeys, stream, tao } from './support/commands.ts'
import { live } from './support/live.ts'
import { key, minedConfig } from './support/mined-commands.ts'
import { minedTales } from './support/mined-tales.ts'

// A network costs 10 TAO here, and the settings allow 9: it is never registered. Ben has given 60 TAO and Eva 40, the float has lent ten.

const LEAST = 500n
const gina = pair('Gina').address

let world: ChainWorld
afterEach(() => world.stop())

const state = () => world.ledger.readSubnet(stream())
const stage = async () => (await state()).launch?.stage
const has = (address: string) => balanceOf(world.chain, address)

async function open(threshold: number, lockCostLimit: number, inPot: bigint = tao(110)): Promise<string> {
  const { address } = treasuryOf(pair('Alice').address, [pair('Bob').address], threshold)
  const pots = potsOf(address, 0)
  const endow = { [tillOf(address)]: tao(1), [pots.escrow]: tao(10), [pots.treasury]: rao(inPot) }
  world = await startChainWorld({ threshold, endow })
  const launch = { ...minedConfig.launch, lockCostLimit: tao(lockCostLimit) }
  await live(world, minedTales.registering, { ...minedConfig, launch })
  return pots.treasury
}

/** Counts what is in the treasury, if that is asked for and nothing is under way; the App's jobs try it again and again. */
async function count(): Promise<boolean> {
  const errand = errands(await state()).find(({ kind }) => kind === 'rest')
  const tools = { ...world, log: quiet, now: () => Date.now() } as unknown as ErrandTools
  if (errand) await runErrand(tools, stream(), errand.key).catch(() => undefined)
  return (await state()).dissolution.rest !== null
}

/** The clock of the chain goes on to the end of the time for the registration. */
async function endTime(): Promise<void> {
  world.node.control.advance((await state()).launch?.returns?.at ?? 0)
  await until('its time is over', async () => (await stage()) === 'returning', 30_000)
}

/** Bob approves what waits, the registration apart; whoever calls does so until it is done. A nonce that a block has taken meanwhile is read again. */
async function approve(): Promise<void> {
  for (const { callData, intents, timepoint, maxWeight } of await pendingApprovals(world.ledger.queries)) {
    if (intents.includes(key('network-register'))) continue
    const api = world.chain.api()
    const call = api.createType('Call', callData)
    const approval = callOf(
      api,
      'multisig',
      'asMulti',
      2,
      [pair('Alice').address],
      timepoint,
      call,
      maxWeight,
    )
    await send(world.chain, pair('Bob'), approval).catch(() => undefined)
  }
}

/** Eva’s coldkey is Gina’s by now. */
const swap = () =>
  world.ledger.write(({ handle }) =>
    handle(lineageOf(coldkeys.eva), {
      type: 'SeeSwap',
      from: coldkeys.eva,
      to: gina,
      at: Date.now(),
      source: { kind: 'operator', name: 'mia' },
    }),
  )

test('what is not registered in time gives everybody’s money back, to the rao, and to whom the chain swapped a coldkey for', async () => {
  const pot = await open(1, 9, tao(110) + 7n)
  const before = { ben: await has(coldkeys.ben), gina: await has(gina) }
  await swap()
  await world.start({ heardUpTo: (timestamp) => timestamp })
  expect(await stage()).toBe('registering')
  await endTime()
  await until('it is counted', count, 30_000)
  const { phase, dissolution } = await state()
  const total = tao(100) + 7n - LEAST
  expect([phase, dissolution.rest?.total]).toEqual(['returned', total])
  await until('all are paid', async () => (await has(pot)) === LEAST, 30_000)
  // Ben guaranteed too, and has the collateral back.
  const collateral = minedConfig.mining.collateral
  await until('that too', async () => (await state()).rounds.at(-1)?.guarantee?.fate === 'returned')
  await until('it is there', async () => (await has(coldkeys.ben)) - before.ben > tao(60), 30_000)
  const ben = (await has(coldkeys.ben)) - before.ben - collateral
  const heir = (await has(gina)) - before.gina
  expect(ben + heir).toBe(total)
  // Neither has a rao more or less than the share.
  expect(ben * 100n - total * 60n < 100n && ben * 100n - total * 60n > -100n).toBe(true)
  expect(await verifyLedger(world.ledger.queries)).toMatchObject({ ok: true })
}, 90_000)

test('behind guardians, the registration that waits for them is taken back first, and they approve what goes back', async () => {
  const pot = await open(2, 100)
  await world.start({ heardUpTo: (timestamp) => timestamp })
  const waits = async () =>
    (await pendingApprovals(world.ledger.queries)).some(({ intents }) =>
      intents.includes(key('network-register')),
    )
  await until('the registration waits for Bob', waits)
  await endTime()
  await until(
    'it is counted',
    async () => {
      await approve()
      return count()
    },
    30_000,
  )
  expect(await waits()).toBe(false)
  expect((await state()).dissolution.rest?.total).toBe(tao(100) - LEAST)
  const eva = await has(coldkeys.eva)
  await until(
    'all are paid',
    async () => {
      await approve()
      return (await has(pot)) === LEAST
    },
    30_000,
  )
  expect((await has(coldkeys.eva)) - eva).toBe(((tao(100) - LEAST) * 40n) / 100n)
}, 90_000)
