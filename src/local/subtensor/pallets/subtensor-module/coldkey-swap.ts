import { ensure, ensureSigned } from '../../runtime/errors.ts'
import { accountBytes, blake2b256 } from '../../runtime/hashing.ts'
import type { AccountId, Context, DispatchError, Origin, RuntimeCall } from '../../runtime/pallet.ts'
import { storageItem } from '../../runtime/storage.ts'
import { reducible, rescind, transfer, withdraw } from '../money.ts'
import { subnetOwner } from './network/network-storage.ts'
import { refusal } from './refusal.ts'
import * as safeFloat from './stake/safe-float.ts'
import { alphaShares, ownedHotkeys, owner, stakingHotkeys } from './storage.ts'

const pallet = 'SubtensorModule'

/** From which block on it may be carried out, and the hash of the new coldkey. */
const announcements = storageItem<[coldkey: AccountId], [block: number, hash: string] | undefined>(
  pallet,
  'ColdkeySwapAnnouncements',
)
/** The block in which a swap was disputed: from then on the account can do nothing, until root undoes the announcement. */
const disputes = storageItem<[coldkey: AccountId], number | undefined>(pallet, 'ColdkeySwapDisputes')
/** Blocks. */
const announcementDelay = storageItem<[], number>(pallet, 'ColdkeySwapAnnouncementDelay')
const reannouncementDelay = storageItem<[], number>(pallet, 'ColdkeySwapReannouncementDelay')

export type AnnounceColdkeySwap = { new_coldkey_hash: string }
export type SwapColdkeyAnnounced = { new_coldkey: AccountId }

/** Where the storage's defaults are the main network's and the profile has others. */
export function swapRules(ctx: Context): void {
  announcementDelay.put(ctx, ctx.constant<number>(pallet, 'InitialColdkeySwapAnnouncementDelay'))
  reannouncementDelay.put(ctx, ctx.constant<number>(pallet, 'InitialColdkeySwapReannouncementDelay'))
}

/** The first announcement costs; another one may take its place some time after that was due. */
export function announceColdkeySwap(
  ctx: Context,
  origin: Origin,
  { new_coldkey_hash }: AnnounceColdkeySwap,
): void {
  const who = ensureSigned(origin)
  const before = announcements.get(ctx, who)
  if (before === undefined) charge(ctx, who)
  else {
    const again = before[0] + reannouncementDelay.get(ctx)
    ensure(ctx.block.number >= again, refusal('ColdkeySwapReannouncedTooEarly'))
  }
  announcements.put(ctx, [ctx.block.number + announcementDelay.get(ctx), new_coldkey_hash], who)
  ctx.emit(pallet, 'ColdkeySwapAnnounced', { who, new_coldkey_hash })
}

/** Gives the new coldkey subnets, stake, hotkeys and balance of the old one. Crowdloans, proxies and multisigs stay. */
export function swapColdkeyAnnounced(
  ctx: Context,
  origin: Origin,
  { new_coldkey: to }: SwapColdkeyAnnounced,
): void {
  const from = ensureSigned(origin)
  const announced = announcements.get(ctx, from)
  ensure(announced !== undefined, refusal('ColdkeySwapAnnouncementNotFound'))
  const [block, hash] = announced
  ensure(hash === hashOf(to), refusal('AnnouncedColdkeyHashDoesNotMatch'))
  ensure(ctx.block.number >= block, refusal('ColdkeySwapTooEarly'))
  ensure(stakingHotkeys.get(ctx, to).length === 0, refusal('ColdKeyAlreadyAssociated'))
  ensure(!owner.has(ctx, to), refusal('NewColdKeyIsHotkey'))
  announcements.remove(ctx, from)
  moveSubnets(ctx, from, to)
  moveStake(ctx, from, to)
  moveHotkeys(ctx, from, to)
  const left = reducible(ctx, from, 'expendable')
  if (left > 0n) transfer(ctx, from, to, left, 'expendable')
  ctx.emit(pallet, 'ColdkeySwapped', { old_coldkey: from, new_coldkey: to })
}

/** The account says itself that the announcement is not its own: it freezes what it has. */
export function disputeColdkeySwap(ctx: Context, origin: Origin): void {
  const coldkey = ensureSigned(origin)
  ensure(announcements.has(ctx, coldkey), refusal('ColdkeySwapAnnouncementNotFound'))
  ensure(!disputes.has(ctx, coldkey), refusal('ColdkeySwapAlreadyDisputed'))
  disputes.put(ctx, ctx.block.number, coldkey)
  ctx.emit(pallet, 'ColdkeySwapDisputed', { coldkey })
}

/** Calls an announcement off, when another one could take its place. */
export function clearColdkeySwapAnnouncement(ctx: Context, origin: Origin): void {
  const who = ensureSigned(origin)
  const announced = announcements.get(ctx, who)
  ensure(announced !== undefined, refusal('ColdkeySwapAnnouncementNotFound'))
  const isLater = ctx.block.number >= announced[0] + reannouncementDelay.get(ctx)
  ensure(isLater, refusal('ColdkeySwapClearTooEarly'))
  announcements.remove(ctx, who)
  ctx.emit(pallet, 'ColdkeySwapCleared', { who })
}

const MAY_DO: ReadonlySet<string> = new Set([
  'announce_coldkey_swap',
  'swap_coldkey_announced',
  'dispute_coldkey_swap',
  'clear_coldkey_swap_announcement',
])

/** Whoever has announced a swap can do nothing else, neither alone nor through others; after a dispute nothing at all. */
export function forbidsWhileSwapping(
  ctx: Context,
  who: AccountId,
  { type, value }: RuntimeCall,
): DispatchError | undefined {
  if (!announcements.has(ctx, who)) return undefined
  if (disputes.has(ctx, who)) return refusal('ColdkeySwapDisputed')
  return type === pallet && MAY_DO.has(value.type) ? undefined : refusal('ColdkeySwapAnnounced')
}

const hashOf = (account: AccountId): string =>
  `0x${Buffer.from(blake2b256(accountBytes(account))).toString('hex')}`

function charge(ctx: Context, who: AccountId): void {
  const cost = ctx.constant<bigint>(pallet, 'KeySwapCost')
  ensure(reducible(ctx, who, 'preserve') >= cost, refusal('NotEnoughBalanceToPaySwapColdKey'))
  withdraw(ctx, who, cost, 'preserve')
  rescind(ctx, cost)
}

function moveSubnets(ctx: Context, from: AccountId, to: AccountId): void {
  for (const { keys, value } of subnetOwner.entries(ctx))
    if (value === from) subnetOwner.put(ctx, to, ...keys)
}

function moveStake(ctx: Context, from: AccountId, to: AccountId): void {
  const hotkeys = stakingHotkeys.get(ctx, from)
  for (const hotkey of hotkeys)
    for (const { keys, value } of alphaShares.entries(ctx, hotkey, from)) {
      const [, , netuid] = keys
      alphaShares.remove(ctx, ...keys)
      alphaShares.put(ctx, safeFloat.add(alphaShares.get(ctx, hotkey, to, netuid), value), hotkey, to, netuid)
    }
  stakingHotkeys.remove(ctx, from)
  stakingHotkeys.put(ctx, hotkeys, to)
}

function moveHotkeys(ctx: Context, from: AccountId, to: AccountId): void {
  const hotkeys = ownedHotkeys.get(ctx, from)
  for (const hotkey of hotkeys) owner.put(ctx, to, hotkey)
  ownedHotkeys.remove(ctx, from)
  ownedHotkeys.put(ctx, [...new Set([...ownedHotkeys.get(ctx, to), ...hotkeys])], to)
}
