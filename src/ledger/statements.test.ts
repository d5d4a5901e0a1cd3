import { afterEach, beforeEach, expect, test } from 'vitest'
import { alpha } from '../mechanisms/money.ts'
import { repairOf } from '../mechanisms/sheet/repair.ts'
import type { Row } from '../mechanisms/sheet/row.ts'
import { sheetOf } from '../mechanisms/sheet/sheet.ts'
import { dividendsOf } from '../mechanisms/streams/names.ts'
import { encode } from './json.ts'
import type { Ledger } from './ledger.ts'
import { openLedger } from './open.ts'
import { readOwed } from './owed-rows.ts'
import { intents } from './schema.ts'
import { keepPart, keepSheet, sha256 } from './sheets.ts'
import { readStatement } from './statements.ts'

const stream = dividendsOf('subnet:7:1')
const row = (account: string, amount: bigint, reason = ''): Row<ReturnType<typeof alpha>> => ({
  account,
  amount: alpha(amount),
  reason,
  ...(reason === '' && { hotkey: `hot-${account}` }),
})
const rows = ['5a', '5b', '5c', '5d', '5e'].map((account, n) => row(account, BigInt(10 + n)))
const payouts = sheetOf({ previous: 'x', block: 9, size: 2, rows }, sha256)
const carry = sheetOf(
  { previous: payouts.digest, block: 9, size: 2, rows: [row('5aa', 3n, 'below-minimum')] },
  sha256,
)

let ledger: Ledger
beforeEach(async () => {
  ledger = await openLedger()
  const { queries } = ledger
  await keepSheet(queries, stream, payouts, JSON.stringify({ day: 1 }))
  await keepSheet(queries, stream, carry)
  const [, second] = payouts.parts
  // Of the second part one row is refused, and half of the other moves.
  const failed = [
    { place: 0, error: 'Module.Refused', moved: alpha(0n) },
    { place: 1, error: 'moved-less', moved: alpha(6n) },
  ]
  const repair = second && repairOf(second, failed, sha256)
  if (repair) await keepPart(queries, payouts.digest, repair)
  for (const part of [0, 1, 2]) {
    const key = `day-part:${stream}:1:${part}:0`
    await queries.insert(intents).values({
      key,
      stream,
      intent: encode({}),
      coldkey: '',
      failures: 0,
      notBefore: 0,
      status: 'settled',
    })
  }
})
afterEach(() => ledger.close())

const of = (account: string, before: number | null = null) =>
  readStatement(ledger.queries, { stream, account, before, limit: 9 })

test('what arrived is told from what did not, with the reason', async () => {
  const day = { day: 1, block: 9, sheet: payouts.digest, isCarried: false }
  expect(await of('5a')).toEqual([{ ...day, due: 10n, paid: 10n, reason: null }])
  expect(await of('5c')).toEqual([{ ...day, due: 12n, paid: 0n, reason: 'Module.Refused' }])
  expect(await of('5d')).toEqual([{ ...day, due: 13n, paid: 6n, reason: 'moved-less' }])
  expect(await of('5e')).toEqual([{ ...day, due: 14n, paid: 14n, reason: null }])
})

test('what the rules carried is told as that, and who has no row has no day', async () => {
  expect(await of('5aa')).toMatchObject([
    { sheet: carry.digest, due: 3n, paid: 0n, reason: 'below-minimum', isCarried: true },
  ])
  for (const account of ['5', '5ab', '5f', 'hot-5a']) expect(await of(account)).toEqual([])
  expect(await of('5a', 1)).toEqual([])
})

test('what is owed are the carried and what was left, by account', async () => {
  const owed = await readOwed(ledger.queries, {
    stream,
    day: 1,
    payouts: payouts.digest,
    carry: carry.digest,
  })
  expect(owed).toEqual([
    { account: '5aa', amount: 3n, reason: 'below-minimum' },
    { account: '5c', amount: 12n, reason: 'Module.Refused' },
    { account: '5d', amount: 7n, reason: 'moved-less' },
  ])
})
