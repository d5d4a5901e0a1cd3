/** What scores on one ledger took, milliseconds: the middle of several. */
export interface Measured {
  /** Before the lock: what the validator weighs. */
  readonly asking: number
  /** From the transaction's begin to its commit: nobody else decides meanwhile. */
  readonly locked: number
  /** From the commit until the head's check run was sent to a GitHub that answers at once. */
  readonly shown: number
  /** Characters of the largest state that is kept. */
  readonly largest: number
}
