import { expect, test } from 'vitest'
import { table } from './table.ts'

test('one table, in which a missed mark cannot be overlooked', () => {
  const text = table([
    {
      name: 'Rate',
      rows: [{ subject: 'here', figure: '5/s', ratio: '0.50', wanted: { text: '0.8', met: false } }],
    },
    {
      name: 'Calls',
      rows: [{ subject: 'a delivery', figure: '1.2', wanted: { text: 'at most 1.5', met: true } }],
    },
  ])
  expect(text.split('\n')).toEqual([
    '| Measured | What       | Figure | In comparison | Wanted           |',
    '| -------- | ---------- | ------ | ------------- | ---------------- |',
    '| Rate     | here       | 5/s    | 0.50          | 0.8: **missed**  |',
    '| Calls    | a delivery | 1.2    |               | at most 1.5: met |',
  ])
})
