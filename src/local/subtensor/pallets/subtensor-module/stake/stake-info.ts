import type { AccountId, Context } from '../../../runtime/pallet.ts'
import { networksAdded, stakingHotkeys, uids } from '../storage.ts'
import { alphaOf } from './share-pool.ts'

/** One coldkey's alpha on one hotkey and subnet. Locks, drains and emissions are not implemented, so they are zero. */
type StakeInfo = {
  hotkey: AccountId
  coldkey: AccountId
  netuid: number
  stake: bigint
  locked: bigint
  emission: bigint
  tao_emission: bigint
  drain: bigint
  is_registered: boolean
}

export function stakeInfoForColdkeys(ctx: Context, coldkeys: AccountId[]): Array<[AccountId, StakeInfo[]]> {
  return coldkeys.map((coldkey) => [coldkey, stakeInfoForColdkey(ctx, coldkey)])
}

export function stakeInfoForColdkey(ctx: Context, coldkey: AccountId): StakeInfo[] {
  const hotkeys = stakingHotkeys.get(ctx, coldkey)
  const netuids = networksAdded.entries(ctx).map(({ keys: [netuid] }) => netuid)
  return netuids
    .flatMap((netuid) => hotkeys.map((hotkey) => stakeInfo(ctx, hotkey, coldkey, netuid)))
    .filter(({ stake }) => stake > 0n)
}

export function stakeInfo(ctx: Context, hotkey: AccountId, coldkey: AccountId, netuid: number): StakeInfo {
  return {
    hotkey,
    coldkey,
    netuid,
    stake: alphaOf(ctx, { hotkey, netuid }, coldkey),
    locked: 0n,
    emission: 0n,
    tao_emission: 0n,
    drain: 0n,
    is_registered: uids.has(ctx, netuid, hotkey),
  }
}
