import { afterAll, beforeAll, test } from 'vitest'
import { disorder } from './disorder.ts'
import { refusedWrites } from './refused-writes.ts'
import { type FaultWorld, linkPeople, startFaultWorld } from './support.ts'

let world: FaultWorld
beforeAll(async () => {
  world = await startFaultWorld()
  await linkPeople(world)
})
afterAll(() => world.stop())

refusedWrites(
  () => world,
  [['an answer that never comes, although it was done', { kind: 'cut', after: true }, 2]],
)

test('30 deliveries, half of them doubled, all out of order', { timeout: 90_000 }, () =>
  disorder(world, 2, 8),
)
