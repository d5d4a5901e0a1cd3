import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { RAO_PER_TAO } from '../../mechanisms/money.ts'
import { parseScores } from './scores-file.ts'

const example = readFileSync(new URL('../../../docs/examples/scores.yaml', import.meta.url), 'utf8')

test('the example is read: proposals in order, stakes in rao, points in hundredths', () => {
  expect(parseScores(example)).toEqual({
    ok: true,
    table: {
      proposals: ['warp', 'tide', 'reef'],
      validators: [
        { name: 'eva', stake: 6_000n * RAO_PER_TAO, points: [8_500, 6_000, 2_000] },
        { name: 'fox', stake: 4_000n * RAO_PER_TAO, points: [8_000, 7_000, 1_000] },
        { name: 'gus', stake: 3_000n * RAO_PER_TAO, points: [9_000, 5_500, 2_500] },
        { name: 'hal', stake: 5_000n * RAO_PER_TAO, points: [0, 0, 10_000] },
      ],
      kappa: 32_767,
    },
  })
})

test('JSON is YAML: the same table, with decimals and a majority of one’s own', () => {
  const file = {
    proposals: ['a', 12],
    validators: { eva: { stake: 0.5, scores: { a: 62.5, 12: '100.00' } }, fox: { stake: '1 TAO' } },
    kappa: '66.66 %',
  }
  expect(parseScores(JSON.stringify(file, null, 2))).toMatchObject({
    ok: true,
    table: {
      proposals: ['a', '12'],
      validators: [
        { stake: RAO_PER_TAO / 2n, points: [6_250, 10_000] },
        { stake: RAO_PER_TAO, points: [0, 0] },
      ],
      kappa: 43_685,
    },
  })
})

const scored = (entry: string) =>
  `proposals: [warp]\nvalidators:\n  eva:\n    stake: 5\n    scores:\n      ${entry}\n`

test.each([
  ['', '1:1: The setting `proposals` is missing: add it.'],
  ['proposals: [a]\n', '1:1: The setting `validators` is missing: add it.'],
  ['proposals: []\nvalidators: { a: { stake: 1 } }\n', '1:1: The list is empty: add an entry.'],
  [
    'proposals: [a, b, a]\nvalidators: { a: { stake: 1 } }\n',
    '1:1: An entry stands in the list twice: leave only one.',
  ],
  ['proposals: [a b]\nvalidators: { a: { stake: 1 } }\n', '1:13: A name is of letters'],
  ['proposals: [a]\nvalidators:\n  <x>: { stake: 1 }\n', '3:3: A name is of letters'],
  ['proposals: [a]\nvalidators:\n  __proto__: { stake: 1 }\n', '3:3: A name is of letters'],
  ['proposals: [a]\nvalidators:\n  eva: {}\n', '3:3: The setting `stake` is missing below this one: add it.'],
  ['proposals: [a]\nvalidators:\n  eva: { stake: -1 }\n', '3:10: An amount cannot be negative'],
  ['proposals: [a]\nvalidators:\n  eva: { stake: 1e9 }\n', '3:10: Write the amount out in digits'],
  [
    'proposals: [a]\nvalidators:\n  eva: { stake: 1, score: {} }\n',
    '3:20: There is no setting `score`: did you mean `scores`?',
  ],
  [scored('warp: 101'), '6:7: Write points from 0 to 100'],
  [scored('warp: 100.01'), '6:7: Write points from 0 to 100'],
  [scored('warp: 1.234'), '6:7: Write points from 0 to 100'],
  [scored('warp: -1'), '6:7: Write points from 0 to 100'],
  [scored('warp: good'), '6:7: Write points from 0 to 100'],
  [scored('wrap: 1'), '6:7: `wrap` is not among the `proposals`'],
  [scored('warp: 1\n      warp: 2'), '7:7: This is set twice: leave only one.'],
  [scored('warp: &x 1'), '6:16: Anchors (`&name`) are not taken'],
  [scored('warp: [1'), '7:1: The indentation is wrong, or a bracket is not closed'],
  [
    'proposals: [a]\nvalidators: { a: { stake: 1 } }\nkappa: 0 %\n',
    '3:1: The least that can be set is `0.01 %`.',
  ],
  ['proposals: [a]\nvalidators: { a: { stake: 1 } }\nkappa: 101 %\n', '3:1: A share is at most `100 %`.'],
])('%j is answered with line, column and what to do', (text, expected) => {
  const parsed = parseScores(text)
  const [first] = parsed.ok ? [] : parsed.problems
  expect(`${first?.line}:${first?.column}: ${first?.message}`).toContain(expected)
})

test('every problem is told, in the order of the file', () => {
  const parsed = parseScores(`${scored('warp: 101')}      tide: x\nkappa: half\n`)
  expect(parsed.ok ? [] : parsed.problems.map(({ line }) => line)).toEqual([6, 7, 8])
})

test('whatever the file says, it is a table or problems', () => {
  const change = fc.tuple(fc.nat(example.length), fc.nat(12), fc.string({ maxLength: 8, unit: 'grapheme' }))
  fc.assert(
    fc.property(change, ([at, gone, put]) => {
      const parsed = parseScores(example.slice(0, at) + put + example.slice(at + gone))
      if (!parsed.ok) expect(parsed.problems.length).toBeGreaterThan(0)
      else
        expect(
          parsed.table.validators.every(({ points }) => points.length === parsed.table.proposals.length),
        ).toBe(true)
    }),
    { numRuns: 500 },
  )
})
