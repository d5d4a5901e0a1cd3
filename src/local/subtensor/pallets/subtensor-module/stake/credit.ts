import type { AccountId, Context } from '../../../runtime/pallet.ts'
import { noteStakingHotkey } from './hotkeys.ts'
import { increaseAlpha } from './share-pool.ts'

/** Who stakes to whom, where. */
export type Position = { coldkey: AccountId; hotkey: AccountId; netuid: number }

/** Gives alpha that is there to a coldkey on a hotkey. */
export function creditAlpha(ctx: Context, position: Position, alpha: bigint): void {
  if (alpha === 0n) return
  noteStakingHotkey(ctx, position.coldkey, position.hotkey)
  increaseAlpha(ctx, position, position.coldkey, alpha)
}
