import { ensure } from '../../../runtime/errors.ts'
import type { AccountId, Context } from '../../../runtime/pallet.ts'
import { palletAccount } from '../../keyless-account.ts'
import { reducible, transfer } from '../../money.ts'
import { refusal } from '../refusal.ts'

/** Holds the TAO that backs a subnet's alpha. */
export function subnetAccount(ctx: Context, netuid: number): AccountId {
  return palletAccount(ctx.constant<string>('SubtensorModule', 'SubtensorPalletId'), { u16: netuid })
}

/** What the runtime calls an account that has too little TAO. */
export const tooLittle = ({ spec }: Pick<Context, 'spec'>): string =>
  spec === 424 ? 'InsufficientBalance' : 'InsufficientTaoBalance'

/** Pays to the subnet's account and answers what really went, as the coldkey's account stays alive: rao. */
export function payToSubnet(ctx: Context, coldkey: AccountId, netuid: number, rao: bigint): bigint {
  const most = reducible(ctx, coldkey, 'preserve')
  const paid = rao < most ? rao : most
  ensure(paid > 0n, refusal(tooLittle(ctx)))
  transfer(ctx, coldkey, subnetAccount(ctx, netuid), paid, 'preserve')
  return paid
}
