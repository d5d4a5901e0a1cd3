import type { Context } from '../../runtime/pallet.ts'
import { networksAdded, rootNetuid, subnetAlphaIn, subnetTao } from './storage.ts'

/** rao for so much alpha. */
export type Price = { readonly tao: bigint; readonly alpha: bigint }

/** The price in the middle of all subnets' (of two, the mean); one where there is none. */
export function medianPrice(ctx: Context): Price {
  const prices = networksAdded
    .entries(ctx)
    .filter(({ keys: [netuid], value }) => value && netuid !== rootNetuid)
    .map(({ keys: [netuid] }) => price(ctx, netuid))
    .filter(({ tao, alpha }) => tao > 0n && alpha > 0n)
    .sort((a, b) => Number(a.tao * b.alpha - b.tao * a.alpha))
  const low = prices[Math.floor((prices.length - 1) / 2)]
  const high = prices[Math.floor(prices.length / 2)]
  if (low === undefined || high === undefined) return { tao: 1n, alpha: 1n }
  return { tao: low.tao * high.alpha + high.tao * low.alpha, alpha: 2n * low.alpha * high.alpha }
}

/** By the pool's reserves, both with the same weight. */
export function price(ctx: Context, netuid: number): Price {
  return { tao: subnetTao.get(ctx, netuid), alpha: subnetAlphaIn.get(ctx, netuid) }
}
