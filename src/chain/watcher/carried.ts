import type { Call } from '@polkadot/types/interfaces'
import { blake2AsHex, encodeAddress } from '@polkadot/util-crypto'
import { multisigAddress, SS58_PREFIX } from '../pots.ts'
import type { Block, ChainEvent } from './block.ts'
import { batchRefusal } from './read-block.ts'

/** The batch that an extrinsic carries out for an account. */
export interface Carried {
  /** SS58 of the account that calls it. */
  readonly account: string
  readonly items: readonly Call[]
  /** blake2-256 of the call that a multisig account carries out once enough have approved; null where one signature is enough. */
  readonly callHash: string | null
}

/** What is in the batch that `origin`, SS58, has called. Null where the call is no such batch. */
export function carriedBy(call: Call, origin: string): Carried | null {
  const [first, second, third, fourth] = call.args
  switch (`${call.section}.${call.method}`) {
    case 'multisig.asMultiThreshold1':
      return carriedBy(second as Call, multisigAddress([origin, ...addresses(first)], 1))
    case 'multisig.asMulti': {
      const inner = carriedBy(fourth as Call, multisigAddress([origin, ...addresses(second)], Number(first)))
      return inner && { ...inner, callHash: blake2AsHex((fourth as Call).toU8a(), 256) }
    }
    case 'proxy.proxy':
      return carriedBy(third as Call, addressOf(first))
    case 'utility.forceBatch':
      return { account: origin, items: [...(first as unknown as Iterable<Call>)], callHash: null }
    default:
      return null
  }
}

/** What an item calls as the proxy of an account, SS58. Null where it does not. */
export const proxiedCall = ({ section, method, args: [real, , call] }: Call, account: string): Call | null =>
  section === 'proxy' && method === 'proxy' && addressOf(real) === account ? (call as Call) : null

const addresses = (list: unknown): string[] => [...(list as Iterable<unknown>)].map(addressOf)

/** Of an account, or of an address that names one. */
function addressOf(one: unknown): string {
  const { value = one } = one as { readonly value?: { toU8a(): Uint8Array } }
  return encodeAddress((value as { toU8a(): Uint8Array }).toU8a(), SS58_PREFIX)
}

/** What happened while the batch ran, and why it was refused as a whole: null where it ran. Null where it was not carried out. */
export function eventsDuring(
  block: Block,
  index: number,
  { callHash }: Carried,
): { readonly events: readonly ChainEvent[]; readonly error: string | null } | null {
  const all = block.events.filter(({ extrinsic }) => extrinsic === index)
  const failed = all.find((event) => event.kind === 'extrinsic-failed')
  if (failed?.kind === 'extrinsic-failed') return { events: [], error: failed.error }
  if (callHash === null) return { events: all, error: batchRefusal(all) }
  const end = all.findIndex((event) => event.kind === 'multisig-executed' && event.callHash === callHash)
  return end === -1 ? null : { events: all.slice(0, end), error: batchRefusal(all.slice(0, end + 1)) }
}
