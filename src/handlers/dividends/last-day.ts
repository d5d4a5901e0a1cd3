import type { Queries } from '../../ledger/database.ts'
import { readLastDay } from '../../ledger/sheets.ts'
import { type Alpha, alpha } from '../../mechanisms/money.ts'
import { dividendsOf } from '../../mechanisms/streams/names.ts'
import type { DayRecord } from './record.ts'

/** A day as it is shown. */
export interface ShownDay {
  readonly record: DayRecord
  /** Digests. */
  readonly payouts: string
  readonly carry: string
  readonly available: Alpha
  readonly heldBack: Alpha
  /** What would be paid, and to how many accounts. */
  readonly paid: Alpha
  readonly accounts: number
  /** What is too little to be paid, and to how many. */
  readonly carried: Alpha
  readonly carriedAccounts: number
  readonly reserved: Alpha
}

/** The last that was reckoned up to a block, or the one of a number; null where none was. `stream` is the subnet's. */
export async function lastDay(
  queries: Queries,
  stream: string,
  until?: number,
  number?: number,
): Promise<ShownDay | null> {
  const found = await readLastDay(queries, dividendsOf(stream), until, number)
  if (!found?.payouts.record) return null
  const { payouts, carry } = found
  const record = JSON.parse(payouts.record ?? '') as DayRecord
  const available = BigInt(record.available)
  const held = record.held_back.reduce((sum, { alpha_rao }) => sum + BigInt(alpha_rao), 0n)
  const heldBack = held < available ? held : available
  return {
    record,
    payouts: payouts.digest,
    carry: carry.digest,
    available: alpha(available),
    heldBack: alpha(heldBack),
    paid: alpha(payouts.total),
    accounts: payouts.rows,
    carried: alpha(carry.total),
    carriedAccounts: carry.rows,
    reserved: alpha(available - heldBack - payouts.total - carry.total),
  }
}
