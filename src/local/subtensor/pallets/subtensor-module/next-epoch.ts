import type { Context } from '../../runtime/pallet.ts'
import { lastEpochBlock, tempo } from './network-storage.ts'

/** The block in which the subnet's next epoch runs; undefined where none ever does. */
export function nextEpoch(ctx: Context, netuid: number): bigint | undefined {
  const period = tempo.get(ctx, netuid)
  return period === 0 ? undefined : lastEpochBlock.get(ctx, netuid) + BigInt(period)
}
