import { type Alpha, alpha } from '../money.ts'
import { placesInOrder } from './order.ts'

/** A row of the chain: what a coldkey has of a subnet's alpha under one hotkey. Both are SS58. */
export interface Position {
  readonly hotkey: string
  readonly coldkey: string
  readonly amount: Alpha
}

/** What a coldkey has under all its hotkeys, at one block. */
export interface Holding {
  /** The coldkey. */
  readonly account: string
  readonly amount: Alpha
  /** Where it has most: a payment lands there. Of several with as much, the first by address. */
  readonly hotkey: string
}

/** Sums up by coldkey, in the order of their addresses. Accounts in `excluded` hold nothing that counts; the order of the rows changes nothing. */
export function holdingsOf(positions: Iterable<Position>, excluded: ReadonlySet<string>): Holding[] {
  const rows = Array.isArray(positions) ? (positions as readonly Position[]) : [...positions]
  const holdings: Gathered[] = []
  for (const place of placesInOrder(rows.map(({ coldkey }) => coldkey))) {
    const row = rows[place]
    if (!row || row.amount <= 0n || excluded.has(row.coldkey)) continue
    const { coldkey, hotkey, amount } = row
    const last = holdings.at(-1)
    if (last?.account === coldkey) add(last, hotkey, amount)
    else holdings.push({ account: coldkey, amount, hotkey, most: amount })
  }
  return holdings
}

interface Gathered {
  readonly account: string
  amount: Alpha
  hotkey: string
  most: Alpha
}

/** Changed in place: a million rows would make as many objects again. */
function add(to: Gathered, hotkey: string, amount: Alpha): void {
  to.amount = alpha(to.amount + amount)
  if (amount < to.most || (amount === to.most && hotkey > to.hotkey)) return
  to.hotkey = hotkey
  to.most = amount
}
