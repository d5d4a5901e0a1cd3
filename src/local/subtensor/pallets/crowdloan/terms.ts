import { ensure, ensureSigned } from '../../runtime/errors.ts'
import type { Context, Origin } from '../../runtime/pallet.ts'
import * as storage from './storage.ts'

const { refusal } = storage

type Change<New> = { crowdloan_id: number } & New

export function updateMinContribution(
  ctx: Context,
  origin: Origin,
  { crowdloan_id: id, new_min_contribution: minimum }: Change<{ new_min_contribution: bigint }>,
): void {
  const crowdloan = storage.runningOf(ctx, id, ensureSigned(origin))
  const least = ctx.constant<bigint>('Crowdloan', 'AbsoluteMinimumContribution')
  ensure(minimum >= least, refusal('MinimumContributionTooLow'))
  const most = storage.maxContributions.get(ctx, id)
  ensure(most === undefined || minimum <= most, refusal('MinimumContributionTooHigh'))
  storage.update(ctx, id, crowdloan, { min_contribution: minimum })
  ctx.emit('Crowdloan', 'MinContributionUpdated', { crowdloan_id: id, new_min_contribution: minimum })
}

export function updateEnd(
  ctx: Context,
  origin: Origin,
  { crowdloan_id: id, new_end: end }: Change<{ new_end: number }>,
): void {
  const crowdloan = storage.runningOf(ctx, id, ensureSigned(origin))
  storage.ensureValidEnd(ctx, end)
  storage.update(ctx, id, crowdloan, { end })
  ctx.emit('Crowdloan', 'EndUpdated', { crowdloan_id: id, new_end: end })
}

export function updateCap(
  ctx: Context,
  origin: Origin,
  { crowdloan_id: id, new_cap: cap }: Change<{ new_cap: bigint }>,
): void {
  const crowdloan = storage.runningOf(ctx, id, ensureSigned(origin))
  ensure(cap >= crowdloan.raised, refusal('CapTooLow'))
  storage.update(ctx, id, crowdloan, { cap })
  ctx.emit('Crowdloan', 'CapUpdated', { crowdloan_id: id, new_cap: cap })
}

/** Limits what one account may contribute in all, or lifts the limit. */
export function setMaxContribution(
  ctx: Context,
  origin: Origin,
  { crowdloan_id: id, new_max_contribution: most }: Change<{ new_max_contribution: bigint | undefined }>,
): void {
  const crowdloan = storage.runningOf(ctx, id, ensureSigned(origin))
  if (most === undefined) storage.maxContributions.remove(ctx, id)
  else {
    const own = storage.contributions.get(ctx, id, crowdloan.creator) ?? 0n
    const possible = most >= crowdloan.min_contribution && most >= own
    ensure(possible, refusal('MaximumContributionTooLow'))
    storage.maxContributions.put(ctx, most, id)
  }
  ctx.emit('Crowdloan', 'MaxContributionUpdated', { crowdloan_id: id, new_max_contribution: most })
}
