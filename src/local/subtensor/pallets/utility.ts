import { ensure, ensureSigned, fail, moduleError } from '../runtime/errors.ts'
import { afterDispatch } from '../runtime/fees.ts'
import { accountBytes, accountFromBytes, blake2b256 } from '../runtime/hashing.ts'
import {
  type AccountId,
  type CallFilter,
  type Context,
  call,
  type DispatchInfo,
  type DispatchResult,
  type Origin,
  type Pallet,
  type PostInfo,
  type RuntimeCall,
  type Weight,
} from '../runtime/pallet.ts'
import { addWeights, weight, weights } from '../weights.ts'

type Calls = { calls: RuntimeCall[] }
type Derivative = { index: number; call: RuntimeCall }
type Info = (call: RuntimeCall) => DispatchInfo

/** The keyless account that `who` acts as by `asDerivative(index, …)`. */
export function derivativeAccount(who: AccountId, index: number): AccountId {
  const entropy = Buffer.concat([
    Buffer.from('modlpy/utilisuba'),
    accountBytes(who),
    Uint8Array.of(index & 0xff, index >> 8),
  ])
  return accountFromBytes(blake2b256(entropy))
}

const notBatchAll: CallFilter = ({ type, value }) => !(type === 'Utility' && value.type === 'batch_all')

export const utilityPallet: Pallet = {
  name: 'Utility',
  calls: {
    batch: batchCall(weights.Utility.batch, batch),
    batch_all: batchCall(weights.Utility.batchAll, batchAll),
    force_batch: batchCall(weights.Utility.forceBatch, forceBatch),
    as_derivative: call<Derivative>({
      weight: (args, info) => addWeights(weights.Utility.asDerivative, info(args.call).weight),
      dispatch: asDerivative,
    }),
  },
}

/** A batch costs itself and its calls, and pays a fee when one of its calls does. */
function batchCall(
  own: (calls: number) => Weight,
  dispatch: (ctx: Context, origin: Origin, args: Calls) => PostInfo,
) {
  return call<Calls>({
    weight: ({ calls }, info) => addWeights(own(calls.length), ...calls.map((item) => info(item).weight)),
    paysFee: ({ calls }, info) => calls.some((item) => info(item).paysFee),
    dispatch(ctx, origin, args) {
      const limit = ctx.constant<number>('Utility', 'batched_calls_limit')
      ensureSigned(origin)
      ensure(args.calls.length <= limit, moduleError('Utility', 'TooManyCalls'))
      return dispatch(ctx, origin, args)
    },
  })
}

/** Stops at the first call that fails and still succeeds, keeping what went before. */
function batch(ctx: Context, origin: Origin, { calls }: Calls): PostInfo {
  let used = weight(0n)
  for (const [index, item] of calls.entries()) {
    const result = ctx.dispatch(origin, item)
    used = addWeights(used, actualWeight(result, item, ctx.info))
    if (!result.ok) {
      ctx.emit('Utility', 'BatchInterrupted', { index, error: result.error })
      return { actualWeight: addWeights(used, weights.Utility.batch(index + 1)) }
    }
    ctx.emit('Utility', 'ItemCompleted')
  }
  ctx.emit('Utility', 'BatchCompleted')
  return { actualWeight: addWeights(used, weights.Utility.batch(calls.length)) }
}

/** All or nothing: the first call that fails fails the whole. */
function batchAll(ctx: Context, origin: Origin, { calls }: Calls): PostInfo {
  const filtered = withFilter(origin, notBatchAll)
  let used = weight(0n)
  for (const [index, item] of calls.entries()) {
    const result = ctx.dispatch(filtered, item)
    used = addWeights(used, actualWeight(result, item, ctx.info))
    if (!result.ok) fail(result.error, addWeights(used, weights.Utility.batchAll(index + 1)))
    ctx.emit('Utility', 'ItemCompleted')
  }
  ctx.emit('Utility', 'BatchCompleted')
  return { actualWeight: addWeights(used, weights.Utility.batchAll(calls.length)) }
}

/** Goes on past calls that fail. */
function forceBatch(ctx: Context, origin: Origin, { calls }: Calls): PostInfo {
  let used = weight(0n)
  let failed = false
  for (const item of calls) {
    const result = ctx.dispatch(origin, item)
    used = addWeights(used, actualWeight(result, item, ctx.info))
    failed ||= !result.ok
    if (result.ok) ctx.emit('Utility', 'ItemCompleted')
    else ctx.emit('Utility', 'ItemFailed', { error: result.error })
  }
  ctx.emit('Utility', failed ? 'BatchCompletedWithErrors' : 'BatchCompleted')
  return { actualWeight: addWeights(used, weights.Utility.forceBatch(calls.length)) }
}

function asDerivative(ctx: Context, origin: Origin, { index, call: inner }: Derivative): PostInfo {
  const who = derivativeAccount(ensureSigned(origin), index)
  const result = ctx.dispatch({ ...withFilter(origin), who }, inner)
  const used = addWeights(weights.Utility.asDerivative, actualWeight(result, inner, ctx.info))
  if (!result.ok) fail(result.error, used)
  return { actualWeight: used }
}

function withFilter(origin: Origin, ...filters: CallFilter[]): Extract<Origin, { type: 'Signed' }> {
  const who = ensureSigned(origin)
  const before = origin.type === 'Signed' ? origin.filters : []
  return { type: 'Signed', who, filters: [...before, ...filters] }
}

/** What a call says that it used, and never more than it was priced for. */
function actualWeight(result: DispatchResult, item: RuntimeCall, info: Info): Weight {
  return afterDispatch(info(item), result).weight
}
