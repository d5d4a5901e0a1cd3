import { hexToU8a, u8aToBigInt, u8aToBn } from '@polkadot/util'
import { blake2AsHex, encodeAddress } from '@polkadot/util-crypto'
import type { Chain } from '../client.ts'
import { SS58_PREFIX } from '../pots.ts'
import type { Block, ChainEvent } from './block.ts'
import { decodeEvents } from './decode-events.ts'

type Source = Pick<Chain, 'api' | 'request' | 'registryAfter'>
type Hex = `0x${string}`

interface SignedBlock {
  readonly block: { readonly header: { readonly parentHash: string }; readonly extrinsics: readonly Hex[] }
}

/** One finalized block. Rejects with `PRUNED` in the message where the node has thrown its state away. */
export async function fetchBlock(chain: Source, number: number): Promise<Block> {
  const { request } = chain
  const hash = await request<string | null>('chain_getBlockHash', [number])
  if (!hash) throw new Error(`The node does not have block ${number}.`)
  const { system, timestamp } = chain.api().query
  const [signed, events, now] = await Promise.all([
    request<SignedBlock | null>('chain_getBlock', [hash]),
    readState(chain, system.events.key(), { number, hash }),
    readState(chain, timestamp.now.key(), { number, hash }),
  ])
  if (!signed) throw new Error(`The node does not have the body of block ${number}.`)
  const { header, extrinsics } = signed.block
  // The first block has no parent: its own state is what made it.
  const before = number === 0 ? hash : header.parentHash
  const registry = await chain.registryAfter(before).catch((error) => explain(error, number))
  return {
    number,
    hash,
    parentHash: header.parentHash,
    timestamp: now ? Number(registry.createType('u64', hexToU8a(now)).toString()) : 0,
    extrinsics: extrinsics.map((bytes) => blake2AsHex(hexToU8a(bytes), 256)),
    events: events ? await withState(chain, decodeEvents(registry, events), { number, hash }) : [],
  }
}

type At = { readonly number: number; readonly hash: string }

/** The event of a network says neither what it cost nor, where it had waited for its place, whose it is: the state does. */
const withState = (chain: Source, events: readonly ChainEvent[], at: At): Promise<ChainEvent[]> =>
  Promise.all(events.map((event) => (event.kind === 'network-added' ? readNetwork(chain, event, at) : event)))

async function readNetwork(
  chain: Source,
  event: ChainEvent & { readonly kind: 'network-added' },
  at: At,
): Promise<ChainEvent> {
  const { netuid, extrinsic } = event
  const { subnetLocked, subnetOwner, networkRegisteredAt } = chain.api().query.subtensorModule ?? {}
  const locked = subnetLocked ? await readState(chain, subnetLocked.key(netuid), at) : null
  const added = { ...event, lockCost: locked && u8aToBigInt(hexToU8a(locked)) }
  const owner = extrinsic === null && subnetOwner ? await readState(chain, subnetOwner.key(netuid), at) : null
  if (owner === null) return added
  const since = networkRegisteredAt && (await readState(chain, networkRegisteredAt.key(netuid), at))
  const registeredIn = since ? u8aToBn(hexToU8a(since)).toNumber() : at.number
  const coldkey = encodeAddress(owner, SS58_PREFIX)
  return { ...added, kind: 'network-admitted', coldkey, registeredIn }
}

async function readState({ request }: Source, key: string, { number, hash }: At): Promise<Hex | null> {
  return request<Hex | null>('state_getStorage', [key, hash]).catch((error) => explain(error, number))
}

export const PRUNED = 'an archive node is needed'

/** A node keeps the state of the last 256 blocks, unless it is an archive node. */
function explain(error: unknown, number: number): never {
  const message = error instanceof Error ? error.message : String(error)
  if (!/discarded|pruned|unknown ?block/i.test(message)) throw error
  throw new Error(
    `The node no longer has the state of block ${number}: to catch up from there ${PRUNED} among the endpoints.`,
    { cause: error },
  )
}
