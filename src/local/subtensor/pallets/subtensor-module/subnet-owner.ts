import { ensure, ensureSigned, plainError } from '../../runtime/errors.ts'
import type { AccountId, Context, Origin } from '../../runtime/pallet.ts'
import { prodOrFast } from '../prod-or-fast.ts'
import {
  adminFreezeWindow,
  lastEpochBlock,
  lastRateLimitedBlock,
  ownerHyperparamRateLimit,
  type RateLimitKey,
  subnetOwner,
  tempo,
  transactionKeyLastBlock,
} from './network-storage.ts'
import { refusal } from './refusal.ts'

/** What the owner does only so often: a hyperparameter by its name in the runtime, or one of the mechanisms' two calls. */
export type OwnerChange = { readonly hyperparameter: string } | { readonly mechanisms: 'count' | 'split' }

/** The numbers of the runtime's kinds of transaction. */
const kinds = { count: 7, split: 8 }

/** BadOrigin for anyone but the subnet's owner. */
export function ensureSubnetOwner(ctx: Context, origin: Origin, netuid: number): AccountId {
  const who = ensureSigned(origin)
  ensure(subnetOwner.get(ctx, netuid) === who, plainError('BadOrigin'))
  return who
}

/**
 * Lets the owner make a change unless it is too soon after the last of its kind (TxRateLimitExceeded) or the epoch is
 * near, and remembers it.
 */
export function changeByOwner(
  ctx: Context,
  origin: Origin,
  change: { readonly netuid: number; readonly kind: OwnerChange },
  make: () => void,
): void {
  const { netuid, kind } = change
  const who = ensureSubnetOwner(ctx, origin, netuid)
  const limit = rateLimit(ctx, netuid, kind)
  const now = BigInt(ctx.block.number)
  const last = lastChange(ctx, who, netuid, kind)
  ensure(last === 0n || now - last >= limit, refusal('TxRateLimitExceeded'))
  ensureAdminWindowOpen(ctx, netuid)
  make()
  if ('mechanisms' in kind) transactionKeyLastBlock.put(ctx, now, who, netuid, kinds[kind.mechanisms])
  else lastRateLimitedBlock.put(ctx, now, hyperparameterKey(netuid, kind.hyperparameter))
}

/** AdminActionProhibitedDuringWeightsWindow in the last blocks before an epoch. */
function ensureAdminWindowOpen(ctx: Context, netuid: number): void {
  const period = BigInt(tempo.get(ctx, netuid))
  const next = lastEpochBlock.get(ctx, netuid) + period
  const now = BigInt(ctx.block.number)
  const left = next > now ? next - now : 0n
  const isOpen = period === 0n || left >= BigInt(adminFreezeWindow.get(ctx))
  ensure(isOpen, refusal('AdminActionProhibitedDuringWeightsWindow'))
}

/** Blocks. */
function rateLimit(ctx: Context, netuid: number, kind: OwnerChange): bigint {
  if ('mechanisms' in kind) return prodOrFast(ctx, 7_200n, 1n)
  return BigInt(tempo.get(ctx, netuid)) * BigInt(ownerHyperparamRateLimit.get(ctx))
}

function lastChange(ctx: Context, who: AccountId, netuid: number, kind: OwnerChange): bigint {
  return 'mechanisms' in kind
    ? transactionKeyLastBlock.get(ctx, who, netuid, kinds[kind.mechanisms])
    : lastRateLimitedBlock.get(ctx, hyperparameterKey(netuid, kind.hyperparameter))
}

function hyperparameterKey(netuid: number, name: string): RateLimitKey {
  return { type: 'OwnerHyperparamUpdate', value: [netuid, { type: name, value: undefined }] }
}
