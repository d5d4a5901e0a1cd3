import type { AccountId, Context } from '../../../runtime/pallet.ts'
import { type Fixed, fixed, multiply, whole } from '../epoch/fixed.ts'
import { rootNetuid, taoWeight, totalHotkeyAlpha } from '../storage.ts'

/** What a hotkey's stake weighs on a subnet: its alpha there, and its TAO on root by the weight of TAO. */
export function stakeWeightOf(ctx: Context, hotkey: AccountId, netuid: number): bigint {
  return totalHotkeyAlpha.get(ctx, hotkey, netuid) + whole(rootStakeWeight(ctx, hotkey))
}

/** The part of it that the hotkey's TAO on root has. */
export function rootStakeWeight(ctx: Context, hotkey: AccountId): Fixed {
  return multiply(fixed(totalHotkeyAlpha.get(ctx, hotkey, rootNetuid)), taoWeightFixed(ctx))
}

/** What a TAO on root weighs, with one alpha as the whole. */
function taoWeightFixed(ctx: Context): Fixed {
  return weightOf(taoWeight.get(ctx))
}

export const weightOf = (stored: bigint): Fixed => fixed(stored) / (2n ** 64n - 1n)
