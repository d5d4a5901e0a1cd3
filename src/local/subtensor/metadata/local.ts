import { readFileSync } from 'node:fs'
import { decAnyMetadata } from '@polkadot-api/substrate-bindings'
import type { MetadataV16 } from './prune.ts'

/** The local network's metadata: the decoded v16 form as JSON, one pallet, runtime API or type a line. */
export const localMetadataFile = new URL('local.json', import.meta.url)

export function loadLocalMetadata(): MetadataV16 {
  return JSON.parse(readFileSync(localMetadataFile, 'utf8')) as MetadataV16
}

export function decodeV16(bytes: Uint8Array): MetadataV16 {
  const { metadata } = decAnyMetadata(bytes)
  if (metadata.tag !== 'v16') throw new Error(`metadata v16 expected, not ${metadata.tag}`)
  return metadata.value
}

export function formatLocalMetadata(metadata: MetadataV16): string {
  const lines = Object.entries(metadata).map(([key, value]) =>
    Array.isArray(value) && value.length > 0
      ? `"${key}": [\n${value.map((entry) => JSON.stringify(entry)).join(',\n')}\n]`
      : `"${key}": ${JSON.stringify(value)}`,
  )
  return `{\n${lines.join(',\n')}\n}\n`
}
