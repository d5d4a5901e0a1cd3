import { metadata as metadataCodec } from '@polkadot-api/substrate-bindings'
import type { MetadataV16 } from './prune.ts'
import { uncheckedExtrinsic } from './renumber.ts'

/** The metadata in SCALE, with its magic number, in one of the versions 14, 15 and 16. */
export function encodeMetadata(metadata: MetadataV16, version: number): Uint8Array {
  return metadataCodec.enc({ magicNumber: 0x6174656d, metadata: atVersion(metadata, version) })
}

type AnyMetadata = Parameters<typeof metadataCodec.enc>[0]['metadata']

function atVersion(metadata: MetadataV16, version: number): AnyMetadata {
  switch (version) {
    case 14:
      return { tag: 'v14', value: v14Of(metadata) }
    case 15:
      return { tag: 'v15', value: v15Of(metadata) }
    case 16:
      return { tag: 'v16', value: metadata }
    default:
      throw new Error(`metadata version ${version} is not served`)
  }
}

function v14Of(metadata: MetadataV16) {
  const { lookup } = metadata
  return {
    lookup,
    pallets: flatPallets(metadata),
    extrinsic: {
      type: uncheckedExtrinsic(lookup).id,
      version: 4,
      signedExtensions: metadata.extrinsic.signedExtensions,
    },
    type: unitType(metadata),
    apis: [],
  }
}

function v15Of(metadata: MetadataV16) {
  const { lookup, extrinsic, apis, outerEnums, custom } = metadata
  const { address, call, signature, signedExtensions } = extrinsic
  const extra = uncheckedExtrinsic(lookup).params.find(({ name }) => name === 'Extension')?.type
  if (extra === undefined) throw new Error('the extrinsic type has no Extension')
  return {
    lookup,
    pallets: flatPallets(metadata),
    extrinsic: { version: 4, address, call, signature, extra, signedExtensions },
    type: unitType(metadata),
    apis,
    outerEnums,
    custom,
  }
}

function flatPallets({ pallets }: MetadataV16) {
  return pallets.map((pallet) => ({
    ...pallet,
    calls: pallet.calls?.type,
    events: pallet.events?.type,
    errors: pallet.errors?.type,
  }))
}

/** Stands for the type of the runtime itself, which v16 no longer names and nobody asks for. */
function unitType({ lookup }: MetadataV16): number {
  const unit = lookup.find(({ def }) => def.tag === 'tuple' && def.value.length === 0)
  if (unit === undefined) throw new Error('the metadata has no unit type')
  return unit.id
}
