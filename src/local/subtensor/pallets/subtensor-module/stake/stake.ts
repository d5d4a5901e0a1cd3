import { DispatchFailure, ensure, ensureSigned } from '../../../runtime/errors.ts'
import type { AccountId, Context, Origin } from '../../../runtime/pallet.ts'
import { reducible, transfer } from '../../money.ts'
import { payToSubnet, subnetAccount, tooLittle } from '../network/subnet-account.ts'
import { refusal } from '../refusal.ts'
import * as storage from '../storage.ts'
import { creditAlpha, type Position } from './credit.ts'
import { buyAlpha, quoteAlpha, quoteTao, type Swap, sellAlpha } from './pool.ts'
import { alphaOf, decreaseAlpha, isPreciseEnough } from './share-pool.ts'

export type AddStake = { hotkey: AccountId; netuid: number; amount_staked: bigint }
export type RemoveStake = { hotkey: AccountId; netuid: number; amount_unstaked: bigint }

/** Moves TAO from the coldkey to the subnet's account and buys alpha for it, one for one on root. */
export function addStake(ctx: Context, origin: Origin, { hotkey, netuid, amount_staked }: AddStake): void {
  const position = { coldkey: ensureSigned(origin), hotkey, netuid }
  ensureCanStake(ctx, position, amount_staked)
  const tao = payToSubnet(ctx, position.coldkey, netuid, amount_staked)
  const { paidOut: alpha, fee } = stake(ctx, position, tao)
  payAuthor(ctx, netuid, fee)
  noteStake(ctx, position)
  ctx.emit('SubtensorModule', 'StakeAdded', [position.coldkey, hotkey, tao, alpha, netuid, fee])
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
  decreaseAlpha(ctx, position, position.coldkey, alpha)
  const { paidIn, paidOut: tao, fee } = sellAlpha(ctx, netuid, alpha)
  const subnet = subnetAccount(ctx, netuid)
  ensure(tao <= reducible(ctx, subnet, 'expendable'), refusal(tooLittle(ctx)))
  transfer(ctx, subnet, position.coldkey, tao, 'expendable')
  payAuthor(ctx, netuid, sellAlpha(ctx, netuid, fee, { feeless: true }).paidOut)
  noteStake(ctx, position)
  ctx.emit('SubtensorModule', 'StakeRemoved', [position.coldkey, hotkey, tao, paidIn, netuid, fee])
}

/** Books TAO that has reached the subnet's account as alpha of the coldkey. */
export function stake(ctx: Context, position: Position, tao: bigint): Swap {
  const swap = buyAlpha(ctx, position.netuid, tao)
  ensure(isPreciseEnough(ctx, position, swap.paidOut), refusal('InsufficientLiquidity'))
  creditAlpha(ctx, position, swap.paidOut)
  return swap
}

/** Remembers when a coldkey last changed what it has on a hotkey. */
export function noteStake(ctx: Context, { coldkey, hotkey }: Position): void {
  storage.lastStakeBlock.put(ctx, BigInt(ctx.block.number), coldkey, hotkey)
}

/** rao; of alpha, what it is worth. */
export function minimumStake(ctx: Context): bigint {
  return ctx.constant<bigint>('SubtensorModule', 'InitialMinStake')
}

/** The swap's fee. The runtime pays it even where it is nothing. */
function payAuthor(ctx: Context, netuid: number, rao: bigint): void {
  transfer(ctx, subnetAccount(ctx, netuid), ctx.block.author, rao, 'expendable')
}

function ensureCanStake(ctx: Context, { coldkey, hotkey, netuid }: Position, tao: bigint): void {
  ensure(storage.networksAdded.get(ctx, netuid), refusal('SubnetNotExists'))
  ensure(storage.subtokenEnabled.get(ctx, netuid), refusal('SubtokenDisabled'))
  const least = minimumStake(ctx)
  const { fee } = simulated(() => quoteAlpha(ctx, netuid, least))
  ensure(tao >= least + fee, refusal('AmountTooLow'))
  ensure(tao <= reducible(ctx, coldkey, 'expendable'), refusal('NotEnoughBalanceToStake'))
  ensure(storage.owner.has(ctx, hotkey), refusal('HotKeyAccountNotExists'))
  const swap = simulated(() => quoteAlpha(ctx, netuid, tao))
  ensure(swap.paidIn >= least, refusal('AmountTooLow'))
}

function ensureCanUnstake(
  ctx: Context,
  { hotkey, netuid }: Position,
  alpha: bigint,
  available: bigint,
): void {
  ensure(storage.networksAdded.get(ctx, netuid), refusal('SubnetNotExists'))
  ensure(alpha > 0n, refusal('AmountTooLow'))
  const { paidOut } = simulated(() => quoteTao(ctx, netuid, alpha))
  ensure(alpha === available || paidOut >= minimumStake(ctx), refusal('AmountTooLow'))
  ensure(storage.owner.has(ctx, hotkey), refusal('HotKeyAccountNotExists'))
}

/** A swap that cannot be made is told as a want of liquidity. */
function simulated(swap: () => Swap): Swap {
  try {
    return swap()
  } catch (error) {
    if (error instanceof DispatchFailure) throw new DispatchFailure(refusal('InsufficientLiquidity'))
    throw error
  }
}
