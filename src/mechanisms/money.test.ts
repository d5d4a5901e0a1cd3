import { expect, test } from 'vitest'
import { formatTao, isRao } from './money.ts'

test.each([
  [0n, '0 TAO'],
  [1n, '0.000000001 TAO'],
  [1_500_000_000n, '1.5 TAO'],
  [10_000_000_000n, '10 TAO'],
  [10_010_000_000n, '10.01 TAO'],
  [-2_000_000_001n, '-2.000000001 TAO'],
])('%s rao are %s', (value, text) => {
  expect(formatTao(value)).toBe(text)
})

test('the chain holds a u64', () => {
  expect([-1n, 0n, 2n ** 64n - 1n, 2n ** 64n].map(isRao)).toEqual([false, true, true, false])
})
