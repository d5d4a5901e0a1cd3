import { eq } from 'drizzle-orm'
import { afterEach, expect, test } from 'vitest'
import {
  balanceOf,
  type ChainWorld,
  owe,
  payee,
  startChainWorld,
  transferTo,
  until,
} from '../../../test/support/chain-world.ts'
import { tao } from '../../../test/support/commands.ts'
import { calls } from '../../handlers/calls.ts'
import { readHolds } from '../../ledger/holds.ts'
import { attemptItems, attempts } from '../../ledger/schema.ts'
import type { Calls } from '../call-kinds.ts'

// What is in flight when the chain takes up another runtime. The era is the longest, so that nothing here ends with it.

const era = 2_048
let world: ChainWorld
afterEach(() => world.stop())

const three = [1, 2, 3].map((n) => ({ key: `pay-${n}`, call: transferTo(payee(n), tao(n)) }))
const readAttempts = () => world.ledger.queries.select().from(attempts).orderBy(attempts.createdAt)
const balances = () => Promise.all([1, 2, 3].map((n) => balanceOf(world.chain, payee(n))))
const refused = async (detail: RegExp) => detail.test((await readAttempts())[0]?.detail ?? '')

/** Waits for the ledger, then for a few blocks in which a second payment would show. */
async function expectPaidOnce(): Promise<void> {
  await until('all are paid', async () => {
    const paid = await world.ledger.queries.select().from(attemptItems).where(eq(attemptItems.paid, true))
    return paid.length === three.length
  })
  const { number } = await world.chain.finalized()
  await until('more blocks', async () => (await world.chain.finalized()).number > number + 6)
  expect(await balances()).toEqual([tao(1), tao(2), tao(3)])
  expect(await balanceOf(world.chain, world.treasury.address)).toBe(tao(1_000 - 6))
}

/** The third payment can be made into a call only by the next runtime. */
const laterCalls: Calls = {
  ...calls,
  transfer: {
    ...calls.transfer,
    build: (api, call, ...rest) => {
      const isLater = api.consts.subtensorModule?.initialMinTransfer !== undefined
      if (call.amount === tao(3) && !isLater) throw new Error('The chain has no such call.')
      return calls.transfer.build(api, call, ...rest)
    },
  },
}

test('what no block took, and what no call could be made of, is signed as soon as the upgrade is final, and paid once', async () => {
  world = await startChainWorld()
  const { control } = world.node
  control.setPoolFull(true)
  await owe(world.ledger, three)
  await world.start({ era, calls: laterCalls })
  await until('it was refused', () => refused(/1016/))
  const holds = () => readHolds(world.ledger.queries)
  const reason = 'No call can be made of it: The chain has no such call.'
  expect(await holds()).toEqual(new Map([['pay-3', reason]]))
  control.upgrade(475)
  control.setPoolFull(false)
  await expectPaidOnce()
  const all = await readAttempts()
  const [lost, ...others] = all
  expect(lost).toMatchObject({ status: 'lost', nonce: 0, specVersion: 424 })
  for (const one of others) expect(one).toMatchObject({ status: 'final', specVersion: 475 })
  expect((others.at(-1)?.birthBlock ?? 0) - (lost?.birthBlock ?? 0)).toBeLessThan(era / 2)
  expect(await holds()).toEqual(new Map())
})

test('nothing is given up before the ledger has seen the last block that could hold it', async () => {
  world = await startChainWorld({ seal: 'manual', finalityLag: 3 })
  const { control } = world.node
  await owe(world.ledger, three)
  const side = await world.start({ era })
  await until('it is on its way', async () => (await readAttempts())[0]?.status === 'broadcast')
  // It lands in the very block that upgrades.
  control.upgrade(475)
  control.createBlocks()
  await until('the node has the next runtime', () => world.chain.isUpgrading())
  expect(await balances()).toEqual([tao(1), tao(2), tao(3)])
  await owe(world.ledger, [{ key: 'later', call: transferTo(payee(4), tao(4)) }])
  side.settleSoon()
  // What would be signed now would be for a runtime that makes no block any more.
  control.createBlocks(2)
  await new Promise((resolve) => setTimeout(resolve, 300))
  expect(await readAttempts()).toMatchObject([{ status: 'broadcast' }])
  control.createBlocks(3)
  await until('the later one is sent', async () => (await readAttempts())[1]?.status === 'broadcast')
  control.createBlocks(4)
  await until('all are final', async () => (await readAttempts()).every(({ status }) => status === 'final'))
  expect((await readAttempts()).map(({ nonce, specVersion }) => [nonce, specVersion])).toEqual([
    [0, 424],
    [1, 475],
  ])
  expect(await balances()).toEqual([tao(1), tao(2), tao(3)])
  expect(await balanceOf(world.chain, world.treasury.address)).toBe(tao(1_000 - 10))
})
