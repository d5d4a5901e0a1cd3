import { encodeCall, toHex } from '../runtime/codec.ts'
import { ensure, ensureSigned, fail, moduleError } from '../runtime/errors.ts'
import { blake2b256 } from '../runtime/hashing.ts'
import {
  type AccountId,
  type Context,
  call,
  type Origin,
  type Pallet,
  type PostInfo,
  type RuntimeCall,
  signed,
  type Weight,
} from '../runtime/pallet.ts'
import { addWeights, weights } from '../weights.ts'
import { approve, cancel, type Timepoint } from './multisig/operation.ts'
import { allSignatories, multisigAccount } from './multisig/signatories.ts'

type Signatories = { threshold: number; other_signatories: AccountId[] }
type AsMultiThreshold1 = { other_signatories: AccountId[]; call: RuntimeCall }
type AsMulti = Signatories & { maybe_timepoint: Timepoint | undefined; call: RuntimeCall; max_weight: Weight }
type ApproveAsMulti = Signatories & {
  maybe_timepoint: Timepoint | undefined
  call_hash: string
  max_weight: Weight
}
type CancelAsMulti = Signatories & { timepoint: Timepoint; call_hash: string }

export const multisigPallet: Pallet = {
  name: 'Multisig',
  calls: {
    as_multi_threshold_1: call<AsMultiThreshold1>({
      weight: (args, info) => {
        const { asMultiThreshold1, innerAccount } = weights.Multisig
        return addWeights(
          asMultiThreshold1(encodeCall(args.call).length),
          innerAccount,
          info(args.call).weight,
        )
      },
      dispatch: asMultiThreshold1,
    }),
    as_multi: call<AsMulti>({
      weight: ({ other_signatories: others, call: inner, max_weight: inside }) =>
        addWeights(weights.Multisig.asMultiComplete(others.length, encodeCall(inner).length), inside),
      dispatch(ctx, origin, args) {
        const encoded = encodeCall(args.call)
        return approve(ctx, {
          ...joined(ctx, origin, args),
          timepoint: args.maybe_timepoint,
          callHash: toHex(blake2b256(encoded)),
          maxWeight: args.max_weight,
          call: { call: args.call, length: encoded.length },
        })
      },
    }),
    approve_as_multi: call<ApproveAsMulti>({
      weight: ({ other_signatories: others, max_weight: inside }) =>
        addWeights(weights.Multisig.approveAsMulti(others.length), inside),
      dispatch: (ctx, origin, args) =>
        approve(ctx, {
          ...joined(ctx, origin, args),
          timepoint: args.maybe_timepoint,
          callHash: args.call_hash,
          maxWeight: args.max_weight,
        }),
    }),
    cancel_as_multi: call<CancelAsMulti>({
      weight: ({ other_signatories: others }) => weights.Multisig.cancelAsMulti(others.length),
      dispatch(ctx, origin, args) {
        const { sender, multisig: account } = joined(ctx, origin, args)
        cancel(ctx, sender, account, args.timepoint, args.call_hash)
        return undefined
      },
    }),
  },
}

/** Runs the call at once as the account of threshold 1; its outcome is the extrinsic's. */
function asMultiThreshold1(
  ctx: Context,
  origin: Origin,
  { other_signatories: others, call: inner }: AsMultiThreshold1,
): PostInfo {
  const account = multisigAccount(allSignatories(ctx, others, ensureSigned(origin)), 1)
  const outcome = ctx.dispatch(signed(account), inner)
  const used = outcome.actualWeight
  const own = weights.Multisig.asMultiThreshold1(encodeCall(inner).length)
  const actualWeight = used === undefined ? undefined : addWeights(own, used)
  if (!outcome.ok) fail(outcome.error, actualWeight)
  return actualWeight === undefined ? {} : { actualWeight }
}

/** Who speaks, and the account that all signatories make together. */
function joined(ctx: Context, origin: Origin, { threshold, other_signatories: others }: Signatories) {
  const sender = ensureSigned(origin)
  ensure(threshold >= 2, moduleError('Multisig', 'MinimumThreshold'))
  const account = multisigAccount(allSignatories(ctx, others, sender), threshold)
  return { sender, multisig: account, threshold, otherCount: others.length }
}
