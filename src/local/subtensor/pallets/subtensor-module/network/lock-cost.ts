import type { Context } from '../../../runtime/pallet.ts'
import { totalIssuance } from '../storage.ts'
import { blockEmission } from './block-emission.ts'
import {
  lastRateLimitedBlock,
  networkLastLockCost,
  networkLockReductionInterval,
  networkMinLockCost,
  networkRateLimit,
  type RateLimitKey,
} from './network-storage.ts'

const lastRegistered: RateLimitKey = { type: 'NetworkLastRegistered', value: undefined }

/**
 * rao that the next network costs: twice the last one, falling by the last one in every reduction interval, and never
 * below the least. The first network costs what the last one is said to have cost.
 */
export function lockCost(ctx: Context): bigint {
  const last = networkLastLockCost.get(ctx)
  const least = networkMinLockCost.get(ctx)
  const lastBlock = lastRateLimitedBlock.get(ctx, lastRegistered)
  const interval = reductionInterval(ctx)
  const fallen = interval === 0n ? 0n : (last / interval) * (BigInt(ctx.block.number) - lastBlock)
  const cost = last * (lastBlock === 0n ? 1n : 2n) - fallen
  return cost < least ? least : cost
}

/** Remembers what a network cost, which sets the price and the time of the next. */
export function noteRegistration(ctx: Context, cost: bigint): void {
  networkLastLockCost.put(ctx, cost)
  lastRateLimitedBlock.put(ctx, BigInt(ctx.block.number), lastRegistered)
}

/** Whether another network may be registered already. */
export function passesNetworkRateLimit(ctx: Context): boolean {
  const last = lastRateLimitedBlock.get(ctx, lastRegistered)
  return last === 0n || BigInt(ctx.block.number) - last >= networkRateLimit.get(ctx)
}

/** Blocks; shorter by as much as the block's emission has been halved. */
function reductionInterval(ctx: Context): bigint {
  return (networkLockReductionInterval.get(ctx) * blockEmission(totalIssuance.get(ctx))) / 1_000_000_000n
}
