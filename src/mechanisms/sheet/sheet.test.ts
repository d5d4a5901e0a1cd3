import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { rao } from '../money.ts'
import { isProven, proveRow } from './proof.ts'
import type { Payment } from './row.ts'
import { makeSheet, type Sheet } from './sheet.ts'

const hash = (text: string): string => createHash('sha256').update(text).digest('hex')

const payment = fc.record({
  account: fc.integer({ min: 0, max: 40 }).map((number) => `5Account${number}`),
  amount: fc.bigInt(0n, 2n ** 40n).map(rao),
})
const payments = fc.array(payment, { maxLength: 60 })
const size = fc.integer({ min: 1, max: 9 })
const head = { previous: 'ab'.repeat(32), block: 7 }

const sheetOf = (rows: readonly Payment[], most: number): Sheet =>
  makeSheet({ ...head, payments: rows, size: most }, hash)
const linesOf = ({ parts }: Sheet) => parts.flatMap(({ lines }) => lines)

test('nothing is created or lost: parts, rows and payments have one sum', () => {
  fc.assert(
    fc.property(payments, size, (given, most) => {
      const sheet = sheetOf(given, most)
      const sum = given.reduce((total, { amount }) => total + amount, 0n)
      expect(sheet.total).toBe(sum)
      expect(sheet.parts.reduce((total, part) => total + part.total, 0n)).toBe(sum)
      expect(sheet.parts.reduce((count, part) => count + part.rows, 0)).toBe(sheet.rows)
      for (const { lines, rows, total, largest } of sheet.parts) {
        expect(rows).toBeLessThanOrEqual(most)
        expect(lines.reduce((left, { amount }) => left + amount, 0n)).toBe(total)
        expect(lines.map(({ amount }) => amount)).toContain(largest)
        expect(lines.every(({ amount }) => amount <= largest)).toBe(true)
      }
      const accounts = linesOf(sheet).map(({ account }) => account)
      expect(accounts).toEqual([...new Set(accounts)].sort())
    }),
  )
})

test('the same payments in any order make the same sheet', () => {
  const shuffled = payments.chain((given) =>
    fc.tuple(fc.constant(given), fc.shuffledSubarray(given, { minLength: given.length })),
  )
  fc.assert(
    fc.property(shuffled, size, ([given, other], most) => {
      expect(sheetOf(other, most)).toEqual(sheetOf(given, most))
    }),
  )
})

test('another row, part size, block or sheet before is another digest', () => {
  fc.assert(
    fc.property(
      payments.filter((given) => given.some(({ amount }) => amount > 0n)),
      size,
      fc.nat(),
      (given, most, which) => {
        const sheet = sheetOf(given, most)
        const rows = linesOf(sheet)
        const place = which % rows.length
        const changed = (change: (row: Payment) => Payment[]) =>
          sheetOf(
            rows.flatMap((row, at) => (at === place ? change(row) : [row])),
            most,
          ).digest
        const others = [
          changed((row) => [{ ...row, amount: rao(row.amount + 1n) }]),
          changed((row) => [{ ...row, account: `${row.account}x` }]),
          changed(() => []),
          changed((row) => [row, { account: '5Another', amount: rao(1n) }]),
          makeSheet({ ...head, block: 8, payments: given, size: most }, hash).digest,
          makeSheet({ ...head, previous: '', payments: given, size: most }, hash).digest,
        ]
        expect(others).not.toContain(sheet.digest)
        expect(new Set(others).size).toBe(others.length)
        if (rows.length > most) expect(sheetOf(given, most + 60).digest).not.toBe(sheet.digest)
      },
    ),
  )
})

test('a proof shows its own row and no other', () => {
  fc.assert(
    fc.property(payments, size, (given, most) => {
      const sheet = sheetOf(given, most)
      const rows = linesOf(sheet)
      for (const row of rows) {
        const proof = proveRow(sheet, row.account, hash)
        if (!proof) throw new Error(`no proof of ${row.account}`)
        const proven = rows.filter((one) => isProven(sheet.digest, one, proof, hash))
        expect(proven).toEqual([row])
        expect(isProven(sheet.digest, { ...row, amount: rao(row.amount + 1n) }, proof, hash)).toBe(false)
        expect(isProven(hash('another'), row, proof, hash)).toBe(false)
        const elsewhere = { ...proof, part: { ...proof.part, part: proof.part.part + 1 } }
        expect(isProven(sheet.digest, row, elsewhere, hash)).toBe(false)
      }
      expect(proveRow(sheet, '5Nobody', hash)).toBeNull()
    }),
    { numRuns: 30 },
  )
})

test('a node of the tree cannot pass for a row', () => {
  const sheet = sheetOf(
    [1n, 2n, 3n, 4n].map((amount, n) => ({ account: `5${n}`, amount: rao(amount) })),
    4,
  )
  const proof = proveRow(sheet, '50', hash)
  const [, upper] = proof?.inPart ?? []
  const [first, second] = linesOf(sheet).map(({ account, amount }) => hash(`row\n${account}\n${amount}\n`))
  if (!proof || !upper) throw new Error('no proof')
  const forged = { account: `${first}\n${second}`, amount: rao(0n), reason: '' }
  expect(isProven(sheet.digest, forged, { ...proof, inPart: [upper] }, hash)).toBe(false)
})
