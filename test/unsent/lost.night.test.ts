import fc from 'fast-check'
import { expect, test } from 'vitest'
import { openLedger } from '../../src/ledger/open.ts'
import { endOf, happening, livelyHappening } from './lost.ts'

test.for([
  ['while miners propose', 'proposed', happening],
  ['in a live subnet', 'passed', livelyHappening],
] as const)(
  '%s, whatever is never told and whichever jobs are lost, the world ends as if nothing had been',
  {
    timeout: 900_000,
  },
  async ([, tale, one]) => {
    const ledger = await openLedger()
    try {
      await fc.assert(
        fc.asyncProperty(fc.array(one, { minLength: 1, maxLength: 6 }), async (happenings) => {
          const whole = happenings.map(({ what }) => ({ what, isTold: true, isDone: true }))
          expect(await endOf(ledger, happenings, tale)).toEqual(await endOf(ledger, whole, tale))
        }),
        { numRuns: 60 },
      )
    } finally {
      await ledger.close()
    }
  },
)
