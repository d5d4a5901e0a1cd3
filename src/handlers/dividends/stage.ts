import type { Queries } from '../../ledger/database.ts'
import { readState } from '../../ledger/states.ts'
import { dividends } from '../../mechanisms/dividends/dividends.ts'
import type { Alpha } from '../../mechanisms/money.ts'
import { dividendsOf } from '../../mechanisms/streams/names.ts'

/** How far a day is paid; `unpaid` is one of before days were paid. */
export type PayoutStage =
  | { readonly kind: 'filling'; readonly amount: Alpha }
  | { readonly kind: 'paying'; readonly done: number; readonly parts: number }
  | { readonly kind: 'paid' }
  | { readonly kind: 'unpaid' }

/** `stream` is the subnet's. */
export async function stageOf(queries: Queries, stream: string, day: number): Promise<PayoutStage> {
  const { payout, owing } = (await readState(queries, dividends, dividendsOf(stream))).state.dividends
  if (payout?.day === day) {
    const { fill, paying } = payout
    if (fill) return { kind: 'filling', amount: fill.amount }
    return { kind: 'paying', done: paying.opened - paying.open.length, parts: paying.parts }
  }
  return owing && owing.day >= day ? { kind: 'paid' } : { kind: 'unpaid' }
}
