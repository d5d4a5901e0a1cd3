import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { RAO_PER_TAO } from '../../src/mechanisms/money.ts'
import { billed, finalBlocks } from './idea-with-bill.ts'
import { expectAllRight, expectPaid } from './reckoning.ts'
import {
  type FaultWorld,
  linkPeople,
  overpay,
  sendToBlock,
  startFaultWorld,
  until,
  untilOpen,
} from './support.ts'

const tao = (amount: number) => BigInt(amount) * RAO_PER_TAO

let world: FaultWorld
beforeAll(async () => {
  world = await startFaultWorld()
  await linkPeople(world)
})
afterAll(() => world.stop())

test('the pool is full for a while', { timeout: 60_000 }, async () => {
  const issue = await billed(world, 1)
  await overpay(world, issue)
  world.subtensor.control.setPoolFull(true)
  await until(world, issue, 'its deposit is seen', ({ deposit }) => deposit.paid !== null)
  await vi.waitFor(
    async () => {
      const report = await world.app.report()
      expect(report?.left).toContainEqual(expect.stringMatching(/^attempt .* is (signed|broadcast)$/))
    },
    { timeout: 15_000, interval: 100 },
  )
  await finalBlocks(world, 4)
  world.subtensor.control.setPoolFull(false)
  await expectPaid(world, issue)
})

test('the connection is cut again and again', { timeout: 60_000 }, async () => {
  const issue = await billed(world, 2)
  await overpay(world, issue)
  for (let cut = 0; cut < 8; cut++) {
    world.subtensor.control.dropConnections()
    await sleep(300)
  }
  await world.reconnect()
  await expectPaid(world, issue)
})

test('the node takes an extrinsic and never says so', { timeout: 60_000 }, async () => {
  const issue = await billed(world, 3)
  world.subtensor.control.swallowAnswers('author_submitExtrinsic')
  await overpay(world, issue)
  await expectPaid(world, issue)
})

test('a reorganisation takes away the block that held a contribution', { timeout: 60_000 }, async () => {
  const { control } = world.subtensor
  const issue = await billed(world, 4)
  await overpay(world, issue)
  const { funding } = await untilOpen(world, issue)
  await expectAllRight(world)
  const contribute = (name: string, amount: number) =>
    sendToBlock(name, world.wallets.api.tx.crowdloan?.contribute?.(funding?.loan?.id ?? 0, tao(amount)))

  control.setFinalityLag(1_000)
  await contribute('fay', 12)
  await sleep(1_000)
  await reorganise('drop')
  control.setFinalityLag(2)
  await finalBlocks(world, 6)
  const dropped = await until(world, issue, 'it is there', () => true)
  expect(dropped.funding).toMatchObject({ raised: 0n, contributions: {} })

  control.setFinalityLag(1_000)
  await contribute('fay', 12)
  await contribute('finn', 8)
  await sleep(1_000)
  await reorganise('return-to-pool')
  control.setFinalityLag(2)
  await until(world, issue, 'it is minable', ({ phase }) => phase === 'minable')
  await expectAllRight(world)
  const { funding: ended } = await until(world, issue, 'it is there', () => true)
  expect(ended).toMatchObject({ stage: 'finalized', raised: tao(20) })
})

/** Replaces every block that is not final. */
async function reorganise(extrinsics: 'drop' | 'return-to-pool'): Promise<void> {
  const { chain } = world.wallets.api.rpc
  world.subtensor.control.pause()
  const head = (await chain.getHeader()).number.toNumber()
  const depth = head - (await chain.getHeader(await chain.getFinalizedHead())).number.toNumber()
  world.subtensor.control.reorganise({ depth, extrinsics })
  world.subtensor.control.resume()
}
