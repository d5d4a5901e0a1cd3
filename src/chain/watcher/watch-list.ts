import type { Pot } from '../../mechanisms/pots.ts'

/** What the ledger waits for on chain. */
export interface Watched {
  /** SS58. */
  readonly treasury: string
  /** Every account of the treasury, by SS58: what moves between them is no income. */
  readonly pots: ReadonlyMap<string, Pot>
  readonly loans: ReadonlySet<number>
  /** Our extrinsics that may still land, by hash. */
  readonly attempts: ReadonlyMap<string, Attempted>
  /** Our registrations of networks that are in flight, by the pot, SS58, that pays. */
  readonly registrations: ReadonlyMap<string, Registration>
  /** Our calls that are opened, or being opened, by their call hash. */
  readonly approvals: ReadonlyMap<string, Opened>
}

/** One item of one of our extrinsics. */
export interface Registration {
  readonly attempt: string
  readonly place: number
}

export interface Items {
  /** SS58 of the pot that each item is called from, in the batch's order. */
  readonly pots: readonly string[]
  /** How many rows a bulk intent was signed for, by its place among the items. */
  readonly rows?: ReadonlyMap<number, number>
  /** How many items of the batch come before those. */
  readonly leading: number
  /** Whether the rows of a bulk intent are items themselves: no other is in the same batch. */
  readonly isFlat?: boolean
}

export interface Opened extends Items {
  /** SS58 of the multisig account that it was opened with. */
  readonly multisig: string
}

export interface Attempted extends Items {
  /** Set where the extrinsic only opens a call that others must approve. */
  readonly opens: string | null
}
