import type { Chain, Head } from '../../chain/client.ts'
import { readStorage } from '../../chain/storage.ts'

const REGISTERED = { pallet: 'subtensorModule', item: 'NetworkRegisteredAt' }

/**
 * Whether a netuid still is the network that was registered in that block: netuids are used again. A node that is not there yet says
 * nothing; neither does a registration whose block is not known.
 */
export async function isSameNetwork(
  chain: Pick<Chain, 'api' | 'request'>,
  { netuid, registeredIn }: { readonly netuid: number; readonly registeredIn: number | null },
  { number, hash }: Head,
): Promise<boolean> {
  if (registeredIn === null) return true
  if (number < registeredIn)
    throw new Error(`The node is at block ${number}, before subnet ${netuid} was registered.`)
  const [since] = await readStorage(chain, [{ ...REGISTERED, keys: [netuid] }], hash)
  return Number(since) === registeredIn
}
