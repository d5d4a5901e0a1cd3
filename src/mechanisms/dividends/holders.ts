import { type Alpha, alpha } from '../money.ts'
import { type Numbers, packed } from '../shares.ts'
import { orderOf } from './order.ts'

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

/** The same of all, place by place and in the order of their addresses: a million objects less. */
export interface HoldingColumns {
  readonly accounts: readonly string[]
  readonly amounts: readonly Alpha[]
  readonly hotkeys: readonly string[]
}

/** Sums up by coldkey, in the order of their addresses. Accounts in `excluded` hold nothing that counts; the order of the rows changes nothing. */
export function holdingsOf(positions: Iterable<Position>, excluded: ReadonlySet<string>): Holding[] {
  const { accounts, amounts, hotkeys } = sumUp(positions, excluded)
  return accounts.map((account, place) => ({
    account,
    amount: amounts[place] ?? alpha(0n),
    hotkey: hotkeys[place] ?? '',
  }))
}

export function sumUp(positions: Iterable<Position>, excluded: ReadonlySet<string>): HoldingColumns {
  const columns = columnsOf(positions)
  const { places, prefixes, prefixOf } = orderOf(columns.coldkeys)
  const suspects = new Set([...excluded].map(prefixOf))
  const sums = new Sums()
  for (let at = 0; at < places.length; at += 1) {
    const place = places[at] ?? 0
    const coldkey = columns.coldkeys[place] ?? ''
    const prefix = prefixes[at] ?? 0
    // Texts lie all over the memory: where numbers tell two apart, none is looked at.
    if (suspects.has(prefix) && excluded.has(coldkey)) continue
    const isSame = at > 0 && prefix === prefixes[at - 1] && sums.last === coldkey
    sums.add(isSame, coldkey, columns.hotkeys[place] ?? '', alpha(columns.amounts[place] ?? 0n))
  }
  return sums
}

/** What was summed up so far: rows of one account come one after another. */
class Sums implements HoldingColumns {
  readonly accounts: string[] = []
  readonly amounts: Alpha[] = []
  readonly hotkeys: string[] = []
  #most = 0n

  /** The account of the last row. */
  get last(): string | undefined {
    return this.accounts[this.accounts.length - 1]
  }

  add(isSame: boolean, account: string, hotkey: string, amount: Alpha): void {
    if (!isSame) {
      this.accounts.push(account)
      this.amounts.push(amount)
      this.hotkeys.push(hotkey)
      this.#most = amount
      return
    }
    const at = this.accounts.length - 1
    this.amounts[at] = alpha((this.amounts[at] ?? 0n) + amount)
    if (amount < this.#most || (amount === this.#most && hotkey > (this.hotkeys[at] ?? ''))) return
    this.hotkeys[at] = hotkey
    this.#most = amount
  }
}

interface Columns {
  readonly coldkeys: readonly string[]
  readonly hotkeys: readonly string[]
  readonly amounts: Numbers
}

/** Each is read once, as it lies. A row of nothing is no holding. */
function columnsOf(positions: Iterable<Position>): Columns {
  const coldkeys: string[] = []
  const hotkeys: string[] = []
  const amounts: Alpha[] = []
  for (const { coldkey, hotkey, amount } of positions) {
    if (amount <= 0n) continue
    coldkeys.push(coldkey)
    hotkeys.push(hotkey)
    amounts.push(amount)
  }
  // Out of their order they lie all over the memory too: side by side they are found faster.
  return { coldkeys, hotkeys, amounts: packed(amounts) }
}
