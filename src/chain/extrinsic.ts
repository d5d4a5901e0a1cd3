import type { ApiPromise } from '@polkadot/api'
import type { SubmittableExtrinsic } from '@polkadot/api/types'

export type Extrinsic = SubmittableExtrinsic<'promise'>

/** A call by its names in the metadata at hand. Throws where the chain has none of that name. */
export function callOf(api: ApiPromise, pallet: string, name: string, ...args: unknown[]): Extrinsic {
  const make = api.tx[pallet]?.[name]
  if (!make) throw new Error(`The chain has no call ${pallet}.${name}.`)
  return make(...args)
}
