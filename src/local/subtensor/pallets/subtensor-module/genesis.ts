import type { AccountId, Context, Genesis } from '../../runtime/pallet.ts'
import { mint } from '../money.ts'
import { prodOrFast } from '../prod-or-fast.ts'
import { swapRules } from './coldkey-swap.ts'
import { maxEpochsPerBlock } from './epoch/epoch-storage.ts'
import * as network from './network/network-storage.ts'
import { subnetAccount } from './network/subnet-account.ts'
import { seat } from './neuron/neurons.ts'
import { associateHotkey } from './stake/hotkeys.ts'
import { stake as bookStake } from './stake/stake.ts'
import * as storage from './storage.ts'

/** The root network, and the validators that the genesis names: registered there as delegates, with their stake. */
export function genesis(ctx: Context, { balances, validators, lockCost, networks }: Genesis): void {
  rules(ctx, lockCost)
  if (networks !== undefined) {
    network.subnetLimit.put(ctx, networks.limit)
    network.networkImmunityPeriod.put(ctx, BigInt(networks.immunity))
  }
  storage.networksAdded.put(ctx, true, storage.rootNetuid)
  storage.totalNetworks.put(ctx, 1)
  storage.subtokenEnabled.put(ctx, true, storage.rootNetuid)
  storage.maxAllowedUids.put(ctx, 64, storage.rootNetuid)
  for (const { coldkey, hotkey, stake } of validators) {
    associateHotkey(ctx, coldkey, hotkey)
    registerOnRoot(ctx, hotkey)
    if (stake === 0n) continue
    mint(ctx, subnetAccount(ctx, storage.rootNetuid), stake)
    bookStake(ctx, { coldkey, hotkey, netuid: storage.rootNetuid }, stake)
  }
  storage.totalIssuance.put(
    ctx,
    [...balances.values()].reduce((sum, rao) => sum + rao, storage.totalStake.get(ctx)),
  )
}

/** Where the storage's defaults are the main network's and the profile has others. */
function rules(ctx: Context, cost: bigint | undefined): void {
  const least = cost ?? ctx.constant<bigint>('SubtensorModule', 'InitialNetworkMinLockCost')
  network.networkMinLockCost.put(ctx, least)
  network.networkLastLockCost.put(ctx, least)
  swapRules(ctx)
  network.networkRateLimit.put(ctx, ctx.constant('SubtensorModule', 'InitialNetworkRateLimit'))
  maxEpochsPerBlock.put(ctx, ctx.constant('SubtensorModule', 'InitialMaxEpochsPerBlock'))
  // Ten blocks of ten would leave the owner one block in each epoch.
  network.adminFreezeWindow.put(ctx, prodOrFast(ctx, 10, 2))
}

function registerOnRoot(ctx: Context, hotkey: AccountId): void {
  const netuid = storage.rootNetuid
  if (storage.uids.has(ctx, netuid, hotkey)) return
  const uid = storage.subnetworkN.get(ctx, netuid)
  if (uid === storage.maxAllowedUids.get(ctx, netuid)) throw new Error('the root network has no seat left')
  storage.subnetworkN.put(ctx, uid + 1, netuid)
  seat(ctx, netuid, uid, hotkey)
  storage.delegates.put(ctx, storage.delegates.get(ctx, hotkey), hotkey)
}
