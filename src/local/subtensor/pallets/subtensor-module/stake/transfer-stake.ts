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

/**
 * Gives alpha on a hotkey to another coldkey: at most what there is, where the runtime does not refuse more than that. The events' TAO
 * is what it is worth: the alpha is in StakeRemoved and StakeAdded. To another subnet it would go through both pools, which is not implemented: `Unavailable`.
 */
export function transferStake(ctx: Context, origin: Origin, args: TransferStake): PostInfo {
  const { destination_coldkey: destination, hotkey, origin_netuid: netuid } = args
  const coldkey = ensureSigned(origin)
  const available = alphaOf(ctx, { hotkey, netuid }, coldkey)
  ensureCanTransfer(ctx, coldkey, args)
  if (netuid !== args.destination_netuid) fail({ type: 'Unavailable', value: undefined })
  ensure(ctx.spec === 424 || args.alpha_amount <= available, refusal('NotEnoughStakeToWithdraw'))
  const alpha = args.alpha_amount < available ? args.alpha_amount : available

  decreaseAlpha(ctx, { hotkey, netuid }, coldkey, alpha)
  creditAlpha(ctx, { coldkey: destination, hotkey, netuid }, alpha)
  const tao = worth(ctx, netuid, alpha)
  ensure(tao >= minimumTransfer(ctx), refusal('AmountTooLow'))
  noteStake(ctx, { coldkey: destination, hotkey, netuid })
  ctx.emit('SubtensorModule', 'StakeRemoved', [coldkey, hotkey, tao, alpha, netuid, 0n])
  ctx.emit('SubtensorModule', 'StakeAdded', [destination, hotkey, tao, alpha, netuid, 0n])
  ctx.emit('SubtensorModule', 'StakeTransferred', [coldkey, destination, hotkey, netuid, netuid, tao])
  return { actualWeight: transferStakeWeights[ctx.spec].used }
}

/** rao that what is transferred must be worth. */
const minimumTransfer = (ctx: Context): bigint =>
  ctx.spec === 424 ? minimumStake(ctx) : ctx.constant<bigint>('SubtensorModule', 'InitialMinTransfer')

function ensureCanTransfer(ctx: Context, coldkey: AccountId, args: TransferStake): void {
  const netuids = [args.origin_netuid, args.destination_netuid]
  const stays = coldkey === args.destination_coldkey && args.origin_netuid === args.destination_netuid
  ensure(!stays, refusal('SameNetuid'))
  for (const netuid of netuids) ensure(networksAdded.get(ctx, netuid), refusal('SubnetNotExists'))
  for (const netuid of netuids) ensure(subtokenEnabled.get(ctx, netuid), refusal('SubtokenDisabled'))
  ensure(owner.has(ctx, args.hotkey), refusal('HotKeyAccountNotExists'))
  for (const netuid of netuids) ensure(transferToggle.get(ctx, netuid), refusal('TransferDisallowed'))
}
