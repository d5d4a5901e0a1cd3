import { compactNumber } from '@polkadot-api/substrate-bindings'
import type { StoredBlock } from '../chain/chain.ts'
import type { Network } from '../chain/network.ts'
import type { DigestItem, Header } from '../runtime/block.ts'
import { toHex } from '../runtime/codec.ts'
import type { StateReader } from '../runtime/pallet.ts'
import { clientError } from './errors.ts'

/** A header as JSON-RPC has it. */
export function headerJson(header: Header): object {
  return {
    parentHash: header.parentHash,
    number: `0x${header.number.toString(16)}`,
    stateRoot: header.stateRoot,
    extrinsicsRoot: header.extrinsicRoot,
    digest: { logs: header.digests.map(digestHex) },
  }
}

export function blockJson({ header, extrinsics }: StoredBlock): object {
  return { block: { header: headerJson(header), extrinsics }, justifications: null }
}

const digestKinds = { preRuntime: 6, seal: 5, runtimeUpdated: 8 }

function digestHex({ type, value }: DigestItem): string {
  if (type === 'runtimeUpdated') return toHex(Uint8Array.of(digestKinds[type]))
  const payload = Buffer.from(value.payload.slice(2), 'hex')
  return toHex(
    Buffer.concat([
      Uint8Array.of(digestKinds[type]),
      Buffer.from(value.engine, 'latin1'),
      compactNumber.enc(payload.length),
      payload,
    ]),
  )
}

/** The block, the head when no hash is given; throws as a node does where it is unknown or its state is gone. */
export function blockAndState(
  network: Network,
  hash: string | undefined,
): { block: StoredBlock; state: StateReader } {
  const { chain } = network
  const block = hash === undefined ? chain.best() : chain.block(hash)
  if (block === undefined) {
    throw clientError(`UnknownBlock: Header was not found in the database: ${hash}`)
  }
  const state = chain.stateAt(block.hash)
  if (state === undefined) throw clientError(`UnknownBlock: State already discarded for ${block.hash}`)
  return { block, state }
}
