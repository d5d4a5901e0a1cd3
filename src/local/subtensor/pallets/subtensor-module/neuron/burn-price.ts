import type { Context } from '../../../runtime/pallet.ts'
import { burn, burnHalfLife, burnIncreaseMult, maxBurn, minBurn } from '../network/hyperparameters.ts'

const one = 1n << 32n

/** What registering costs goes up with every registration. */
export function raiseBurn(ctx: Context, netuid: number): void {
  const factor = burnIncreaseMult.get(ctx, netuid)
  const least = 1n << 64n
  putBurn(ctx, netuid, (burn.get(ctx, netuid) * (factor < least ? least : factor)) >> 64n)
}

/** And falls with every block, by the half in its half-life. */
export function lowerBurn(ctx: Context, netuid: number): void {
  const halfLife = burnHalfLife.get(ctx, netuid)
  const decays = halfLife > 0 && ctx.block.number > 1
  const now = burn.get(ctx, netuid)
  putBurn(ctx, netuid, decays ? (now * decayFactor(halfLife)) >> 32n : now)
}

function putBurn(ctx: Context, netuid: number, rao: bigint): void {
  const [least, most] = [minBurn.get(ctx, netuid), maxBurn.get(ctx, netuid)]
  const raised = rao < least ? least : rao
  const bounded = raised > most ? most : raised
  if (bounded !== burn.get(ctx, netuid)) burn.put(ctx, bounded, netuid)
}

const factors = new Map<number, bigint>()

/** The largest number of 2^-32 that, multiplied with itself so often, is at most a half. */
function decayFactor(halfLife: number): bigint {
  const known = factors.get(halfLife)
  if (known !== undefined) return known
  let [low, high] = [0n, one]
  while (low + 1n < high) {
    const middle = (low + high) / 2n
    if (power(middle, halfLife) > one / 2n) high = middle
    else low = middle
  }
  factors.set(halfLife, low)
  return low
}

function power(base: bigint, exponent: number): bigint {
  let [result, factor] = [one, base]
  for (let left = exponent; left > 0; left >>= 1) {
    if (left % 2 === 1) result = (result * factor) >> 32n
    factor = (factor * factor) >> 32n
  }
  return result
}
