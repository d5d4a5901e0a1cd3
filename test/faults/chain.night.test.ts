import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { billed, finalBlocks } from './idea-with-bill.ts'
import { expectPaid } from './reckoning.ts'
import { type FaultWorld, linkPeople, overpay, startFaultWorld, until } from './support.ts'

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
