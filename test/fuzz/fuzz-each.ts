import { afterAll, expect, test } from 'vitest'
import { openFuzzer } from './fuzz.ts'
import { targets } from './targets.ts'

// G3, at large: whatever people write into settings, architectures, forms and comments, every parser answers in its
// declared shape and in time. FUZZ_SEED repeats a run, FUZZ_TIMES makes it longer.

export const seed = Number(process.env.FUZZ_SEED ?? Math.floor(Math.random() * 2 ** 31))

/** One test for each parser, with this share of its cases. */
export function fuzzEach(share: number): void {
  const times = share * Number(process.env.FUZZ_TIMES ?? 1)
  const fuzzer = openFuzzer()
  afterAll(() => fuzzer.close())

  test.for(targets.map((target) => [target.name, target] as const))(
    '%s',
    { timeout: 600_000 * Math.max(times, 1) },
    async ([name, { cases, limit }]) => {
      const slowest = await fuzzer.run({ name, cases: Math.ceil(cases * times), seed })
      expect(slowest.milliseconds).toBeLessThanOrEqual(limit)
    },
  )
}
