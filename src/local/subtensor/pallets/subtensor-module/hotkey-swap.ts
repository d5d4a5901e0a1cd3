import { ensure, ensureSigned } from '../../runtime/errors.ts'
import type { AccountId, Context, Origin } from '../../runtime/pallet.ts'
import { storageItem } from '../../runtime/storage.ts'
import { reducible, rescind, withdraw } from '../money.ts'
import { alphaDividends, totalHotkeyAlphaLastEpoch } from './epoch/epoch-storage.ts'
import { lastRateLimitedBlock, type RateLimitKey, subnetOwnerHotkey } from './network/network-storage.ts'
import { refusal } from './refusal.ts'
import { alphaOf, decreaseAlpha, increaseAlpha } from './stake/share-pool.ts'
import * as storage from './storage.ts'

const pallet = 'SubtensorModule'

/** Blocks; 0 is no limit. */
const txRateLimit = storageItem<[], bigint>(pallet, 'TxRateLimit')
const lastSwapOnNetuid = storageItem<[netuid: number, coldkey: AccountId], bigint>(
  pallet,
  'LastHotkeySwapOnNetuid',
)

export type SwapHotkey = {
  hotkey: AccountId
  new_hotkey: AccountId
  /** On all subnets where none is named. */
  netuid: number | undefined
  /** Membership and UID move alone. Never so in the older of the two calls. */
  keep_stake?: boolean
}

type Swap = { readonly from: AccountId; readonly to: AccountId; readonly keepsStake: boolean }

/** Puts a new hotkey in the place of an old one, on one subnet or on all; whoever staked to the old one stakes to the new. */
export function swapHotkey(
  ctx: Context,
  origin: Origin,
  { hotkey, new_hotkey, netuid, keep_stake }: SwapHotkey,
): void {
  const who = ensureSigned(origin)
  const swap = { from: hotkey, to: new_hotkey, keepsStake: keep_stake ?? false }
  ensureMaySwap(ctx, who, swap, netuid)
  lastRateLimitedBlock.put(ctx, lastRateLimitedBlock.get(ctx, lastTx(hotkey)), lastTx(new_hotkey))
  if (netuid === undefined) swapEverywhere(ctx, who, swap)
  else swapOnOne(ctx, who, swap, netuid)
  lastRateLimitedBlock.put(ctx, BigInt(ctx.block.number), lastTx(who))
}

function ensureMaySwap(ctx: Context, who: AccountId, { from, to }: Swap, netuid: number | undefined): void {
  const isOwn = (hotkey: AccountId) => storage.owner.get(ctx, hotkey) === who
  ensure(storage.owner.has(ctx, from) && isOwn(from), refusal('NonAssociatedColdKey'))
  ensure(!storage.owner.has(ctx, to) || isOwn(to), refusal('NonAssociatedColdKey'))
  ensure(from !== to, refusal('NewHotKeyIsSameWithOld'))
  const [last, limit] = [lastRateLimitedBlock.get(ctx, lastTx(who)), txRateLimit.get(ctx)]
  const isTooSoon = limit > 0n && last > 0n && BigInt(ctx.block.number) - last <= limit
  ensure(!isTooSoon, refusal('HotKeySetTxRateLimitExceeded'))
  const touched = netuid === undefined ? netuids(ctx) : [netuid]
  const isMember = touched.some((one) => storage.isNetworkMember.get(ctx, to, one))
  ensure(!isMember, refusal('HotKeyAlreadyRegisteredInSubNet'))
  const onRoot = storage.totalHotkeyAlpha.get(ctx, to, storage.rootNetuid)
  const isClean = !touched.includes(storage.rootNetuid) || onRoot === 0n
  ensure(isClean, refusal('NewHotKeyNotCleanForRootSwap'))
}

const lastTx = (account: AccountId): RateLimitKey => ({ type: 'LastTxBlock', value: account })

const netuids = (ctx: Context): number[] =>
  storage.networksAdded.entries(ctx).flatMap(({ keys: [netuid], value }) => (value ? [netuid] : []))

function swapEverywhere(ctx: Context, who: AccountId, swap: Swap): void {
  charge(ctx, who, 'KeySwapCost')
  const { from, to, keepsStake } = swap
  storage.owner.remove(ctx, from)
  storage.owner.put(ctx, who, to)
  const others = storage.ownedHotkeys.get(ctx, who).filter((hotkey) => hotkey !== from && hotkey !== to)
  storage.ownedHotkeys.put(ctx, [...others, to], who)
  const stakers = stakersOn(ctx, from)
  for (const netuid of netuids(ctx)) swapOnSubnet(ctx, swap, netuid)
  lastRateLimitedBlock.remove(ctx, lastTx(from))
  if (storage.delegates.has(ctx, from)) {
    storage.delegates.put(ctx, storage.delegates.get(ctx, from), to)
    storage.delegates.remove(ctx, from)
  }
  if (!keepsStake) for (const coldkey of stakers) stakeElsewhere(ctx, coldkey, from, to)
  ctx.emit(pallet, 'HotkeySwapped', { coldkey: who, old_hotkey: from, new_hotkey: to })
}

