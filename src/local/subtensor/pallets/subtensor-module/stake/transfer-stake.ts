import { ensure, ensureSigned, fail } from '../../../runtime/errors.ts'
import type { AccountId, Context, Origin, PostInfo } from '../../../runtime/pallet.ts'
import { transferStakeWeights } from '../../../weights.ts'
import { transferToggle } from '../network/hyperparameters.ts'
import { refusal } from '../refusal.ts'
import { networksAdded, owner, subtokenEnabled } from '../storage.ts'
import { creditAlpha } from './credit.ts'
import { worth } from './pool.ts'
import { alphaOf, decreaseAlpha } from './share-pool.ts'
import { minimumStake, noteStake } from './stake.ts'

export type TransferStake = {
  destination_coldkey: AccountId
  hotkey: AccountId
  origin_netuid: number
  destination_netuid: number
  alpha_amount: bigint
}

export type TransferStakeAndHotkey = Omit<TransferStake, 'hotkey'> & {
  origin_hotkey: AccountId
  destination_hotkey: AccountId
}

export type MoveStake = Omit<TransferStakeAndHotkey, 'destination_coldkey'>

/**
 * Gives alpha on a hotkey to another coldkey: at most what there is, where the runtime does not refuse more than that. The events' TAO
 * is what it is worth: the alpha is in StakeRemoved and StakeAdded. To another subnet it would go through both pools, which is not implemented: `Unavailable`.
 */
export function transferStake(ctx: Context, origin: Origin, { hotkey, ...args }: TransferStake): PostInfo {
  const both = { ...args, origin_hotkey: hotkey, destination_hotkey: hotkey }
  const { coldkey, tao } = transfer(ctx, origin, both)
  const { destination_coldkey: destination, origin_netuid: netuid } = args
  ctx.emit('SubtensorModule', 'StakeTransferred', [coldkey, destination, hotkey, netuid, netuid, tao])
  return { actualWeight: transferStakeWeights[ctx.spec].used }
}

/** The same onto another hotkey. */
export function transferStakeAndHotkey(ctx: Context, origin: Origin, args: TransferStakeAndHotkey): PostInfo {
  const { coldkey, tao } = transfer(ctx, origin, args)
  const { alpha_amount: _, ...places } = args
  ctx.emit('SubtensorModule', 'StakeAndHotkeyTransferred', {
    origin_coldkey: coldkey,
    ...places,
    amount: tao,
  })
  return { actualWeight: transferStakeWeights[ctx.spec].used }
}

/** The same, and the alpha stays with its coldkey: the toggle of transfers does not hold it. */
export function moveStake(ctx: Context, origin: Origin, args: MoveStake): PostInfo {
  const { origin_hotkey: from, destination_hotkey: to, origin_netuid: netuid } = args
  const { coldkey, tao } = transfer(ctx, origin, { ...args, destination_coldkey: ensureSigned(origin) }, true)
  ctx.emit('SubtensorModule', 'StakeMoved', [coldkey, from, netuid, to, netuid, tao])
  return { actualWeight: transferStakeWeights[ctx.spec].used }
}

function transfer(ctx: Context, origin: Origin, args: TransferStakeAndHotkey, isMove = false) {
  const { destination_coldkey: destination, origin_netuid: netuid } = args
  const { origin_hotkey: hotkey, destination_hotkey: other } = args
  const coldkey = ensureSigned(origin)
  const available = alphaOf(ctx, { hotkey, netuid }, coldkey)
  ensureCanTransfer(ctx, coldkey, args)
  if (!isMove) ensureTransfersAreOn(ctx, args)
  if (netuid !== args.destination_netuid) fail({ type: 'Unavailable', value: undefined })
  ensure(ctx.spec === 424 || args.alpha_amount <= available, refusal('NotEnoughStakeToWithdraw'))
  const alpha = args.alpha_amount < available ? args.alpha_amount : available

  decreaseAlpha(ctx, { hotkey, netuid }, coldkey, alpha)
  creditAlpha(ctx, { coldkey: destination, hotkey: other, netuid }, alpha)
  const tao = worth(ctx, netuid, alpha)
  ensure(tao >= (isMove ? minimumStake(ctx) : minimumTransfer(ctx)), refusal('AmountTooLow'))
  noteStake(ctx, { coldkey: destination, hotkey: other, netuid })
  ctx.emit('SubtensorModule', 'StakeRemoved', [coldkey, hotkey, tao, alpha, netuid, 0n])
  ctx.emit('SubtensorModule', 'StakeAdded', [destination, other, tao, alpha, netuid, 0n])
  return { coldkey, tao }
}

/** rao that what is transferred must be worth. */
const minimumTransfer = (ctx: Context): bigint =>
  ctx.spec === 424 ? minimumStake(ctx) : ctx.constant<bigint>('SubtensorModule', 'InitialMinTransfer')

function ensureCanTransfer(ctx: Context, coldkey: AccountId, args: TransferStakeAndHotkey): void {
  const netuids = [args.origin_netuid, args.destination_netuid]
  const isOneHotkey = args.origin_hotkey === args.destination_hotkey
  const stays =
    isOneHotkey && coldkey === args.destination_coldkey && args.origin_netuid === args.destination_netuid
  ensure(!stays, refusal('SameNetuid'))
  for (const netuid of netuids) ensure(networksAdded.get(ctx, netuid), refusal('SubnetNotExists'))
  for (const netuid of netuids) ensure(subtokenEnabled.get(ctx, netuid), refusal('SubtokenDisabled'))
  for (const hotkey of [args.origin_hotkey, args.destination_hotkey])
    ensure(owner.has(ctx, hotkey), refusal('HotKeyAccountNotExists'))
}

function ensureTransfersAreOn(ctx: Context, { origin_netuid, destination_netuid }: MoveStake): void {
  for (const netuid of [origin_netuid, destination_netuid])
    ensure(transferToggle.get(ctx, netuid), refusal('TransferDisallowed'))
}
