import { existsSync, readFileSync } from 'node:fs'
import { decAnyMetadata } from '@polkadot-api/substrate-bindings'
import { completed } from './from-v14.ts'
import { loadLocalMetadata } from './local.ts'
import type { MetadataV16 } from './prune.ts'
import { type Spec, specs } from './specs.ts'

const [oldest] = specs

/**
 * The main network's metadata at a version of its runtime, from SCALE files. SUBTENSOR_METADATA names the file of 424; those of
 * later versions lie beside it, with their own number in the name. Undefined where there is none. What v14 does not tell is
 * taken from the local metadata of 424.
 */
export function readMainNetwork(spec: Spec): MetadataV16 | undefined {
  const named = process.env.SUBTENSOR_METADATA
  if (!named) return undefined
  const file = named.replace(new RegExp(`${oldest}(?=[^/]*$)`), String(spec))
  if (!existsSync(file) || (spec !== oldest && file === named)) return undefined
  const { metadata } = decAnyMetadata(readFileSync(file))
  if (metadata.tag === 'v16') return metadata.value
  if (metadata.tag === 'v14') return completed(metadata.value, loadLocalMetadata(oldest))
  throw new Error(`${file} is metadata ${metadata.tag}: v14 or v16 is expected`)
}
