/** What is there of a pallet, by the main network's names. */
export type ImplementedPallet = {
  readonly calls?: readonly string[]
  readonly events?: readonly string[]
  readonly errors?: readonly string[]
  readonly storage?: readonly string[]
  readonly constants?: readonly string[]
}
