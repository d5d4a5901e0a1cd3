import { afterAll, beforeAll, test } from 'vitest'
import type { Fault } from '../../src/local/github/control.ts'
import { disorder } from './disorder.ts'
import { expectAllRight } from './reckoning.ts'
import { type FaultWorld, linkPeople, openAndOverpay, startFaultWorld, untilOpen } from './support.ts'

let world: FaultWorld
beforeAll(async () => {
  world = await startFaultWorld()
  await linkPeople(world)
})
afterAll(() => world.stop())

test.for<[string, Fault, number]>([
  ['500 to everything the App writes', { kind: 'status', status: 500 }, 2],
  ['403, too many calls in this hour', { kind: 'rate-limit', seconds: 1 }, 2],
  ['403, too many calls at once', { kind: 'rate-limit', secondary: true, seconds: 1 }, 2],
  ['404 to everything the App writes', { kind: 'status', status: 404 }, 2],
  ['an answer that never comes, although it was done', { kind: 'cut', after: true }, 2],
])('%s', { timeout: 60_000 }, async ([what, fault, times]) => {
  const n = 1 + (await world.app.report().then((report) => report?.ideas.length ?? 0))
  for (const method of ['POST', 'PATCH']) {
    world.github.control.fail(
      fault,
      { method, path: /\/issues\/(\d+\/(comments|labels)|comments\/\d+)$|^\/graphql$/ },
      times,
    )
  }
  const issue = await openAndOverpay(world, n)
  await untilOpen(world, issue)
  // What GitHub has refused for good is shown with the next change.
  if (what.startsWith('404')) await world.market.comment('mia', issue, '/challenge It is not true.')
  await expectAllRight(world)
})

test('100 deliveries, half of them doubled, all out of order', { timeout: 90_000 }, () =>
  disorder(world, 6, 43),
)
