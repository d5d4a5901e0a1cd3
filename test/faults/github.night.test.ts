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
  [
    ['404 to everything the App writes', { kind: 'status', status: 404 }, 2],
    ['500 to everything the App writes', { kind: 'status', status: 500 }, 2],
    ['403, too many calls at once', { kind: 'rate-limit', secondary: true, seconds: 1 }, 2],
    ['403, too many calls in this hour', { kind: 'rate-limit', seconds: 1 }, 2],
  ],
)

test('500 deliveries, half of them doubled, all out of order', { timeout: 300_000 }, () =>
  disorder(world, 5, 243),
)
