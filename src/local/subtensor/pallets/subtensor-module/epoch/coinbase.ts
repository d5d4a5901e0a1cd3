import type { Context } from '../../../runtime/pallet.ts'
import { registrationsThisBlock } from '../network/hyperparameters.ts'
import { lastEpochBlock } from '../network/network-storage.ts'
import { lowerBurn } from '../neuron/burn-price.ts'
import { revealWeights } from '../neuron/reveal-weights.ts'
import { networksAdded, rootNetuid, totalNetworks } from '../storage.ts'
import { distribute, type Pending } from './distribution.ts'
import { emitAlpha } from './emission.ts'
import {
  blocksSinceLastStep,
  lastStepBlock,
  maxEpochsPerBlock,
  pendingEpochAt,
  pendingOwnerCut,
  pendingServerEmission,
  pendingValidatorEmission,
  subnetEpochIndex,
} from './epoch-storage.ts'
import { isEpochDue } from './next-epoch.ts'

/** What every block does for the subnets: due weights are opened, prices fall, alpha comes, and the epochs that are due are paid. */
export function runCoinbase(ctx: Context): void {
  // Root alone, as in most tests: nothing to do.
  if (totalNetworks.get(ctx) <= 1) return
  const netuids = networksAdded
    .entries(ctx)
    .map(({ keys: [netuid] }) => netuid)
    .filter((netuid) => netuid !== rootNetuid)
  revealWeights(ctx, netuids)
  for (const netuid of netuids) {
    lowerBurn(ctx, netuid)
    if (registrationsThisBlock.get(ctx, netuid) > 0) registrationsThisBlock.put(ctx, 0, netuid)
  }
  for (const netuid of netuids) emitAlpha(ctx, netuid)
  for (const [netuid, pending] of drain(ctx, netuids)) {
    distribute(ctx, netuid, pending)
    lastStepBlock.put(ctx, BigInt(ctx.block.number), netuid)
  }
}

/** What the subnets whose epoch ends have waiting. Where too many end, the others are put off by a block. */
function drain(ctx: Context, netuids: readonly number[]): Map<number, Pending> {
  const drained = new Map<number, Pending>()
  const now = BigInt(ctx.block.number)
  for (const netuid of netuids) {
    blocksSinceLastStep.put(ctx, blocksSinceLastStep.get(ctx, netuid) + 1n, netuid)
    if (!isEpochDue(ctx, netuid)) continue
    if (drained.size >= maxEpochsPerBlock.get(ctx)) {
      pendingEpochAt.put(ctx, now + 1n, netuid)
      ctx.emit('SubtensorModule', 'EpochDeferred', { netuid, from_block: now, to_block: now + 1n })
      continue
    }
    drained.set(netuid, {
      servers: take(ctx, pendingServerEmission, netuid),
      validators: take(ctx, pendingValidatorEmission, netuid),
      owner: take(ctx, pendingOwnerCut, netuid),
    })
    blocksSinceLastStep.put(ctx, 0n, netuid)
    lastEpochBlock.put(ctx, now, netuid)
    pendingEpochAt.put(ctx, 0n, netuid)
    subnetEpochIndex.put(ctx, subnetEpochIndex.get(ctx, netuid) + 1n, netuid)
  }
  return drained
}

function take(ctx: Context, item: typeof pendingOwnerCut, netuid: number): bigint {
  const amount = item.get(ctx, netuid)
  item.put(ctx, 0n, netuid)
  return amount
}
