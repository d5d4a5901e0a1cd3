import { ensure } from '../../../runtime/errors.ts'
import type { Context, Origin } from '../../../runtime/pallet.ts'
import { refusal } from '../refusal.ts'
import { activityCutoffFactor } from './hyperparameters.ts'
import { lastEpochBlock, tempo } from './network-storage.ts'
import {
  changeByOwner,
  ensureAdminWindowOpen,
  ensureNotTooSoon,
  ensureSubnetOwner,
  noteChange,
} from './subnet-owner.ts'

export type SetTempo = { netuid: number; tempo: number }
export type SetActivityCutoffFactor = { netuid: number; factor_milli: number }

/** The epoch that was under way begins anew. Event: TempoSet. */
export function setTempo(ctx: Context, origin: Origin, { netuid, tempo: blocks }: SetTempo): void {
  const who = ensureSubnetOwner(ctx, origin, netuid)
  ensureWithin(ctx, blocks, 'Tempo', 'TempoOutOfBounds')
  ensureAdminWindowOpen(ctx, netuid)
  const change = { netuid, kind: { kind: 'tempo' } } as const
  ensureNotTooSoon(ctx, who, change)
  tempo.put(ctx, blocks, netuid)
  ctx.emit('SubtensorModule', 'TempoSet', [netuid, blocks])
  lastEpochBlock.put(ctx, BigInt(ctx.block.number), netuid)
  noteChange(ctx, who, change)
}

/** Event: ActivityCutoffFactorMilliSet. */
export function setActivityCutoffFactor(
  ctx: Context,
  origin: Origin,
  { netuid, factor_milli }: SetActivityCutoffFactor,
): void {
  ensureSubnetOwner(ctx, origin, netuid)
  ensureWithin(ctx, factor_milli, 'ActivityCutoffFactorMilli', 'ActivityCutoffFactorMilliOutOfBounds')
  changeByOwner(ctx, origin, { netuid, kind: { hyperparameter: 'ActivityCutoffFactorMilli' } }, () => {
    activityCutoffFactor.put(ctx, factor_milli, netuid)
    ctx.emit('SubtensorModule', 'ActivityCutoffFactorMilliSet', { netuid, factor_milli })
  })
}

/** Blocks after which a validator that set no weights is inactive. */
export function activityCutoffBlocks(ctx: Context, netuid: number): bigint {
  const blocks = (activityCutoffFactor.get(ctx, netuid) * tempo.get(ctx, netuid)) / 1_000
  return BigInt(Math.max(1, Math.floor(blocks)))
}

function ensureWithin(ctx: Context, value: number, name: string, error: string): void {
  const least = ctx.constant<number>('SubtensorModule', `Min${name}`)
  const most = ctx.constant<number>('SubtensorModule', `Max${name}`)
  ensure(value >= least && value <= most, refusal(error))
}
