import fc from 'fast-check'
import { expect, test } from 'vitest'
import { encode } from '../../ledger/json.ts'
import type { FileProblem } from '../../mechanisms/architecture/architecture.ts'
import { keptProblems, keptRows } from './kept.ts'

const problem = (line: number, text: string): FileProblem => ({
  file: 'architecture.yaml',
  line,
  column: 1,
  message: text,
})

test('a hundred short problems are kept, and the rest is counted', () => {
  const kept = keptProblems(Array.from({ length: 130 }, (_, n) => problem(n + 1, 'unknown key')))
  expect(kept).toHaveLength(101)
  expect(kept.at(-1)).toMatchObject({ line: 0, message: 'And 30 more problems, from here on.' })
})

test('of long ones the first are kept, none is left out between, and the rest is counted', () => {
  const long = Array.from({ length: 50 }, (_, n) => problem(n + 1, 'x'.repeat(900 + n)))
  const kept = keptProblems(long)
  expect(kept.slice(0, -1)).toEqual(long.slice(0, kept.length - 1))
  expect(kept.at(-1)?.message).toBe(`And ${50 - (kept.length - 1)} more problems, from here on.`)
})

test('whatever the files say, what is kept of them leaves room for the rest of the state', () => {
  const text = fc.string({ unit: 'binary', maxLength: 3_000 })
  const problems = fc.array(fc.record({ file: text, line: fc.nat(), column: fc.nat(), message: text }), {
    maxLength: 150,
    size: 'max',
  })
  const rows = fc.array(fc.record({ what: text, from: text, to: text }), { maxLength: 300, size: 'max' })
  // Shrinking such long texts takes minutes.
  fc.assert(
    fc.property(problems, rows, (found, planned) => {
      expect(Buffer.byteLength(encode(keptProblems(found)))).toBeLessThan(24_000)
      expect(Buffer.byteLength(encode(keptRows(planned)))).toBeLessThan(12_700)
    }),
    { numRuns: 20, endOnFailure: true },
  )
})
