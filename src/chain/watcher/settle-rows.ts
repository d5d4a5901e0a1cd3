import type { Queries } from '../../ledger/database.ts'
import { keepPart, readPart, sha256 } from '../../ledger/sheets.ts'
import { type Intent, isBulkCall, type Outcome } from '../../mechanisms/intent.ts'
import { rao } from '../../mechanisms/money.ts'
import { NOT_SENT, repairOf, untriedIn } from '../../mechanisms/sheet/repair.ts'
import type { Amount } from '../../mechanisms/sheet/row.ts'
import { summaryOf } from '../../mechanisms/sheet/sheet.ts'

/** An item that is settled, and what it took out of its pot, in the unit of its call. */
export interface SettledRows {
  readonly outcome: Outcome
  readonly amount: bigint
}

/**
 * What a bulk intent left: rows that failed, that moved less, and that were not signed because one extrinsic did not hold them.
 * They are written down as the part's next round, which the rules then owe. Any other intent stays as it is.
 */
export async function settleRows(
  queries: Queries,
  {
    intent: { call },
    amount,
    rows,
  }: { readonly intent: Intent; readonly amount: bigint; readonly rows: number | null },
  outcome: Outcome,
): Promise<SettledRows> {
  if (!isBulkCall(call) || !outcome.ok) return { outcome, amount }
  const part = await readPart<Amount>(queries, call)
  if (!part || rows === null)
    throw new Error(`Part ${call.part} of the sheet ${call.sheet} is not in the ledger.`)
  const unsent = part.lines.slice(rows).map((_, past) => {
    return { place: rows + past, error: NOT_SENT, moved: rao(0n) }
  })
  const told = outcome.failedRows ?? []
  const less = told.filter(({ place, moved }) => moved < (part.lines[place]?.amount ?? 0n))
  const failedRows = [...less, ...unsent]
  const repair = repairOf(part, failedRows, sha256)
  if (repair) await keepPart(queries, call.sheet, repair)
  return {
    outcome: {
      ok: true,
      failedRows,
      repair: repair && summaryOf(repair),
      untried: repair ? untriedIn(repair) : 0,
    },
    amount: part.total - (repair?.total ?? 0n),
  }
}
