import type { EventRow } from '../../src/ledger/events.ts'
import { kindOf } from '../../src/mechanisms/streams/kinds.ts'

/**
 * Rows as if links were still visited after the payment alone, as in the frozen lives: what was found at a form is left out, and checks
 * and events count without it.
 */
export function withoutLooks(rows: readonly EventRow[]): EventRow[] {
  return [...Map.groupBy(rows, ({ stream }) => stream)].flatMap(([stream, ofOne]) =>
    kindOf(stream) === 'subnet' ? withoutLooksOfOne(ofOne) : ofOne,
  )
}

/** Rows as if a live subnet had no months yet, as in the frozen lives: the rounds that these are, are left out, and what comes after them counts without. */
export function withoutMonths(rows: readonly EventRow[]): EventRow[] {
  return [...Map.groupBy(rows, ({ stream }) => stream)].flatMap(([, ofOne]) =>
    ofOne
      .filter(({ type, data }) => type !== 'RoundOpened' || !data.includes('"month":'))
      .map((row, n) => ({ ...row, sequence: n + 1 })),
  )
}

/** Rows as if nobody's money went back yet after a time, as in the frozen lives: that a time began is left out. */
export function withoutReturns(rows: readonly EventRow[]): EventRow[] {
  return [...Map.groupBy(rows, ({ stream }) => stream)].flatMap(([, ofOne]) =>
    ofOne.filter(({ type }) => type !== 'ReturnScheduled').map((row, n) => ({ ...row, sequence: n + 1 })),
  )
}

function withoutLooksOfOne(rows: readonly EventRow[]): EventRow[] {
  const paid = rows.findIndex(({ type }) => type === 'DepositAccepted')
  const isLook = (row: EventRow, n: number) => row.type.startsWith('Link') && (paid === -1 || n < paid)
  const looks = rows.filter((row, n) => isLook(row, n) && row.type === 'LinkCheckDue').length
  const kept = rows.filter((row, n) => !isLook(row, n))
  return kept.map((row, n) => ({ ...row, sequence: n + 1, data: withCheck(row, looks) }))
}

function withCheck({ type, data }: EventRow, looks: number): string {
  return type.startsWith('Link')
    ? data.replace(/"check":(\d+)/, (_, check) => `"check":${check - looks}`)
    : data
}
