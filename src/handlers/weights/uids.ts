import { encodeAddress } from '@polkadot/util-crypto'
import type { Chain, Head } from '../../chain/client.ts'
import { SS58_PREFIX } from '../../chain/pots.ts'
import { readStorage } from '../../chain/storage.ts'
import { subnetReader } from '../../chain/subnet-storage.ts'

/** Who has which place in a subnet. */
export interface Uids {
  /** By coldkey, SS58: its lowest UID. */
  readonly byColdkey: ReadonlyMap<string, number>
  /** Of the owner's hotkey; null where it has none. */
  readonly own: number | null
  /** SS58, by UID. */
  readonly hotkeys: readonly string[]
}

/** All that are registered at one block. The owner's hotkey pays nobody. */
export async function readUids(
  chain: Pick<Chain, 'api' | 'request'>,
  { netuid, neurons, hotkey }: { readonly netuid: number; readonly neurons: number; readonly hotkey: string },
  { hash }: Head,
): Promise<Uids> {
  const read = subnetReader(chain, hash)
  const places = Array.from({ length: neurons }, (_, uid) => ['Keys', netuid, uid] as const)
  const hotkeys = (await read(...places)).map((key) => addressOf(key))
  const owners = await readStorage(
    chain,
    hotkeys.map((key) => ({ pallet: 'subtensorModule', item: 'Owner', keys: [key] })),
    hash,
  )
  const byColdkey = new Map<string, number>()
  for (const [uid, key] of hotkeys.entries()) {
    const owner = addressOf(owners[uid] ?? null)
    if (key !== hotkey && !byColdkey.has(owner)) byColdkey.set(owner, uid)
  }
  const own = hotkeys.indexOf(hotkey)
  return { byColdkey, own: own === -1 ? null : own, hotkeys }
}

const addressOf = (account: { toString(): string } | null): string =>
  account ? encodeAddress(account.toString(), SS58_PREFIX) : ''
