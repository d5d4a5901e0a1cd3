import { expect, test } from 'vitest'
import { upscale } from './upscale.ts'

const ONE = 2 ** 32
const fixed = (values: readonly number[]) => values.map((value) => BigInt(Math.floor(value * ONE)))

test.each([
  [[], []],
  [
    [0, 0],
    [0, 0],
  ],
  [
    [0, 0.000016, 1],
    [0, 1, 65_535],
  ],
  [
    [0.000000001, 0.000000001],
    [65_535, 65_535],
  ],
  [
    [0.000001, 0.000006, 0.000007, 0.0001, 0.001, 0.01, 0.1, 0.2, 0.3, 0.4],
    [0, 1, 1, 16, 164, 1638, 16_384, 32_768, 49_151, 65_535],
  ],
  [[32_768], [65_535]],
  [
    [0, 0.5, 1, 1.5, 2, 32_768],
    [0, 1, 2, 3, 4, 65_535],
  ],
  [
    [0, 0.5, 1, 1.5, 2, 32_768, 32_769],
    [0, 1, 2, 3, 4, 65_533, 65_535],
  ],
  [
    [0, 1, 2, 3, 4, 65_533, 65_535],
    [0, 1, 2, 3, 4, 65_533, 65_535],
  ],
])('the chain scales %j to %j', (values, scaled) => {
  expect(upscale(fixed(values))).toEqual(scaled)
})
