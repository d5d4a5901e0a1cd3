export interface Inheritance {
  /** SS58 of the coldkeys that the chain has swapped into this one. */
  inheritedBy(coldkey: string): Promise<readonly string[]>
}
