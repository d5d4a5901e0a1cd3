import { afterAll, beforeAll, test } from 'vitest'
import { disorder } from './disorder.ts'
import { type FaultWorld, linkPeople, startFaultWorld } from './support.ts'

let world: FaultWorld
beforeAll(async () => {
  world = await startFaultWorld()
  await linkPeople(world)
})
afterAll(() => world.stop())

test('500 deliveries, half of them doubled, all out of order', { timeout: 300_000 }, () =>
  disorder(world, 1, 243),
)
