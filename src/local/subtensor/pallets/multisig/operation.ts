import { ensure, fail, moduleError } from '../../runtime/errors.ts'
import { compareAccounts } from '../../runtime/hashing.ts'
import {
  type AccountId,
  type Context,
  type PostInfo,
  type RuntimeCall,
  signed,
  type Weight,
} from '../../runtime/pallet.ts'
import { storageItem } from '../../runtime/storage.ts'
import { addWeights, weights } from '../../weights.ts'
import { reserve, unreserve } from '../money.ts'

/** The extrinsic that opened an operation. */
export type Timepoint = { readonly height: number; readonly index: number }

/** An open operation: one call by hash that waits for approvals. */
type Operation = {
  readonly when: Timepoint
  /** rao, reserved of the depositor */
  readonly deposit: bigint
  readonly depositor: AccountId
  /** In order of their bytes. */
  readonly approvals: AccountId[]
}

export const multisigs = storageItem<[multisig: AccountId, callHash: string], Operation | undefined>(
  'Multisig',
  'Multisigs',
)

/** One signatory's word on one call. */
export type Approval = {
  readonly sender: AccountId
  readonly multisig: AccountId
  readonly threshold: number
  readonly otherCount: number
  readonly timepoint: Timepoint | undefined
  readonly callHash: string
  readonly maxWeight: Weight
  /** The call itself where the signatory gave more than its hash. */
  readonly call?: { readonly call: RuntimeCall; readonly length: number }
}

const refusal = (name: string) => moduleError('Multisig', name)

/** Opens the operation, adds an approval to it, or runs the call with the last one. */
export function approve(ctx: Context, approval: Approval): PostInfo {
  const operation = multisigs.get(ctx, approval.multisig, approval.callHash)
  if (operation === undefined) return open(ctx, approval)
  ensure(approval.timepoint !== undefined, refusal('NoTimepoint'))
  ensure(isSame(operation.when, approval.timepoint), refusal('WrongTimepoint'))
  const { approvals } = operation
  const adds = approvals.length < approval.threshold && !approvals.includes(approval.sender)
  const enough = approvals.length + (adds ? 1 : 0) >= approval.threshold
  if (enough && approval.call !== undefined) return execute(ctx, approval, operation, approval.call)
  ensure(adds, refusal('AlreadyApproved'))
  return record(ctx, approval, operation)
}

function open(ctx: Context, approval: Approval): PostInfo {
  const { sender, multisig, callHash, threshold, otherCount, call } = approval
  ensure(approval.timepoint === undefined, refusal('UnexpectedTimepoint'))
  const deposit =
    ctx.constant<bigint>('Multisig', 'DepositBase') +
    ctx.constant<bigint>('Multisig', 'DepositFactor') * BigInt(threshold)
  reserve(ctx, sender, deposit)
  const when = { height: ctx.block.number, index: ctx.block.extrinsicIndex ?? 0 }
  multisigs.put(ctx, { when, deposit, depositor: sender, approvals: [sender] }, multisig, callHash)
  ctx.emit('Multisig', 'NewMultisig', { approving: sender, multisig, call_hash: callHash })
  return { actualWeight: weights.Multisig.asMultiCreate(otherCount, call?.length ?? 0) }
}

function record(ctx: Context, approval: Approval, operation: Operation): PostInfo {
  const { sender, multisig, callHash, otherCount, call } = approval
  const approvals = [...operation.approvals, sender].sort(compareAccounts)
  multisigs.put(ctx, { ...operation, approvals }, multisig, callHash)
  ctx.emit('Multisig', 'MultisigApproval', {
    approving: sender,
    timepoint: operation.when,
    multisig,
    call_hash: callHash,
  })
  return { actualWeight: weights.Multisig.asMultiApprove(otherCount, call?.length ?? 0) }
}

function execute(
  ctx: Context,
  { sender, multisig, callHash, otherCount, maxWeight }: Approval,
  operation: Operation,
  { call, length }: { readonly call: RuntimeCall; readonly length: number },
): PostInfo {
  const { weight } = ctx.info(call)
  const fits = weight.ref_time <= maxWeight.ref_time && weight.proof_size <= maxWeight.proof_size
  ensure(fits, refusal('MaxWeightTooLow'))
  close(ctx, multisig, callHash, operation)
  const outcome = ctx.dispatch(signed(multisig), call)
  ctx.emit('Multisig', 'MultisigExecuted', {
    approving: sender,
    timepoint: operation.when,
    multisig,
    call_hash: callHash,
    result: outcome.ok ? { success: true, value: undefined } : { success: false, value: outcome.error },
  })
  if (outcome.actualWeight === undefined) return {}
  return {
    actualWeight: addWeights(weights.Multisig.asMultiComplete(otherCount, length), outcome.actualWeight),
  }
}

/** Takes back an open operation; only who opened it may. */
export function cancel(
  ctx: Context,
  sender: AccountId,
  multisig: AccountId,
  timepoint: Timepoint,
  callHash: string,
): void {
  const operation = multisigs.get(ctx, multisig, callHash)
  if (operation === undefined) fail(refusal('NotFound'))
  ensure(isSame(operation.when, timepoint), refusal('WrongTimepoint'))
  ensure(operation.depositor === sender, refusal('NotOwner'))
  close(ctx, multisig, callHash, operation)
  ctx.emit('Multisig', 'MultisigCancelled', { cancelling: sender, timepoint, multisig, call_hash: callHash })
}

function close(ctx: Context, multisig: AccountId, callHash: string, operation: Operation): void {
  unreserve(ctx, operation.depositor, operation.deposit)
  multisigs.remove(ctx, multisig, callHash)
}

function isSame(a: Timepoint, b: Timepoint): boolean {
  return a.height === b.height && a.index === b.index
}
