import { ensure, moduleError } from '../../runtime/errors.ts'
import type { Context, DispatchError } from '../../runtime/pallet.ts'
import * as hyperparameters from '../subtensor-module/network/hyperparameters.ts'
import { ensureUidsFit } from '../subtensor-module/network/mechanisms.ts'
import { mechanismCount } from '../subtensor-module/network/network-storage.ts'
import { refusal } from '../subtensor-module/refusal.ts'
import { subnetworkN } from '../subtensor-module/storage.ts'

/** An error of AdminUtils by its name. */
export const own = (name: string): DispatchError => moduleError('AdminUtils', name)

/** Bounds that the owner has, both included. */
export function within(low: bigint, high: bigint, error = () => own('InvalidValue')) {
  return (_ctx: Context, _netuid: number, value: number | bigint) =>
    ensure(value >= low && value <= high, error())
}

export function ensureMaxUids(ctx: Context, netuid: number, most: number): void {
  ensure(most >= hyperparameters.minAllowedUids.get(ctx, netuid), own('MaxAllowedUidsLessThanMinAllowedUids'))
  ensure(subnetworkN.get(ctx, netuid) <= most, own('MaxAllowedUIdsLessThanCurrentUIds'))
  const ever = ctx.constant<number>('SubtensorModule', 'InitialMaxAllowedUids')
  ensure(most <= ever, own('MaxAllowedUidsGreaterThanDefaultMaxAllowedUids'))
  ensureUidsFit(ctx, most, mechanismCount.get(ctx, netuid))
}

export function ensureMinBurn(ctx: Context, netuid: number, rao: bigint): void {
  ensure(rao < ctx.constant<bigint>('SubtensorModule', 'MinBurnUpperBound'), own('ValueNotInBounds'))
  ensure(rao < hyperparameters.maxBurn.get(ctx, netuid), own('ValueNotInBounds'))
}

export function ensureMaxBurn(ctx: Context, netuid: number, rao: bigint): void {
  ensure(rao > ctx.constant<bigint>('SubtensorModule', 'MaxBurnLowerBound'), own('ValueNotInBounds'))
  ensure(rao > hyperparameters.minBurn.get(ctx, netuid), own('ValueNotInBounds'))
}

export function ensureActivityCutoff(ctx: Context, _netuid: number, blocks: number): void {
  ensure(blocks >= hyperparameters.minActivityCutoff.get(ctx), refusal('ActivityCutoffTooLow'))
}

export function ensureRevealPeriod(_ctx: Context, _netuid: number, epochs: bigint): void {
  ensure(epochs <= 100n, refusal('RevealPeriodTooLarge'))
  ensure(epochs >= 1n, refusal('RevealPeriodTooSmall'))
}

export function ensureMultiplier(_ctx: Context, _netuid: number, bits: bigint): void {
  ensure(bits >= 1n << 64n && bits <= 3n << 64n, own('InvalidValue'))
}
