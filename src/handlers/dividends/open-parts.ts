import { readSummaries } from '../../ledger/sheets.ts'
import { alpha } from '../../mechanisms/money.ts'
import type { ErrandRunner } from '../kit/errand.ts'

/** The next parts of the day that is paid, as the tables have them: settlement holds their rows against these hashes. */
export const openParts: ErrandRunner<'open-parts', 'ledger'> = async (
  { ledger },
  _state,
  { sheet, from, to },
  when,
) => {
  const found = await readSummaries(ledger.queries, sheet, { from, to })
  const parts = found.map((part) => ({ ...part, total: alpha(part.total), largest: alpha(part.largest) }))
  return { type: 'OpenParts', sheet, from, parts, ...when }
}
