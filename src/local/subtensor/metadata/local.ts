import { readFileSync } from 'node:fs'
import type { MetadataV16 } from './prune.ts'
import type { Spec } from './specs.ts'

/** The local network's metadata: the decoded v16 form as JSON, one pallet, runtime API or type a line. */
export const localMetadataFile = (spec: Spec): URL => new URL(`local-${spec}.json`, import.meta.url)

export function loadLocalMetadata(spec: Spec): MetadataV16 {
  return JSON.parse(readFileSync(localMetadataFile(spec), 'utf8')) as MetadataV16
}

export function formatLocalMetadata(metadata: MetadataV16): string {
  const lines = Object.entries(metadata).map(([key, value]) =>
    Array.isArray(value) && value.length > 0
      ? `"${key}": [\n${value.map((entry) => JSON.stringify(entry)).join(',\n')}\n]`
      : `"${key}": ${JSON.stringify(value)}`,
  )
  return `{\n${lines.join(',\n')}\n}\n`
}
