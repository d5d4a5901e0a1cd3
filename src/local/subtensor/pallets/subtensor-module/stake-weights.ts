import type { AccountId, Context } from '../../runtime/pallet.ts'
import { rootNetuid, taoWeight, totalHotkeyAlpha } from './storage.ts'

/** What a hotkey's stake weighs on a subnet: its alpha there, and its TAO on root by the weight of TAO. */
export function stakeWeightOf(ctx: Context, hotkey: AccountId, netuid: number): bigint {
  return totalHotkeyAlpha.get(ctx, hotkey, netuid) + rootStakeWeight(ctx, hotkey)
}

/** The share of it that the hotkey's TAO on root has, in alpha. */
export function rootStakeWeight(ctx: Context, hotkey: AccountId): bigint {
  const weight = (taoWeight.get(ctx) << 32n) / (2n ** 64n - 1n)
  return (totalHotkeyAlpha.get(ctx, hotkey, rootNetuid) * weight) >> 32n
}
