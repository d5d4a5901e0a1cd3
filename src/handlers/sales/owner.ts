import { encodeAddress } from '@polkadot/util-crypto'
import type { Chain, Head } from '../../chain/client.ts'
import { SS58_PREFIX } from '../../chain/pots.ts'
import { readStorage } from '../../chain/storage.ts'
import { isSameNetwork } from '../launch/same-network.ts'
import type { Counter } from './purchase.ts'

/** Why no alpha should go to a wallet, by the chain's own state. */
export type Doubt =
  | { readonly doubt: 'another-network'; readonly block: number; readonly registeredIn: number }
  /** `owner` is SS58. */
  | { readonly doubt: 'another-owner'; readonly block: number; readonly owner: string }

/** The wallet and the network as the ledger, or an explorer, names them. */
export interface NamedCounter extends Counter {
  /** The block in which the chain registered the network; null where it is not known. */
  readonly registeredIn: number | null
}

/**
 * What speaks against sending alpha, in the state of a block; null if nothing does. The treasury's pot registers the network, so its
 * owner is the wallet that is to be paid: an explorer that names another is not believed.
 */
export async function doubtOf(
  chain: Pick<Chain, 'api' | 'request'>,
  counter: NamedCounter,
  head: Head,
): Promise<Doubt | null> {
  const { netuid, wallet, registeredIn } = counter
  const block = head.number
  if (registeredIn !== null && !(await isSameNetwork(chain, counter, head)))
    return { doubt: 'another-network', block, registeredIn }
  const key = { pallet: 'subtensorModule', item: 'SubnetOwner', keys: [netuid] }
  const [stored] = await readStorage(chain, [key], head.hash)
  const owner = encodeAddress(String(stored), SS58_PREFIX)
  return owner === wallet ? null : { doubt: 'another-owner', block, owner }
}
