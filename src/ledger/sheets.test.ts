import { eq, sql } from 'drizzle-orm'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { rao } from '../mechanisms/money.ts'
import { repairOf } from '../mechanisms/sheet/repair.ts'
import { makeSheet, type Sheet, summaryOf } from '../mechanisms/sheet/sheet.ts'
import { append } from './events.ts'
import type { Ledger } from './ledger.ts'
import { openLedger } from './open.ts'
import { sheetParts, sheets } from './schema.ts'
import { keepPart, keepSheet, readPart, readSummaries, sha256 } from './sheets.ts'
import { verifySheets } from './verify-sheets.ts'

const stream = 'dividends:7:1'
const when = { at: 1, source: { kind: 'errand', name: 'test' } } as const
const payments = Array.from({ length: 25 }, (_, n) => ({
  account: `5Account${n}`,
  amount: rao(BigInt(n) + 1n),
}))

let ledger: Ledger
let sheet: Sheet
beforeEach(async () => {
  ledger = await openLedger()
  sheet = makeSheet({ payments, size: 10, previous: '', block: 9 }, sha256)
  await ledger.write(async ({ queries }) => {
    await keepSheet(queries, stream, sheet)
    const { digest, parts, ...head } = sheet
    const named = { ...head, sheet: digest, parts: parts.length, ...when }
    await append(queries, stream, 0, [{ type: 'SheetMade', ...named }])
  })
})
afterEach(() => ledger.close())

const firstPart = () => sheet.parts[0] ?? expect.fail('no part')

async function settleFirst(): Promise<void> {
  const failed = [{ place: 3, error: 'Token.BelowMinimum', moved: rao(0n) }]
  const repair = repairOf(firstPart(), failed, sha256) ?? expect.fail('no repair')
  await keepPart(ledger.queries, sheet.digest, repair)
  const paid = { sheet: sheet.digest, part: 0, round: 0, repair: summaryOf(repair), untried: 0, ...when }
  await append(ledger.queries, stream, 1, [{ type: 'PartPaid', ...paid }])
}

test('what is written is read again, row by row and as a summary', async () => {
  const { queries } = ledger
  for (const part of sheet.parts) {
    expect(await readPart(queries, { sheet: sheet.digest, part: part.part, round: 0 })).toEqual(part)
  }
  expect(await readPart(queries, { sheet: sheet.digest, part: 3, round: 0 })).toBeNull()
  expect(await readSummaries(queries, sheet.digest, { from: 1, to: 9 })).toEqual(
    sheet.parts.slice(1).map(summaryOf),
  )
  await settleFirst()
  const repair = await readPart(queries, { sheet: sheet.digest, part: 0, round: 1 })
  const { account = '', amount } = firstPart().lines[3] ?? {}
  expect(repair?.lines).toEqual([{ account, amount, reason: 'Token.BelowMinimum' }])
  expect(await readSummaries(queries, sheet.digest, { from: 0, to: 9 })).toHaveLength(3)
})

test('sheets that are as they were decided hold', async () => {
  await settleFirst()
  expect(await verifySheets(ledger.queries)).toEqual({ ok: true, sheets: 1, rows: 25 })
})

test.each([
  [
    'a changed amount',
    /has other rows/,
    sql`UPDATE sheet_parts SET lines = replace(lines, ' 1', ' 2') WHERE part = 0 AND round = 0`,
  ],
  [
    'a changed payee',
    /has other rows/,
    sql`UPDATE sheet_parts SET lines = replace(lines, '5Account7', '5Thief') WHERE part = 2`,
  ],
  ['a part that is gone', /part 1 .* is missing/, sql`DELETE FROM sheet_parts WHERE part = 1`],
  ['a changed repair', /has other rows/, sql`UPDATE sheet_parts SET lines = '5Thief 9' WHERE round = 1`],
  ['a repair that is gone', /is missing/, sql`DELETE FROM sheet_parts WHERE round = 1`],
  ['another total', /another total/, sql`UPDATE sheets SET total = total + 1`],
  ['another block', /another block/, sql`UPDATE sheets SET block = 8`],
  [
    'rows that nobody decided',
    /events name 1 with 4/,
    sql`INSERT INTO sheet_parts SELECT sheet, part, 2, hash, row_count, total, largest, lines FROM sheet_parts WHERE part = 1`,
  ],
])('%s shows', async (_, reason, change) => {
  await settleFirst()
  await ledger.queries.execute(change)
  expect(await verifySheets(ledger.queries)).toMatchObject({
    ok: false,
    reason: expect.stringMatching(reason),
  })
})

test('a sheet that is gone shows, and none is written twice', async () => {
  await expect(keepSheet(ledger.queries, stream, sheet)).rejects.toThrow()
  await ledger.queries.delete(sheetParts)
  await ledger.queries.delete(sheets).where(eq(sheets.digest, sheet.digest))
  expect(await verifySheets(ledger.queries)).toMatchObject({ ok: false, position: 1 })
})
