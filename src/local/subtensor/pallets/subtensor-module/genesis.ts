import type { AccountId, Context, Genesis } from '../../runtime/pallet.ts'
import { mint } from '../money.ts'
import { associateHotkey } from './hotkeys.ts'
import { buyAlpha, subnetAccount } from './stake.ts'
import * as storage from './storage.ts'

/** The root network, and the validators that the genesis names: registered there as delegates, with their stake. */
export function genesis(ctx: Context, { balances, validators }: Genesis): void {
  storage.networksAdded.put(ctx, true, storage.rootNetuid)
  storage.totalNetworks.put(ctx, 1)
  storage.subtokenEnabled.put(ctx, true, storage.rootNetuid)
  storage.maxAllowedUids.put(ctx, 64, storage.rootNetuid)
  for (const { coldkey, hotkey, stake } of validators) {
    associateHotkey(ctx, coldkey, hotkey)
    registerOnRoot(ctx, hotkey)
    if (stake === 0n) continue
    mint(ctx, subnetAccount(ctx, storage.rootNetuid), stake)
    buyAlpha(ctx, { coldkey, hotkey, netuid: storage.rootNetuid }, stake)
  }
  storage.totalIssuance.put(
    ctx,
    [...balances.values()].reduce((sum, rao) => sum + rao, storage.totalStake.get(ctx)),
  )
}

function registerOnRoot(ctx: Context, hotkey: AccountId): void {
  const netuid = storage.rootNetuid
  if (storage.uids.has(ctx, netuid, hotkey)) return
  const uid = storage.subnetworkN.get(ctx, netuid)
  if (uid === storage.maxAllowedUids.get(ctx, netuid)) throw new Error('the root network has no seat left')
  storage.subnetworkN.put(ctx, uid + 1, netuid)
  storage.keys.put(ctx, hotkey, netuid, uid)
  storage.uids.put(ctx, uid, netuid, hotkey)
  storage.blockAtRegistration.put(ctx, BigInt(ctx.block.number), netuid, uid)
  storage.isNetworkMember.put(ctx, true, hotkey, netuid)
  storage.delegates.put(ctx, storage.delegates.get(ctx, hotkey), hotkey)
}
