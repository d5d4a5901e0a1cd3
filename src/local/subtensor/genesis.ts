import type { SealedBlock } from './chain/chain.ts'
import { createStateHistory } from './chain/state-history.ts'
import { extrinsicsRoot, type Header, headerHash } from './runtime/block.ts'
import { putCode } from './runtime/code.ts'
import { createExecution } from './runtime/context.ts'
import type { Changes } from './runtime/overlay.ts'
import type { Genesis, StateReader } from './runtime/pallet.ts'
import type { Runtime } from './runtime/runtime.ts'

const emptyState: StateReader = { get: () => undefined, keys: () => [] }

/** Block 0. The same genesis gives the same hash. */
export function genesisBlock(runtime: Runtime, genesis: Genesis): SealedBlock {
  const author = genesis.authorities[0] ?? ''
  const ctx = createExecution(runtime, emptyState, { number: 0, author })
  for (const pallet of runtime.pallets) pallet.genesis?.(ctx, genesis)
  putCode(ctx.state, runtime.codecs.spec)
  const changes: Changes = ctx.changes()
  const header: Header = {
    parentHash: `0x${'00'.repeat(32)}`,
    number: 0,
    stateRoot: createStateHistory().rootWith(changes),
    extrinsicRoot: extrinsicsRoot([]),
    digests: [],
  }
  return { hash: headerHash(header), header, extrinsics: [], changes }
}
