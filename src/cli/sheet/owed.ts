import type { DayRecord } from '../../handlers/dividends/record.ts'
import { sha256 } from '../../ledger/sheets.ts'
import type { Owed } from '../../mechanisms/dividends/day.ts'
import { type Alpha, alpha } from '../../mechanisms/money.ts'
import type { Row } from '../../mechanisms/sheet/row.ts'
import { sheetOf } from '../../mechanisms/sheet/sheet.ts'
import { ask } from '../approve/api.ts'

interface ServedSheet {
  readonly previous: string
  readonly parts: number
}

interface ServedPart {
  readonly rows: readonly { readonly account: string; readonly amount_rao: string; readonly reason: string }[]
}

/** Parts of what was owed have this many rows, whatever an extrinsic holds: nothing is paid by it. */
const SIZE = 1_000

/** What the record says was owed from before. Throws, in words, where the explorer serves other rows than hash to its digest. */
export async function askOwed(explorer: string, { owed, block }: DayRecord): Promise<readonly Owed[]> {
  if (owed === undefined) return []
  const { previous, parts } = await ask<ServedSheet>(explorer, `/api/sheets/${owed}`)
  const rows: Row<Alpha>[] = []
  for (let part = 0; part < parts; part++) {
    const served = await ask<ServedPart>(explorer, `/api/sheets/${owed}/${part}/0`)
    for (const { account, amount_rao, reason } of served.rows)
      rows.push({ account, amount: alpha(BigInt(amount_rao)), reason })
  }
  if (sheetOf({ previous, block, size: SIZE, rows }, sha256).digest === owed) return rows
  throw new Error('The explorer serves other rows of what was owed than the record names.')
}
