import fc from 'fast-check'
import { expect, test } from 'vitest'
import { openLedger } from '../../src/ledger/open.ts'
import { endOf, happening } from './lost.ts'

// At night any of it is lost. Here all of it is.

test('where nothing is told and every job is lost, the world ends as if all had been', async () => {
  const ledger = await openLedger()
  const [happenings = []] = fc.sample(fc.array(happening, { minLength: 6, maxLength: 6 }), {
    numRuns: 1,
    seed: 9,
  })
  const all = (is: boolean) => happenings.map(({ what }) => ({ what, isTold: is, isDone: is }))
  const lost = await endOf(ledger, all(false))
  expect(lost.comments.length).toBeGreaterThan(3)
  expect(lost).toEqual(await endOf(ledger, all(true)))
  await ledger.close()
})
