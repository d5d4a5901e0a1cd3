import { u8aToHex } from '@polkadot/util'
import type { Chain } from '../../src/chain/client.ts'
import { loadRuntime } from '../../src/chain/runtime.ts'
import { loadLocalMetadata } from '../../src/local/subtensor/metadata/local.ts'
import type { MetadataV16 } from '../../src/local/subtensor/metadata/prune.ts'
import type { Spec } from '../../src/local/subtensor/metadata/specs.ts'
import { encodeMetadata } from '../../src/local/subtensor/metadata/versions.ts'

/** The local network's metadata behind the client, without a node: for what only builds and reads calls. */
export async function offlineChain(
  spec: Spec = 424,
  change: (metadata: MetadataV16) => void = () => undefined,
  /** The version of the metadata’s own form. */
  form: 14 | 15 | 16 = 16,
): Promise<Pick<Chain, 'api' | 'specVersion' | 'slotDuration'>> {
  const told = loadLocalMetadata(spec)
  change(told)
  const encoded = encodeMetadata(told, form)
  const answers: Readonly<Record<string, unknown>> = {
    chain_getBlockHash: `0x${'0'.repeat(64)}`,
    state_getRuntimeVersion: {
      specName: 'node-subtensor',
      implName: 'node-subtensor',
      authoringVersion: 1,
      specVersion: spec,
      implVersion: 1,
      apis: [],
      transactionVersion: 1,
    },
    system_chain: 'offline',
    system_properties: {},
    Metadata_metadata_versions: `0x04${form.toString(16).padStart(2, '0')}000000`,
    Metadata_metadata_at_version: u8aToHex(Buffer.concat([Buffer.of(1), lengthOf(encoded), encoded])),
  }
  const { api, version } = await loadRuntime(async (method, params = []) => {
    const name = method === 'state_call' ? String(params[0]) : method
    if (!(name in answers)) throw new Error(`offline: ${name}`)
    return answers[name] as never
  })
  return { api: () => api, specVersion: version.specVersion, slotDuration: 250 }
}

/** SCALE's compact form of a length between 2^14 and 2^30. */
function lengthOf(bytes: Uint8Array): Uint8Array {
  const length = Buffer.alloc(4)
  length.writeUInt32LE(bytes.length * 4 + 2)
  return length
}
