/** `npm run metadata`: prunes the main network's metadata (SUBTENSOR_METADATA, SCALE) to what is implemented. */
import { readFileSync, writeFileSync } from 'node:fs'
import { implementedApis, implementedPallets } from './implemented.ts'
import { decodeV16, formatLocalMetadata, localMetadataFile } from './local.ts'
import { pruneMetadata } from './prune.ts'

const source = process.env.SUBTENSOR_METADATA
if (source === undefined) throw new Error('SUBTENSOR_METADATA must name the main network’s metadata (SCALE)')
const pruned = pruneMetadata(decodeV16(readFileSync(source)), {
  pallets: implementedPallets,
  apis: implementedApis,
})
writeFileSync(localMetadataFile, formatLocalMetadata(pruned))
console.log(`${localMetadataFile.pathname}: ${pruned.pallets.length} pallets, ${pruned.lookup.length} types`)
