import { ensure, moduleError } from '../../../runtime/errors.ts'
import type { Context } from '../../../runtime/pallet.ts'
import { storageItem } from '../../../runtime/storage.ts'
import { subnetMechanism } from '../network/network-storage.ts'
import {
  networksAdded,
  rootNetuid,
  subnetAlphaIn,
  subnetAlphaOut,
  subnetTao,
  totalStake,
} from '../storage.ts'

/** What the pool keeps of what is paid in, in 65,535ths. */
const feeRate = storageItem<[netuid: number], number>('Swap', 'FeeRate')

/** What the pool gives must be more than so much, and what is paid in at most a thousand times what is there. */
const leastReserve = 1_000_000n
const mostTimesReserve = 1_000n

/** `paidIn` reached the pool, the fee beside it is the author's; alpha and TAO have 10^9 units each. */
export type Swap = { readonly paidIn: bigint; readonly paidOut: bigint; readonly fee: bigint }

/** rao for so much alpha. */
export type Price = { readonly tao: bigint; readonly alpha: bigint }

/**
 * Buys alpha for TAO that has reached the subnet's account, by the constant product of the pool's reserves. Both weigh the same
 * here, as no TAO is emitted into it. On root it is one for one. Rounds down.
 */
export function buyAlpha(ctx: Context, netuid: number, tao: bigint): Swap {
  const swap = quote(ctx, netuid, tao, { from: subnetTao, to: subnetAlphaIn })
  change(ctx, subnetAlphaIn, netuid, -swap.paidOut)
  change(ctx, subnetAlphaOut, netuid, swap.paidOut)
  change(ctx, subnetTao, netuid, swap.paidIn)
  totalStake.put(ctx, totalStake.get(ctx) + tao)
  return swap
}

/** Sells alpha for TAO, which stays on the subnet's account for the caller to pay out. */
export function sellAlpha(
  ctx: Context,
  netuid: number,
  alpha: bigint,
  { feeless = false }: { readonly feeless?: boolean } = {},
): Swap {
  const swap = quote(ctx, netuid, alpha, { from: subnetAlphaIn, to: subnetTao, feeless })
  change(ctx, subnetAlphaIn, netuid, swap.paidIn)
  change(ctx, subnetAlphaOut, netuid, -swap.paidIn)
  change(ctx, subnetTao, netuid, -swap.paidOut)
  totalStake.put(ctx, atLeastZero(totalStake.get(ctx) - swap.paidOut))
  return swap
}

type Sides = {
  readonly from: typeof subnetTao
  readonly to: typeof subnetTao
  readonly feeless?: boolean
}

/** What a swap would give. Errors: ReservesTooLow, SwapInputTooLarge. */
function quote(ctx: Context, netuid: number, amount: bigint, { from, to, feeless = false }: Sides): Swap {
  if (subnetMechanism.get(ctx, netuid) !== 1) return { paidIn: amount, paidOut: amount, fee: 0n }
  const [reserveIn, reserveOut] = [from.get(ctx, netuid), to.get(ctx, netuid)]
  const fee = feeless ? 0n : feeOf(ctx, netuid, amount)
  const paidIn = amount - fee
  ensure(paidIn <= reserveIn * mostTimesReserve, moduleError('Swap', 'SwapInputTooLarge'))
  ensure(reserveOut >= leastReserve, moduleError('Swap', 'ReservesTooLow'))
  const paidOut = (reserveOut * paidIn) / (reserveIn + paidIn)
  ensure(paidIn === 0n || paidOut > 0n, moduleError('Swap', 'ReservesTooLow'))
  return { paidIn, paidOut, fee }
}

/** What buying for so much TAO would give, without buying. */
export function quoteAlpha(ctx: Context, netuid: number, tao: bigint): Swap {
  return quote(ctx, netuid, tao, { from: subnetTao, to: subnetAlphaIn })
}

/** What selling so much alpha would give, without selling. */
export function quoteTao(ctx: Context, netuid: number, alpha: bigint): Swap {
  return quote(ctx, netuid, alpha, { from: subnetAlphaIn, to: subnetTao })
}

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

/** By the pool's reserves; one for one on root. */
function price(ctx: Context, netuid: number): Price {
  if (subnetMechanism.get(ctx, netuid) !== 1) return { tao: 1n, alpha: 1n }
  return { tao: subnetTao.get(ctx, netuid), alpha: subnetAlphaIn.get(ctx, netuid) }
}

/** rao for so much alpha at the present price, which selling it would lower. */
export function worth(ctx: Context, netuid: number, alpha: bigint): bigint {
  const now = price(ctx, netuid)
  return now.alpha === 0n ? 0n : (now.tao * alpha) / now.alpha
}

/** rao for one alpha; nothing for a subnet that has no pool. */
export function currentAlphaPrice(ctx: Context, netuid: number): bigint {
  return worth(ctx, netuid, 1_000_000_000n)
}

/** By fractions of 2^-64, as the chain has it. */
function feeOf(ctx: Context, netuid: number, amount: bigint): bigint {
  const rate = (BigInt(feeRate.get(ctx, netuid)) << 64n) / 65_535n
  return (amount * rate) >> 64n
}

function change(ctx: Context, item: typeof subnetTao, netuid: number, by: bigint): void {
  item.put(ctx, atLeastZero(item.get(ctx, netuid) + by), netuid)
}

function atLeastZero(value: bigint): bigint {
  return value > 0n ? value : 0n
}
