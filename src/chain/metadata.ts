import { Metadata, TypeRegistry } from '@polkadot/types'
import type { Registry } from '@polkadot/types/types'
import { hexToU8a, u8aToHex } from '@polkadot/util'
import type { Request } from './connection.ts'

/** The chain's own signed extensions: each encodes to nothing. Declared, so that the client knows that it need not care. */
export const signedExtensions = Object.fromEntries(
  [
    'SudoTransactionExtension',
    'CheckShieldedTxValidity',
    'SubtensorTransactionExtension',
    'DrandPriority',
  ].map((name) => [name, { extrinsic: {}, payload: {} }]),
)

/** Those that the client can read, newest last. Runtime APIs are described from 15 on. */
const READABLE = [14, 15, 16]

/** The metadata in force in the state of a block (the newest where none is named), hex, in the newest form both sides know. */
export async function readMetadata(request: Request, at?: string): Promise<`0x${string}`> {
  const registry = new TypeRegistry()
  const place = at === undefined ? [] : [at]
  const offered = await request<`0x${string}`>('state_call', ['Metadata_metadata_versions', '0x', ...place])
  const versions = registry.createType('Vec<u32>', hexToU8a(offered)).map((version) => version.toNumber())
  const version = READABLE.findLast((known) => versions.includes(known))
  if (version === undefined)
    throw new Error(`The chain's metadata has versions ${versions}, none of them known.`)
  const wanted = registry.createType('u32', version).toHex(true)
  const answer = await request<`0x${string}`>('state_call', [
    'Metadata_metadata_at_version',
    wanted,
    ...place,
  ])
  return u8aToHex(registry.createType('Option<Bytes>', hexToU8a(answer)).unwrap())
}

/** What reads the blocks of one runtime. */
export function registryOf(metadata: `0x${string}`): Registry {
  const registry = new TypeRegistry()
  registry.setMetadata(new Metadata(registry, metadata), undefined, signedExtensions, true)
  registry.setChainProperties(registry.createType('ChainProperties', { ss58Format: 42 }))
  return registry
}
