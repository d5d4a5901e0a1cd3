import { ensure, moduleError } from '../../../runtime/errors.ts'
import type { AccountId, Context, StateWriter } from '../../../runtime/pallet.ts'
import { isPalletAccount } from '../../keyless-account.ts'
import { ownedHotkeys, owner, stakingHotkeys } from '../storage.ts'

/** Gives the hotkey to the coldkey unless somebody owns it already; then nothing happens. */
export function associateHotkey(ctx: Context, coldkey: AccountId, hotkey: AccountId): void {
  const palletId = ctx.constant<string>('SubtensorModule', 'SubtensorPalletId')
  ensure(!isPalletAccount(palletId, hotkey), moduleError('SubtensorModule', 'CannotUseSystemAccount'))
  if (owner.has(ctx, hotkey)) return
  owner.put(ctx, coldkey, hotkey)
  append(ctx, ownedHotkeys, coldkey, hotkey)
  append(ctx, stakingHotkeys, coldkey, hotkey)
}

/** Remembers that the coldkey stakes to the hotkey. */
export function noteStakingHotkey(
  to: { readonly state: StateWriter },
  coldkey: AccountId,
  hotkey: AccountId,
): void {
  append(to, stakingHotkeys, coldkey, hotkey)
}

function append(
  to: { readonly state: StateWriter },
  item: typeof ownedHotkeys,
  coldkey: AccountId,
  hotkey: AccountId,
): void {
  const known = item.get(to, coldkey)
  if (!known.includes(hotkey)) item.put(to, [...known, hotkey], coldkey)
}
