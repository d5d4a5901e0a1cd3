import { afterAll, beforeAll, describe, test } from 'vitest'
import { expectPaid } from './reckoning.ts'
import { type FaultWorld, linkPeople, openAndOverpay, openIdea, overpay, startFaultWorld } from './support.ts'

// One world for all: whatever an earlier kill had left behind would show in the later ones.

let world: FaultWorld
beforeAll(async () => {
  world = await startFaultWorld({ finalityLag: 4 })
  await linkPeople(world)
})
afterAll(() => world.stop())

describe('the App is killed and started again', () => {
  test.for([
    ['a delivery is stored, and not handled', 'stored', 1],
    ['events are appended, and the job that follows was taken and has not run', 'appended', 2],
  ] as const)('%s', { timeout: 60_000 }, async ([_what, point, n]) => {
    world.app.arm({ point })
    const issue = await openIdea(world, n)
    await world.app.killed()
    await world.restart()
    await overpay(world, issue)
    await expectPaid(world, issue)
  })

  test.for([
    ['an extrinsic is signed and stored', 'signed', 3],
    ['a node has taken the extrinsic', 'broadcast', 4],
    ['the extrinsic is in a block that is not final', 'in-block', 5],
    ['the extrinsic is final, and not recorded', 'final', 6],
  ] as const)('%s', { timeout: 60_000 }, async ([_what, point, n]) => {
    world.app.arm({ point })
    const issue = await openAndOverpay(world, n)
    await world.app.killed()
    await world.restart()
    await expectPaid(world, issue)
  })
})
