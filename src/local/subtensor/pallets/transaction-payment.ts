import { compactNumber } from '@polkadot-api/substrate-bindings'
import { decodeExtrinsic, type Extrinsic } from '../runtime/extrinsic.ts'
import { feeOf, lengthToFee, weightToFee } from '../runtime/fees.ts'
import type { AccountId, Context, DispatchInfo, Pallet, Weight } from '../runtime/pallet.ts'
import { storageItem } from '../runtime/storage.ts'
import { balances, deposit, existentialDeposit, reducible, rescind, withdraw } from './money.ts'

const storageVersion = storageItem<[], { type: string; value: undefined }>(
  'TransactionPayment',
  'StorageVersion',
)

/** True where the account can pay the fee and keep its existential deposit. */
export function canPayFee(ctx: Context, who: AccountId, fee: bigint): boolean {
  return reducible(ctx, who, 'preserve') >= fee
}

/** Takes the fee before the call runs. Event: Withdraw. */
export function withdrawFee(ctx: Context, who: AccountId, fee: bigint): void {
  if (fee > 0n) withdraw(ctx, who, fee, 'preserve')
}

/**
 * Settles after the call ran. What was too much goes back to the payer, if it still lives. The fee itself goes to the block's
 * author, who must be left with the existential deposit at least. What nobody can hold leaves the issuance.
 * Events: Deposit (payer, of nothing too), Deposit (author), TransactionFeePaid.
 */
export function settleFee(
  ctx: Context,
  who: AccountId,
  paid: bigint,
  fee: { total: bigint; tip: bigint },
): void {
  if (paid > 0n) {
    const { free, reserved } = balances(ctx, who)
    const refund = paid > fee.total ? paid - fee.total : 0n
    const returned = free + reserved > 0n ? deposit(ctx, who, refund) : 0n
    payAuthor(ctx, paid - returned)
  }
  ctx.emit('TransactionPayment', 'TransactionFeePaid', { who, actual_fee: fee.total, tip: fee.tip })
}

function payAuthor(ctx: Context, amount: bigint): void {
  const { author } = ctx.block
  if (amount === 0n) return
  if (balances(ctx, author).free + amount < existentialDeposit(ctx)) rescind(ctx, amount)
  else deposit(ctx, author, amount)
}

export const transactionPaymentPallet: Pallet = {
  name: 'TransactionPayment',

  apis: {
    TransactionPaymentApi: {
      query_info(ctx, encoded: Uint8Array, length: number) {
        const { call } = decoded(ctx, encoded)
        const info = ctx.info(call)
        return {
          weight: info.weight,
          class: { type: info.class },
          partial_fee: inclusionFee(ctx, encoded, length)?.total ?? 0n,
        }
      },
      query_fee_details(ctx, encoded: Uint8Array, length: number) {
        const fee = inclusionFee(ctx, encoded, length)
        const inclusion = fee && { base_fee: fee.base, len_fee: fee.length, adjusted_weight_fee: fee.weight }
        return { inclusion_fee: inclusion, tip: decoded(ctx, encoded).signed?.tip ?? 0n }
      },
      query_weight_to_fee: (_ctx, weight: Weight) => weightToFee(weight.ref_time),
      query_length_to_fee: (_ctx, length: number) => lengthToFee(length),
    },
  },

  genesis(ctx) {
    storageVersion.put(ctx, { type: 'V2', value: undefined })
  },
}

/** The fee without a tip; undefined for an extrinsic that nobody signed. */
function inclusionFee(ctx: Context, encoded: Uint8Array, length: number) {
  const { call, signed } = decoded(ctx, encoded)
  const info: DispatchInfo = ctx.info(call)
  return signed && feeOf(ctx, info, length, 0n)
}

/** Runtime APIs take an extrinsic without its length. Throws on one that this network cannot read. */
function decoded({ spec }: Context, body: Uint8Array): Extrinsic {
  const bytes = Uint8Array.from(Buffer.concat([compactNumber.enc(body.length), body]))
  const extrinsic = decodeExtrinsic(spec, bytes)
  if (extrinsic === undefined) throw new Error('the extrinsic cannot be decoded')
  return extrinsic
}
