import { afterEach, beforeEach, expect, test } from 'vitest'
import {
  balanceOf,
  type ChainWorld,
  pair,
  quiet,
  send,
  startChainWorld,
  until,
} from '../../../test/support/chain-world.ts'
import { linkPassed, openIdea, stream, tao, terms } from '../../../test/support/commands.ts'
import { linkOf } from '../../../test/support/tales.ts'
import { makeBill } from '../../handlers/deposit/bill.ts'
import { readCursor } from '../../ledger/cursors.ts'
import { events } from '../../ledger/schema.ts'
import { startSubtensor } from '../../local/subtensor/node.ts'
import { latestOf } from '../../local/world/latest.ts'
import { defaultConfig } from '../../mechanisms/config.ts'
import type { SubnetState } from '../../mechanisms/subnet/state.ts'
import { connectChain } from '../client.ts'
import { callOf } from '../extrinsic.ts'
import { potsOf, tillOf } from '../pots.ts'
import type { ChainSide } from '../treasury.ts'

// Ada, who discovers, holds Charlie's key; Dave, Eve and Ferdie fund.

let world: ChainWorld
let state: () => Promise<SubnetState>
beforeEach(async () => {
  world = await startChainWorld()
  state = latestOf(world.ledger, stream())
})
afterEach(() => world.stop())

const phase = async () => (await state()).phase
const raised = async () => (await state()).funding?.raised
const call = (pallet: string, name: string, ...args: unknown[]) =>
  callOf(world.chain.api(), pallet, name, ...args)

const upgraded = () => until('the next runtime is there', () => world.chain.specVersion === 475)

async function openPaidIdea(): Promise<void> {
  const { ledger, chain, treasury } = world
  const { collateral, fee } = defaultConfig.idea
  const { title, link } = terms
  const bill = makeBill(chain, {
    repositoryId: 7,
    issue: 1,
    title,
    link,
    till: tillOf(treasury.address),
    fee,
    collateral,
  })
  const source = { kind: 'errand', name: 'test' } as const
  const at = Date.now()
  await ledger.write(async (writing) => {
    const coldkey = pair('Charlie').address
    await writing.link({ ...linkOf('ada'), coldkey, at })
    await writing.handle(stream(), openIdea({ at }))
    await writing.handle(stream(), { type: 'IssueBill', bill, at, source })
  })
  await sendBill(bill.callHex)
  await until('it is paid', async () => (await phase()) === 'checking')
}

async function sendBill(callHex: string): Promise<void> {
  const { api } = world.chain
  await send(world.chain, pair('Charlie'), api().tx(api().createType('Call', callHex)))
}

async function openLoan(side: ChainSide): Promise<number> {
  await world.ledger.write((writing) => writing.handle(stream(), { ...linkPassed(0), at: Date.now() }))
  side.settleSoon()
  await until('the loan is open', async () => (await state()).funding?.stage === 'open')
  return (await state()).funding?.loan?.id ?? -1
}

const contribute = (name: string, loan: number, amount: number) =>
  send(world.chain, pair(name), call('crowdloan', 'contribute', loan, tao(amount)))

test('an idea is paid, funded, drained, filled and finalized while the runtime changes, and every rao is where it must be', async () => {
  const side = await world.start()
  await openPaidIdea()
  const loan = await openLoan(side)
  await contribute('Dave', loan, 60)
  await contribute('Eve', loan, 30)
  await until('both count', async () => (await raised()) === tao(90))
  world.node.control.upgrade(475)
  await upgraded()
  await send(world.chain, pair('Dave'), call('crowdloan', 'withdraw', loan))
  await until('the withdrawal counts', async () => (await raised()) === tao(30))
  await contribute('Ferdie', loan, 100)
  await until('it is minable', async () => (await phase()) === 'minable')
  const pots = potsOf(world.treasury.address, 0)
  await until('the deposit is back', async () => (await balanceOf(world.chain, pots.treasury)) === tao(100))
  await until(
    'the collateral is back',
    async () => (await balanceOf(world.chain, tillOf(world.treasury.address))) === 0n,
  )
  expect(await balanceOf(world.chain, world.treasury.address)).toBe(tao(1_000))
  expect((await state()).funding?.contributions).toEqual({
    [pair('Eve').address]: tao(30),
    // Cut by the chain to what was left.
    [pair('Ferdie').address]: tao(70),
  })
  expect(side.status()).toMatchObject({ fault: null, chain: { specVersion: 475 } })
})

test('a contribution whose block is thrown away before it is final never counted', async () => {
  const side = await world.start()
  await openPaidIdea()
  const loan = await openLoan(side)
  const { control } = world.node
  control.pause()
  await control.createBlocks(4)
  await contribute('Dave', loan, 60)
  await control.createBlocks(1)
  await control.reorganise({ depth: 1, extrinsics: 'drop' })
  control.resume()
  await contribute('Eve', loan, 7)
  await until('what is final counts', async () => ((await raised()) ?? 0n) > 0n)
  expect(await raised()).toBe(tao(7))
})

test('what happened while nobody watched is caught up with, once and in order', async () => {
  const side = await world.start()
  await openPaidIdea()
  const loan = await openLoan(side)
  await side.stop()
  await world.node.control.createBlocks(60)
  for (let n = 0; n < 5; n++) {
    await contribute('Dave', loan, 1)
    await world.node.control.createBlocks(9)
  }
  await send(world.chain, pair('Dave'), call('crowdloan', 'withdraw', loan))
  await world.node.control.createBlocks(40)
  const again = await world.start()
  const twice = await world.start()
  await until('it has caught up', () => again.status().behind < 3 && again.status().cursor !== null)
  const seen = async () => {
    const rows = await world.ledger.queries.select().from(events).orderBy(events.position)
    return rows.map(({ type }) => type).filter((type) => type.startsWith('Contribution'))
  }
  await until('the withdrawal counts', async () => (await seen()).includes('ContributionWithdrawn'))
  expect(await seen()).toEqual([
    ...Array.from({ length: 5 }, () => 'ContributionCounted'),
    'ContributionWithdrawn',
  ])
  await twice.stop()
})

test('state that the node no longer has stops the catching up, which says what is needed', async () => {
  await world.stop()
  world = await startChainWorld({ keepStates: 10 })
  const side = await world.start()
  await side.stop()
  await world.node.control.createBlocks(200)
  const late = await world.start()
  await until('it says so', () => late.status().fault !== null)
  expect(late.status().fault).toMatch(/no longer has the state of block \d+: .* an archive node is needed/)
})

test('a ledger that belongs to another chain is not written to', async () => {
  const side = await world.start()
  await until('it watches', async () => (side.status().cursor?.block ?? 0) > 5)
  await side.stop()
  const cursor = await readCursor(world.ledger.queries)
  const other = await startSubtensor({ seal: 50 })
  const chain = await connectChain({ endpoints: [other.url], logger: quiet })
  await other.control.createBlocks(20)
  await expect(world.start({ chain })).rejects.toThrow('must name nodes of the same chain')
  expect(await readCursor(world.ledger.queries)).toEqual(cursor)
  await chain.close()
  await other.stop()
})
