import type { AccountId, Context } from '../../../runtime/pallet.ts'
import { storageItem } from '../../../runtime/storage.ts'
import { balances, burn, existentialDeposit, reducible, transfer } from '../../money.ts'
import { currentAlphaPrice } from '../stake/pool.ts'
import { alphaOf } from '../stake/share-pool.ts'
import * as storage from '../storage.ts'
import { forgetSubnet } from './forget.ts'
import { networkImmunityPeriod, networkRegisteredAt } from './network-storage.ts'
import { subnetAccount } from './subnet-account.ts'

/** Subnets that are gone and whose holders are still being paid, oldest first. */
export const cleanupQueue = storageItem<[], number[]>('SubtensorModule', 'DissolveCleanupQueue')

/** The one that goes when a place is wanted: of those past immunity the cheapest, and of the cheapest the oldest. */
export function subnetToPrune(ctx: Context): number | undefined {
  const now = BigInt(ctx.block.number)
  const candidates = storage.networksAdded
    .entries(ctx)
    .filter(({ keys: [netuid], value }) => value && netuid !== storage.rootNetuid)
    .map(({ keys: [netuid] }) => ({
      netuid,
      since: networkRegisteredAt.get(ctx, netuid),
      price: currentAlphaPrice(ctx, netuid),
    }))
    .filter(({ since }) => now >= since + networkImmunityPeriod.get(ctx))
    .sort((a, b) => Number(a.price - b.price) || Number(a.since - b.since))
  return candidates[0]?.netuid
}

/** The subnet is gone at once. Its holders are paid in the same call at 424, over the next blocks at 475. */
export function dissolve(ctx: Context, netuid: number): void {
  storage.networksAdded.remove(ctx, netuid)
  storage.subtokenEnabled.remove(ctx, netuid)
  storage.totalNetworks.put(ctx, storage.totalNetworks.get(ctx) - 1)
  ctx.emit('SubtensorModule', 'NetworkRemoved', netuid)
  if (ctx.spec === 424) {
    for (const hotkey of hotkeysOf(ctx, netuid)) payHolders(ctx, netuid, hotkey)
    finish(ctx, netuid)
  } else cleanupQueue.put(ctx, [...cleanupQueue.get(ctx), netuid])
}

/** Pays the holders on one hotkey, or ends the cleanup where all are paid. */
export function cleanUp(ctx: Context): void {
  const [netuid, ...others] = cleanupQueue.get(ctx)
  if (netuid === undefined) return
  const [hotkey] = hotkeysOf(ctx, netuid)
  if (hotkey === undefined) {
    finish(ctx, netuid)
    cleanupQueue.put(ctx, others)
    ctx.emit('SubtensorModule', 'NetworkDissolveCleanupCompleted', { netuid })
  } else payHolders(ctx, netuid, hotkey)
}

function finish(ctx: Context, netuid: number): void {
  const account = subnetAccount(ctx, netuid)
  const left = reducible(ctx, account, 'expendable')
  if (left > 0n) burn(ctx, account, left, 'expendable')
  storage.totalStake.put(ctx, largest(storage.totalStake.get(ctx) - storage.subnetTao.get(ctx, netuid)))
  forgetSubnet(ctx, netuid)
}

const hotkeysOf = (ctx: Context, netuid: number): AccountId[] =>
  storage.totalHotkeyAlpha.entries(ctx).flatMap(({ keys: [hotkey, on] }) => (on === netuid ? [hotkey] : []))

/** Their part of the TAO that is left, by their alpha among all that is left. Rounded down; alpha is gone then. */
function payHolders(ctx: Context, netuid: number, hotkey: AccountId): void {
  const account = subnetAccount(ctx, netuid)
  const tao = reducible(ctx, account, 'expendable')
  const all = hotkeysOf(ctx, netuid).reduce(
    (sum, other) => sum + storage.totalHotkeyAlpha.get(ctx, other, netuid),
    0n,
  )
  const rows = storage.alphaShares.entries(ctx, hotkey).filter(({ keys: [, , on] }) => on === netuid)
  const worths = rows.map(({ keys: [, coldkey] }): [AccountId, bigint] => [
    coldkey,
    (tao * alphaOf(ctx, { hotkey, netuid }, coldkey)) / all,
  ])
  for (const [coldkey, rao] of worths) {
    const fits = rao > 0n && balances(ctx, coldkey).free + rao >= existentialDeposit(ctx)
    if (fits) transfer(ctx, account, coldkey, rao, 'expendable')
    storage.alphaShares.remove(ctx, hotkey, coldkey, netuid)
  }
  storage.totalHotkeyAlpha.remove(ctx, hotkey, netuid)
  storage.totalHotkeyShares.remove(ctx, hotkey, netuid)
}

const largest = (value: bigint): bigint => (value > 0n ? value : 0n)
