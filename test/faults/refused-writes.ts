import { test } from 'vitest'
import type { Fault } from '../../src/local/github/control.ts'
import { expectAllRight } from './reckoning.ts'
import { type FaultWorld, openAndOverpay, untilOpen } from './support.ts'

/** What GitHub answers to whatever the App writes in a thread, and how often. */
export type RefusedWrite = readonly [what: string, fault: Fault, times: number]

/** One test for each. `world` is asked for when the tests run. */
export function refusedWrites(world: () => FaultWorld, all: readonly RefusedWrite[]): void {
  test.for(all)('%s', { timeout: 60_000 }, async ([what, fault, times]) => {
    const { app, github, market } = world()
    const n = 1 + (await app.report().then((report) => report?.ideas.length ?? 0))
    for (const method of ['POST', 'PATCH']) {
      github.control.fail(
        fault,
        { method, path: /\/issues\/(\d+\/(comments|labels)|comments\/\d+)$|^\/graphql$/ },
        times,
      )
    }
    const issue = await openAndOverpay(world(), n)
    await untilOpen(world(), issue)
    // What GitHub has refused for good is shown with the next change.
    if (what.startsWith('404')) await market.comment('mia', issue, '/challenge It is not true.')
    await expectAllRight(world())
  })
}
