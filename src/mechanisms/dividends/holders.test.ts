import fc from 'fast-check'
import { expect, test } from 'vitest'
import { alpha } from '../money.ts'
import { holdingsOf, type Position } from './holders.ts'

const position = fc.record({
  hotkey: fc.integer({ min: 0, max: 9 }).map((n) => `h${n}`),
  coldkey: fc.constantFrom('a', 'b', 'c'),
  amount: fc.bigInt(0n, 20n).map(alpha),
})
const pairOf = ({ hotkey, coldkey }: Position) => `${hotkey} ${coldkey}`

test('alpha is summed over hotkeys, and lands where there is most', () => {
  fc.assert(
    fc.property(fc.uniqueArray(position, { selector: pairOf, maxLength: 30 }), (rows) => {
      const found = holdingsOf(rows, new Set(['c']))
      const accounts = found.map(({ account }) => account)
      expect(accounts).toEqual([...new Set(accounts)].sort())
      expect(accounts).not.toContain('c')
      for (const coldkey of ['a', 'b']) {
        const own = rows.filter((row) => row.coldkey === coldkey && row.amount > 0n)
        const sum = own.reduce((all, row) => all + row.amount, 0n)
        const best = own.toSorted((one, other) =>
          one.amount === other.amount
            ? one.hotkey.localeCompare(other.hotkey)
            : Number(other.amount - one.amount),
        )[0]
        const { amount = 0n, hotkey } = found.find(({ account }) => account === coldkey) ?? {}
        expect([amount, hotkey]).toEqual([sum, best?.hotkey])
      }
      expect(holdingsOf(rows.toReversed(), new Set(['c']))).toEqual(found)
    }),
  )
})
