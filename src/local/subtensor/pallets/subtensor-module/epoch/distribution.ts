import type { AccountId, Context } from '../../../runtime/pallet.ts'
import { recycleOrBurn } from '../network/hyperparameters.ts'
import { subnetOwner, subnetOwnerHotkey } from '../network/network-storage.ts'
import { creditAlpha } from '../stake/credit.ts'
import { growAlpha } from '../stake/share-pool.ts'
import { rootStakeWeight } from '../stake/stake-weights.ts'
import { delegates, owner, subnetAlphaOut, totalHotkeyAlpha } from '../storage.ts'
import { alphaDividends, minerBurned, totalHotkeyAlphaLastEpoch } from './epoch-storage.ts'
import { type Earned, runEpochs } from './epochs.ts'
import { divide, type Fixed, fixed, multiply, share, whole } from './fixed.ts'

/** Alpha of one subnet to be shared out at the end of its epoch. */
export type Pending = { readonly servers: bigint; readonly validators: bigint; readonly owner: bigint }

/**
 * Ends a subnet's epoch: the owner's cut, incentive to miners, dividends to validators and their stakers. Where nobody
 * earned an incentive the validators get it all.
 */
export function distribute(ctx: Context, netuid: number, { servers, validators, owner: cut }: Pending): void {
  const earned = runEpochs(ctx, netuid, servers + validators)
  const hasMiners = earned.some(({ server }) => server > 0n)
  const dividends = alphaShares(ctx, netuid, earned)
  const coldkey = subnetOwner.get(ctx, netuid)
  creditAlpha(ctx, { coldkey, hotkey: subnetOwnerHotkey.get(ctx, netuid), netuid }, cut)
  payMiners(ctx, netuid, earned)
  payValidators(ctx, netuid, dividends, hasMiners ? validators : validators + servers)
}

/** Miners that are the owner's own get nothing: it is recycled, or left to nobody. */
function payMiners(ctx: Context, netuid: number, earned: readonly Earned[]): void {
  let withheld = 0n
  for (const { hotkey, server } of earned) {
    if (isOwners(ctx, netuid, hotkey)) withheld += server
    else creditAlpha(ctx, { coldkey: owner.get(ctx, hotkey), hotkey, netuid }, server)
  }
  const recycles = recycleOrBurn.get(ctx, netuid).type === 'Recycle'
  if (recycles) subnetAlphaOut.put(ctx, subnetAlphaOut.get(ctx, netuid) - withheld, netuid)
  const all = earned.reduce((sum, { server }) => sum + server, 0n)
  minerBurned.put(ctx, divide(fixed(withheld), fixed(all)), netuid)
}

function isOwners(ctx: Context, netuid: number, hotkey: AccountId): boolean {
  const coldkey = subnetOwner.get(ctx, netuid)
  return hotkey === subnetOwnerHotkey.get(ctx, netuid) || owner.get(ctx, hotkey) === coldkey
}

/** What of each hotkey's dividends its alpha earned, not its TAO on root: shares of each other. */
function alphaShares(ctx: Context, netuid: number, earned: readonly Earned[]): Map<AccountId, Fixed> {
  return new Map(
    earned.map(({ hotkey, validator }) => {
      const root = rootStakeWeight(ctx, hotkey)
      const all = fixed(totalHotkeyAlpha.get(ctx, hotkey, netuid)) + root
      const dividend = fixed(validator)
      return [hotkey, dividend - multiply(dividend, divide(root, all))]
    }),
  )
}

function payValidators(ctx: Context, netuid: number, shares: Map<AccountId, Fixed>, alpha: bigint): void {
  for (const { keys } of alphaDividends.entries(ctx, netuid)) alphaDividends.remove(ctx, ...keys)
  const all = [...shares.values()].reduce((sum, value) => sum + value, 0n)
  for (const [hotkey, value] of shares) {
    const dividend = multiply(fixed(alpha), divide(value, all))
    const take = multiply(share(delegates.get(ctx, hotkey)), dividend)
    const rest = whole(dividend - take)
    creditAlpha(ctx, { coldkey: owner.get(ctx, hotkey), hotkey, netuid }, whole(take))
    growAlpha(ctx, { hotkey, netuid }, rest)
    alphaDividends.put(ctx, rest, netuid, hotkey)
    totalHotkeyAlphaLastEpoch.put(ctx, totalHotkeyAlpha.get(ctx, hotkey, netuid), hotkey, netuid)
  }
}
