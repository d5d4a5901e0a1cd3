import { expect, test } from 'vitest'
import { fuzzEach } from './fuzz-each.ts'
import { targets } from './targets.ts'

fuzzEach(1)

test('it is a million cases in all', () => {
  expect(targets.reduce((sum, { cases }) => sum + cases, 0)).toBeGreaterThanOrEqual(1_000_000)
})
