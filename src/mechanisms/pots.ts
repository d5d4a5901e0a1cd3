/** The accounts that a subnet's money passes through, SS58. None has a key. */
export interface Pots {
  /** Counts the subnets of a treasury from 0, in the order in which their deposits were paid. */
  readonly ordinal: number
  /** The treasury's own account: it lends the crowdloan's deposit, and gets it back. */
  readonly float: string
  /** Holds the guarantors' collaterals. */
  readonly escrow: string
  /** The raise goes to it, and launch and rewards are paid from it. */
  readonly treasury: string
  /** From it a day's payments will be made. Null where the pots were given out two by two, when an issue was opened. */
  readonly payroll: string | null
  /** The owner's hotkey. It holds nothing. */
  readonly hotkey: string
}

type Own = 'escrow' | 'treasury' | 'payroll' | 'hotkey'

/**
 * A pot of the treasury: its float, the till that deposits are paid into, or an account of one subnet. `index` is that of the
 * derivative account; it is not said where a subnet had two pots: escrow 2n, treasury 2n + 1.
 */
export type Pot =
  | { readonly kind: 'float' }
  | { readonly kind: 'till' }
  | { readonly kind: Own; readonly ordinal: number; readonly index?: number }

/** Whether two are the same account. */
export const isSamePot = (one: Pot, other: Pot): boolean =>
  'ordinal' in one
    ? 'ordinal' in other &&
      one.kind === other.kind &&
      one.ordinal === other.ordinal &&
      one.index === other.index
    : one.kind === other.kind

/** Subnet n has the derivatives 4n to 4n + 3, in this order. */
const PLACES: Readonly<Record<Own, number>> = { escrow: 0, treasury: 1, payroll: 2, hotkey: 3 }

/** The last index of 16 bits, which no subnet has. */
const TILL_INDEX = 65_535

/** The largest ordinal whose four pots lie below the till: a treasury has room for 16,383 subnets. */
export const LAST_ORDINAL = 16_382

/** One of a subnet's accounts, as it is called for. */
export const potIn = ({ ordinal, payroll }: Pick<Pots, 'ordinal' | 'payroll'>, kind: Own): Pot =>
  payroll === null ? { kind, ordinal } : numbered(kind, ordinal)

/** The owner's hotkey as it is called for; where pots were given out two by two, that was the escrow. */
export const hotkeyPot = (pots: Pick<Pots, 'ordinal' | 'payroll'>): Pot =>
  potIn(pots, pots.payroll === null ? 'escrow' : 'hotkey')

/** The same where pots are given out now. */
export const numbered = (kind: Own, ordinal: number): Pot => ({
  kind,
  ordinal,
  index: 4 * ordinal + PLACES[kind],
})

/** Index of a pot's derivative account; null for the float, which is the treasury's account itself. */
export function derivativeIndex(pot: Pot): number | null {
  if (pot.kind === 'float') return null
  if (pot.kind === 'till') return TILL_INDEX
  return pot.index ?? 2 * pot.ordinal + PLACES[pot.kind]
}

/** How a pot is named in the ledger and in logs: `float`, `till`, `escrow:3`, `treasury:3`. */
export const potName = (pot: Pot): string => ('ordinal' in pot ? `${pot.kind}:${pot.ordinal}` : pot.kind)
