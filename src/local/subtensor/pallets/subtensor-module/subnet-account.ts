import type { AccountId, Context } from '../../runtime/pallet.ts'
import { palletAccount } from '../keyless-account.ts'

/** Holds the TAO that backs a subnet's alpha. */
export function subnetAccount(ctx: Context, netuid: number): AccountId {
  return palletAccount(ctx.constant<string>('SubtensorModule', 'SubtensorPalletId'), { u16: netuid })
}