/** The old hotkey stays its owner's: it may be on other subnets. */
function swapOnOne(ctx: Context, who: AccountId, swap: Swap, netuid: number): void {
  const interval = ctx.constant<bigint>(pallet, 'HotkeySwapOnSubnetInterval')
  const isLater = lastSwapOnNetuid.get(ctx, netuid, who) + interval < BigInt(ctx.block.number)
  ensure(isLater, refusal('HotKeySwapOnSubnetIntervalNotPassed'))
  charge(ctx, who, 'KeySwapOnSubnetCost')
  const { from, to } = swap
  storage.owner.put(ctx, who, to)
  const owned = storage.ownedHotkeys.get(ctx, who)
  if (!owned.includes(to)) storage.ownedHotkeys.put(ctx, [...owned, to], who)
  swapOnSubnet(ctx, swap, netuid)
  lastSwapOnNetuid.put(ctx, BigInt(ctx.block.number), netuid, who)
  ctx.emit(pallet, 'HotkeySwappedOnSubnet', { coldkey: who, old_hotkey: from, new_hotkey: to, netuid })
}

function charge(ctx: Context, who: AccountId, name: 'KeySwapCost' | 'KeySwapOnSubnetCost'): void {
  const cost = ctx.constant<bigint>(pallet, name)
  ensure(reducible(ctx, who, 'preserve') >= cost, refusal('NotEnoughBalanceToPaySwapHotKey'))
  withdraw(ctx, who, cost, 'preserve')
  rescind(ctx, cost)
}

function swapOnSubnet(ctx: Context, { from, to, keepsStake }: Swap, netuid: number): void {
  moveNeuron(ctx, from, to, netuid)
  if (subnetOwnerHotkey.has(ctx, netuid) && subnetOwnerHotkey.get(ctx, netuid) === from)
    subnetOwnerHotkey.put(ctx, to, netuid)
  if (keepsStake) return
  add(ctx, totalHotkeyAlphaLastEpoch, [from, netuid], [to, netuid])
  add(ctx, alphaDividends, [netuid, from], [netuid, to])
  moveStake(ctx, from, to, netuid)
}

function moveNeuron(ctx: Context, from: AccountId, to: AccountId, netuid: number): void {
  const uid = storage.isNetworkMember.get(ctx, from, netuid) ? storage.uids.get(ctx, netuid, from) : undefined
  storage.isNetworkMember.remove(ctx, from, netuid)
  if (uid === undefined) return
  storage.isNetworkMember.put(ctx, true, to, netuid)
  storage.uids.remove(ctx, netuid, from)
  storage.uids.put(ctx, uid, netuid, to)
  storage.keys.put(ctx, to, netuid, uid)
}

function add<Keys extends unknown[]>(
  ctx: Context,
  item: ReturnType<typeof storageItem<Keys, bigint>>,
  from: Keys,
  to: Keys,
): void {
  const sum = item.get(ctx, ...from) + item.get(ctx, ...to)
  item.remove(ctx, ...from)
  if (sum > 0n) item.put(ctx, sum, ...to)
}

/** No event tells of it: neither stake removed nor stake added. */
function moveStake(ctx: Context, from: AccountId, to: AccountId, netuid: number): void {
  for (const coldkey of stakersOn(ctx, from, netuid)) {
    const alpha = alphaOf(ctx, { hotkey: from, netuid }, coldkey)
    decreaseAlpha(ctx, { hotkey: from, netuid }, coldkey, alpha)
    increaseAlpha(ctx, { hotkey: to, netuid }, coldkey, alpha)
    const known = storage.stakingHotkeys.get(ctx, coldkey)
    if (known.includes(from) && !known.includes(to)) storage.stakingHotkeys.put(ctx, [...known, to], coldkey)
  }
}

const stakersOn = (ctx: Context, hotkey: AccountId, netuid?: number): AccountId[] => [
  ...new Set(
    storage.alphaShares
      .entries(ctx, hotkey)
      .flatMap(({ keys: [, coldkey, on] }) => (netuid === undefined || on === netuid ? [coldkey] : [])),
  ),
]

function stakeElsewhere(ctx: Context, coldkey: AccountId, from: AccountId, to: AccountId): void {
  const known = storage.stakingHotkeys.get(ctx, coldkey)
  if (!known.includes(from)) return
  const others = known.filter((hotkey) => hotkey !== from && hotkey !== to)
  storage.stakingHotkeys.put(ctx, [...others, to], coldkey)
}
