import { type Alpha, alpha } from '../money.ts'

/** A row of the chain: what a coldkey has of a subnet's alpha under one hotkey. Both are SS58. */
export interface Position {
  readonly hotkey: string
  readonly coldkey: string
  readonly amount: Alpha
}

/** What a coldkey has under all its hotkeys, at one block. */
export interface Holding {
  readonly amount: Alpha
  /** Where it has most: a payment lands there. Of several with as much, the first by address. */
  readonly hotkey: string
}

/** Sums up by coldkey. Accounts in `excluded` hold nothing that counts; the order of the rows changes nothing. */
export function holdingsOf(
  positions: Iterable<Position>,
  excluded: ReadonlySet<string>,
): Map<string, Holding> {
  const found = new Map<string, Gathered>()
  for (const { hotkey, coldkey, amount } of positions) {
    if (amount <= 0n || excluded.has(coldkey)) continue
    const before = found.get(coldkey)
    if (!before) found.set(coldkey, { amount, hotkey, most: amount })
    else add(before, hotkey, amount)
  }
  return found
}

interface Gathered {
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
