import { ensure, ensureSigned } from '../../runtime/errors.ts'
import type { AccountId, Context, Origin } from '../../runtime/pallet.ts'
import { reducible, transfer } from '../money.ts'
import { noteStakingHotkey } from './hotkeys.ts'
import { refusal } from './refusal.ts'
import { alphaOf, decreaseAlpha, increaseAlpha, isPreciseEnough } from './share-pool.ts'
import * as storage from './storage.ts'
import { subnetAccount } from './subnet-account.ts'

export type AddStake = { hotkey: AccountId; netuid: number; amount_staked: bigint }
export type RemoveStake = { hotkey: AccountId; netuid: number; amount_unstaked: bigint }

/** Who stakes to whom, where. */
type Position = { coldkey: AccountId; hotkey: AccountId; netuid: number }

/** Moves TAO from the coldkey to the subnet's account and buys alpha for it, one for one on a stable subnet. */
export function addStake(ctx: Context, origin: Origin, { hotkey, netuid, amount_staked }: AddStake): void {
  const position = { coldkey: ensureSigned(origin), hotkey, netuid }
  ensureCanStake(ctx, position, amount_staked)
  const kept = reducible(ctx, position.coldkey, 'preserve')
  const tao = amount_staked < kept ? amount_staked : kept
  ensure(tao > 0n, refusal('InsufficientBalance'))
  const subnet = subnetAccount(ctx, netuid)
  transfer(ctx, position.coldkey, subnet, tao, 'preserve')
  buyAlpha(ctx, position, tao)
  // The runtime pays the block's author its part of the swap's fee even where that is nothing.
  transfer(ctx, subnet, ctx.block.author, 0n, 'expendable')
  storage.lastStakeBlock.put(ctx, BigInt(ctx.block.number), position.coldkey, hotkey)
  ctx.emit('SubtensorModule', 'StakeAdded', [position.coldkey, hotkey, tao, tao, netuid, 0n])
}

/** Sells at most the alpha that there is; the whole of it even below the minimum. */
export function removeStake(
  ctx: Context,
  origin: Origin,
  { hotkey, netuid, amount_unstaked }: RemoveStake,
): void {
  const position = { coldkey: ensureSigned(origin), hotkey, netuid }
  ensure(storage.subtokenEnabled.get(ctx, netuid), refusal('SubtokenDisabled'))
  const available = alphaOf(ctx, position, position.coldkey)
  const alpha = amount_unstaked < available ? amount_unstaked : available
  ensureCanUnstake(ctx, position, alpha, available)
  sellAlpha(ctx, position, alpha)
  const subnet = subnetAccount(ctx, netuid)
  ensure(alpha <= reducible(ctx, subnet, 'expendable'), refusal('InsufficientBalance'))
  transfer(ctx, subnet, position.coldkey, alpha, 'expendable')
  transfer(ctx, subnet, ctx.block.author, 0n, 'expendable')
  storage.lastStakeBlock.put(ctx, BigInt(ctx.block.number), position.coldkey, hotkey)
  ctx.emit('SubtensorModule', 'StakeRemoved', [position.coldkey, hotkey, alpha, alpha, netuid, 0n])
}

/** Books TAO that has reached the subnet's account as alpha of the coldkey. */
export function buyAlpha(ctx: Context, position: Position, tao: bigint): void {
  const { netuid } = position
  storage.subnetAlphaIn.put(ctx, atLeastZero(storage.subnetAlphaIn.get(ctx, netuid) - tao), netuid)
  storage.subnetAlphaOut.put(ctx, storage.subnetAlphaOut.get(ctx, netuid) + tao, netuid)
  storage.subnetTao.put(ctx, storage.subnetTao.get(ctx, netuid) + tao, netuid)
  storage.totalStake.put(ctx, storage.totalStake.get(ctx) + tao)
  ensure(isPreciseEnough(ctx, position, tao), refusal('InsufficientLiquidity'))
  increaseAlpha(ctx, position, position.coldkey, tao)
  noteStakingHotkey(ctx, position.coldkey, position.hotkey)
}

function sellAlpha(ctx: Context, position: Position, alpha: bigint): void {
  const { netuid } = position
  decreaseAlpha(ctx, position, position.coldkey, alpha)
  storage.subnetAlphaIn.put(ctx, storage.subnetAlphaIn.get(ctx, netuid) + alpha, netuid)
  storage.subnetAlphaOut.put(ctx, atLeastZero(storage.subnetAlphaOut.get(ctx, netuid) - alpha), netuid)
  storage.subnetTao.put(ctx, atLeastZero(storage.subnetTao.get(ctx, netuid) - alpha), netuid)
  storage.totalStake.put(ctx, atLeastZero(storage.totalStake.get(ctx) - alpha))
}

function ensureCanStake(ctx: Context, { coldkey, hotkey, netuid }: Position, tao: bigint): void {
  ensure(storage.networksAdded.get(ctx, netuid), refusal('SubnetNotExists'))
  ensure(storage.subtokenEnabled.get(ctx, netuid), refusal('SubtokenDisabled'))
  ensure(tao >= minimumStake(ctx), refusal('AmountTooLow'))
  ensure(tao <= reducible(ctx, coldkey, 'expendable'), refusal('NotEnoughBalanceToStake'))
  ensure(storage.owner.has(ctx, hotkey), refusal('HotKeyAccountNotExists'))
}

function ensureCanUnstake(
  ctx: Context,
  { hotkey, netuid }: Position,
  alpha: bigint,
  available: bigint,
): void {
  ensure(storage.networksAdded.get(ctx, netuid), refusal('SubnetNotExists'))
  ensure(alpha > 0n, refusal('AmountTooLow'))
  ensure(alpha === available || alpha >= minimumStake(ctx), refusal('AmountTooLow'))
  ensure(storage.owner.has(ctx, hotkey), refusal('HotKeyAccountNotExists'))
}

/** rao; at price one the same in alpha. */
function minimumStake(ctx: Context): bigint {
  return ctx.constant<bigint>('SubtensorModule', 'InitialMinStake')
}

function atLeastZero(value: bigint): bigint {
  return value > 0n ? value : 0n
}
