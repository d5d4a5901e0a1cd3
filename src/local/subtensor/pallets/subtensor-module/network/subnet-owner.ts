import { ensure, ensureSigned, plainError } from '../../../runtime/errors.ts'
import type { AccountId, Context, Origin } from '../../../runtime/pallet.ts'
import { prodOrFast } from '../../prod-or-fast.ts'
import { pendingEpochAt } from '../epoch/epoch-storage.ts'
import { nextRegularEpoch } from '../epoch/next-epoch.ts'
import { refusal } from '../refusal.ts'
import {
  adminFreezeWindow,
  lastRateLimitedBlock,
  ownerHyperparamRateLimit,
  type RateLimitKey,
  subnetOwner,
  tempo,
  transactionKeyLastBlock,
  weightsVersionKeyRateLimit,
} from './network-storage.ts'

/** What the owner does only so often: a hyperparameter, by its name among the runtime's limits, or one of the others. */
export type OwnerChange =
  | { readonly hyperparameter: string }
  | { readonly kind: keyof typeof kinds | 'unlimited' }

/** The numbers of the runtime's kinds of transaction. */
const kinds = { 'weights-version-key': 4, 'mechanism-count': 7, 'emission-split': 8, tempo: 11 }

/** BadOrigin for anyone but the subnet's owner. */
export function ensureSubnetOwner(ctx: Context, origin: Origin, netuid: number): AccountId {
  const who = ensureSigned(origin)
  ensure(subnetOwner.get(ctx, netuid) === who, plainError('BadOrigin'))
  return who
}

type Change = { readonly netuid: number; readonly kind: OwnerChange }

/**
 * Lets the owner make a change, and remembers it. Not when it is too soon after the last of its kind (TxRateLimitExceeded), or
 * the epoch is near.
 */
export function changeByOwner(ctx: Context, origin: Origin, change: Change, make: () => void): void {
  const who = ensureSubnetOwner(ctx, origin, change.netuid)
  ensureNotTooSoon(ctx, who, change)
  ensureAdminWindowOpen(ctx, change.netuid)
  make()
  noteChange(ctx, who, change)
}

/** AdminActionProhibitedDuringWeightsWindow in the last blocks before an epoch. */
export function ensureAdminWindowOpen(ctx: Context, netuid: number): void {
  const next = nextRegularEpoch(ctx, netuid)
  if (next === undefined) return
  const now = BigInt(ctx.block.number)
  const left = next < now ? 0n : next - now
  const isOpen = left >= BigInt(adminFreezeWindow.get(ctx)) && pendingEpochAt.get(ctx, netuid) <= now
  ensure(isOpen, refusal('AdminActionProhibitedDuringWeightsWindow'))
}

export function ensureNotTooSoon(ctx: Context, who: AccountId, change: Change): void {
  const last = lastChange(ctx, who, change)
  const isLater = BigInt(ctx.block.number) - last >= rateLimit(ctx, change)
  ensure(last === 0n || isLater, refusal('TxRateLimitExceeded'))
}

export function noteChange(ctx: Context, who: AccountId, { netuid, kind }: Change): void {
  const now = BigInt(ctx.block.number)
  if ('hyperparameter' in kind) lastRateLimitedBlock.put(ctx, now, limitKey(netuid, kind.hyperparameter))
  else if (kind.kind !== 'unlimited') transactionKeyLastBlock.put(ctx, now, who, netuid, kinds[kind.kind])
}

/** Blocks. */
function rateLimit(ctx: Context, { netuid, kind }: Change): bigint {
  const epoch = BigInt(tempo.get(ctx, netuid))
  if ('hyperparameter' in kind) return epoch * BigInt(ownerHyperparamRateLimit.get(ctx))
  if (kind.kind === 'weights-version-key') return epoch * weightsVersionKeyRateLimit.get(ctx)
  if (kind.kind === 'tempo') return BigInt(ctx.constant<number>('SubtensorModule', 'MinTempo'))
  return prodOrFast(ctx, 7_200n, 1n)
}

function lastChange(ctx: Context, who: AccountId, { netuid, kind }: Change): bigint {
  if ('hyperparameter' in kind) return lastRateLimitedBlock.get(ctx, limitKey(netuid, kind.hyperparameter))
  return kind.kind === 'unlimited' ? 0n : transactionKeyLastBlock.get(ctx, who, netuid, kinds[kind.kind])
}

function limitKey(netuid: number, name: string): RateLimitKey {
  return { type: 'OwnerHyperparamUpdate', value: [netuid, { type: name, value: undefined }] }
}
