import fc from 'fast-check'
import { expect, test } from 'vitest'
import { openLedger } from '../../src/ledger/open.ts'
import { endOf, happening } from './lost.ts'

test('whatever is never told and whichever jobs are lost, the world ends as if nothing had been', {
  timeout: 900_000,
}, async () => {
  const ledger = await openLedger()
  try {
    await fc.assert(
      fc.asyncProperty(fc.array(happening, { minLength: 1, maxLength: 6 }), async (happenings) => {
        const whole = happenings.map(({ what }) => ({ what, isTold: true, isDone: true }))
        expect(await endOf(ledger, happenings)).toEqual(await endOf(ledger, whole))
      }),
      { numRuns: 60 },
    )
  } finally {
    await ledger.close()
  }
})
