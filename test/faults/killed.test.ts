import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { expectAllRight } from './reckoning.ts'
import {
  type FaultWorld,
  linkPeople,
  OVERPAID,
  openAndOverpay,
  openIdea,
  overpay,
  startFaultWorld,
  until,
} from './support.ts'

// One world for all: whatever an earlier kill had left behind would show in the later ones.

let world: FaultWorld
beforeAll(async () => {
  world = await startFaultWorld({ finalityLag: 4 })
  await linkPeople(world)
})
afterAll(() => world.stop())

/** The idea's surplus has come back, and its loan is open. */
async function expectPaid(issue: number): Promise<void> {
  const { deposit } = await until(
    world,
    issue,
    'its loan is open',
    ({ funding }) => funding?.stage === 'open',
  )
  expect(deposit.refunds).toMatchObject([{ reason: 'overpaid', amount: OVERPAID }])
  await expectAllRight(world)
}

describe('the App is killed and started again', () => {
  test.for([
    ['a delivery is stored, and not handled', 'stored', 1],
    ['events are appended, and the job that follows was taken and has not run', 'appended', 2],
  ] as const)('%s', { timeout: 60_000 }, async ([_what, point, n]) => {
    world.app.arm(point)
    const issue = await openIdea(world, n)
    await world.app.killed()
    await world.restart()
    await overpay(world, issue)
    await expectPaid(issue)
  })

  test.for([
    ['an extrinsic is signed and stored', 'signed', 3],
    ['a node has taken the extrinsic', 'broadcast', 4],
    ['the extrinsic is in a block that is not final', 'in-block', 5],
    ['the extrinsic is final, and not recorded', 'final', 6],
  ] as const)('%s', { timeout: 60_000 }, async ([_what, point, n]) => {
    world.app.arm(point)
    const issue = await openAndOverpay(world, n)
    await world.app.killed()
    await world.restart()
    await expectPaid(issue)
  })
})
