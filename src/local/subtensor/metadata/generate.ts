/** `npm run metadata`: prunes the main network's metadata (SUBTENSOR_METADATA, SCALE) to what is implemented. */
import { writeFileSync } from 'node:fs'
import { implementedApis, implementedPallets } from './implemented.ts'
import { formatLocalMetadata, localMetadataFile } from './local.ts'
import { readMainNetwork } from './main-network.ts'
import { pruneMetadata } from './prune.ts'
import { specs } from './specs.ts'

for (const spec of specs) {
  const main = readMainNetwork(spec)
  if (main === undefined) {
    throw new Error(
      `SUBTENSOR_METADATA must name the main network’s metadata of 424 (SCALE), with that of ${spec} beside it`,
    )
  }
  const pruned = pruneMetadata(main, { pallets: implementedPallets(spec), apis: implementedApis })
  writeFileSync(localMetadataFile(spec), formatLocalMetadata(pruned))
  console.log(
    `${localMetadataFile(spec).pathname}: ${pruned.pallets.length} pallets, ${pruned.lookup.length} types`,
  )
}
