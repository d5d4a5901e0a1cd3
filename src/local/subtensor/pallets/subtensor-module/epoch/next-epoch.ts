import type { Context } from '../../../runtime/pallet.ts'
import { lastEpochBlock, tempo } from '../network/network-storage.ts'
import { blocksSinceLastStep, pendingEpochAt } from './epoch-storage.ts'

/** The block in which the subnet's next epoch runs; undefined where none ever does. */
export function nextEpoch(ctx: Context, netuid: number): bigint | undefined {
  const regular = nextRegularEpoch(ctx, netuid)
  const pending = pendingEpochAt.get(ctx, netuid)
  return regular !== undefined && pending > 0n && pending < regular ? pending : regular
}

/** The same without those that were put off. */
export function nextRegularEpoch(ctx: Context, netuid: number): bigint | undefined {
  const period = tempo.get(ctx, netuid)
  return period === 0 ? undefined : lastEpochBlock.get(ctx, netuid) + BigInt(period)
}

export function isEpochDue(ctx: Context, netuid: number): boolean {
  const regular = nextRegularEpoch(ctx, netuid)
  if (regular === undefined) return false
  const now = BigInt(ctx.block.number)
  const pending = pendingEpochAt.get(ctx, netuid)
  const longest = BigInt(ctx.constant<number>('SubtensorModule', 'MaxTempo'))
  return now >= regular || (pending > 0n && now >= pending) || blocksSinceLastStep.get(ctx, netuid) > longest
}
