import type { Codec } from '@polkadot/types/types'
import type { Chain } from './client.ts'
import { readStorage } from './storage.ts'

/** An item of the subnets' pallet, and its keys. */
export type SubnetItem = readonly [item: string, ...keys: number[]]

/** Reads items of the subnets' pallet in the state of one block, as many as are asked for in one question. */
export const subnetReader =
  (chain: Pick<Chain, 'api' | 'request'>, at: string) =>
  (...wanted: readonly SubnetItem[]): Promise<(Codec | null)[]> =>
    readStorage(
      chain,
      wanted.map(([item, ...keys]) => ({ pallet: 'subtensorModule', item, keys })),
      at,
    )

/** Storage by mechanism is keyed by netuid + mechanism × 4,096 (`NetUidStorageIndex` of the pallet). */
const MECHANISM_STRIDE = 4_096

/** Which mechanism of which subnet such a key is of. */
export const mechanismOf = (key: number): { readonly netuid: number; readonly mechanism: number } => ({
  netuid: key % MECHANISM_STRIDE,
  mechanism: Math.floor(key / MECHANISM_STRIDE),
})

/** The keys of all mechanisms of a subnet, by mechanism id. */
export const mechanismKeys = (netuid: number, mechanisms: number): number[] =>
  Array.from({ length: mechanisms }, (_, id) => netuid + id * MECHANISM_STRIDE)

/** What is in a list of the chain; nothing where there is none. */
export const itemsOf = (list: Codec | null | undefined): Codec[] =>
  list ? [...(list as unknown as Iterable<Codec>)] : []
