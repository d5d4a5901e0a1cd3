export interface Coldkeys {
  /** SS58 of the coldkey that an account has linked, null where it has none. */
  coldkeyOf(user: number): Promise<string | null>
}
