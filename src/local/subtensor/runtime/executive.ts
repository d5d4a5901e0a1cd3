/** One block's state transition: hooks, validity, extrinsics. No sockets and no clock. */
import { accounts } from '../pallets/account-store.ts'
import { blockHashes, runtimeVersion } from '../pallets/system.ts'
import { canPayFee, settleFee, withdrawFee } from '../pallets/transaction-payment.ts'
import { addWeights } from '../weights.ts'
import type { Execution } from './context.ts'
import { eraBirth } from './era.ts'
import { lookupAccount } from './errors.ts'
import { type Extrinsic, type SignedPart, signingPayload } from './extrinsic.ts'
import { afterDispatch, classLimits, feeOf } from './fees.ts'
import { accountBytes } from './hashing.ts'
import { type AccountId, type DispatchInfo, type DispatchResult, type Origin, signed } from './pallet.ts'
import { verifySignature } from './signature.ts'
import { customInvalid, type Invalidity, invalid } from './validity.ts'

export type ValidExtrinsic = {
  readonly signer: AccountId
  readonly nonce: number
  /** The nonce that the account is at: an extrinsic ahead of it has to wait. */
  readonly accountNonce: number
  /** The last block that may hold it. */
  readonly validTill: number
}

/** Checks a signed extrinsic against the state, for the block that is being made next. */
export function validateExtrinsic(ctx: Execution, extrinsic: Extrinsic): ValidExtrinsic | Invalidity {
  const part = extrinsic.signed
  if (part === undefined) return invalid('Call')
  if (part.address.type !== 'Id') return invalid('CannotLookup')
  const signer = lookupAccount(part.address)
  const refusal = checkSignature(ctx, part, signer) ?? checkAccount(ctx, extrinsic, part, signer)
  if (refusal !== undefined) return refusal
  const { era, nonce } = part
  const validTill = era === 'immortal' ? Infinity : eraBirth(era, ctx.block.number) + era.period - 1
  return { signer, nonce, accountNonce: accounts.get(ctx, signer).nonce, validTill }
}

/** Why the block in the making does not take it at this place; one ahead of its account's nonce has to wait for those before it. */
export function whyNotNext(ctx: Execution, extrinsic: Extrinsic): Invalidity | undefined {
  const valid = validateExtrinsic(ctx, extrinsic)
  if ('kind' in valid) return valid
  return valid.nonce > valid.accountNonce ? invalid('Future') : undefined
}

function checkSignature(ctx: Execution, part: SignedPart, signer: AccountId): Invalidity | undefined {
  if (part.metadataHash) return invalid('CannotLookup')
  const birth = part.era === 'immortal' ? 0 : eraBirth(part.era, ctx.block.number)
  if (!blockHashes.has(ctx, birth)) return invalid('AncientBirthBlock')
  const version = runtimeVersion(ctx)
  const payload = signingPayload(ctx.spec, part, {
    specVersion: version.spec_version,
    transactionVersion: version.transaction_version,
    genesisHash: blockHashes.get(ctx, 0),
    birthHash: blockHashes.get(ctx, birth),
  })
  return isSigned(part, payload, signer) ? undefined : invalid('BadProof')
}

/** What a signature was found to cover: it is checked again for its block, where only the birth's hash may differ. */
const verified = new WeakMap<SignedPart, Uint8Array>()

function isSigned(part: SignedPart, payload: Uint8Array, signer: AccountId): boolean {
  const before = verified.get(part)
  if (before !== undefined && Buffer.compare(before, payload) === 0) return true
  if (!verifySignature(part.signature, payload, accountBytes(signer))) return false
  verified.set(part, payload)
  return true
}

const zeroAccount = Buffer.alloc(32)

function checkAccount(
  ctx: Execution,
  extrinsic: Extrinsic,
  part: SignedPart,
  signer: AccountId,
): Invalidity | undefined {
  if (zeroAccount.equals(accountBytes(signer))) return invalid('BadSigner')
  const info = ctx.info(extrinsic.call)
  if (info.class === 'Mandatory') return invalid('Call')
  const account = accounts.get(ctx, signer)
  if (info.paysFee && account.providers === 0 && account.sufficients === 0) return invalid('Payment')
  if (part.nonce < account.nonce) return invalid('Stale')
  if (exceedsLimits(ctx, info, extrinsic.bytes.length)) return invalid('ExhaustsResources')
  const fee = feeOf(ctx, info, extrinsic.bytes.length, part.tip)
  if (!canPayFee(ctx, signer, fee.total)) return invalid('Payment')
  const custom = ctx.refusal(signer, extrinsic.call)
  return custom === undefined ? undefined : customInvalid(custom)
}

/** The limits on one extrinsic alone; what still fits a block is the builder's to know. */
function exceedsLimits(ctx: Execution, info: DispatchInfo, bytes: number): boolean {
  const limit = classLimits(ctx, info).max_extrinsic
  const tooHeavy = limit !== undefined && info.weight.ref_time > limit.ref_time
  return tooHeavy || bytes > lengthLimit(ctx, info)
}

/** Bytes that a block may hold of a class. */
export function lengthLimit(ctx: Execution, { class: dispatchClass }: DispatchInfo): number {
  const max = ctx.constant<{ normal: number; operational: number; mandatory: number }>(
    'System',
    'BlockLength',
  )
  return { Normal: max.normal, Operational: max.operational, Mandatory: max.mandatory }[dispatchClass]
}

/**
 * Runs a valid extrinsic as number `index` of the block: fee and nonce first, then the call, then what is due. A call that
 * fails has paid its fee and left only that. Answers what it used.
 */
export function applySigned(ctx: Execution, extrinsic: Extrinsic, index: number): DispatchInfo {
  const { signed: part, call, bytes } = extrinsic
  if (part === undefined) throw new Error('not a signed extrinsic')
  ctx.enter({ type: 'ApplyExtrinsic', value: index })
  const signer = lookupAccount(part.address)
  const info = ctx.info(call)
  const account = accounts.get(ctx, signer)
  accounts.put(ctx, { ...account, nonce: account.nonce + 1 }, signer)
  const charged = feeOf(ctx, info, bytes.length, part.tip).total
  withdrawFee(ctx, signer, charged)
  const result = ctx.dispatch(signed(signer), call)
  const used = afterDispatch(info, result)
  settleFee(ctx, signer, charged, feeOf(ctx, used, bytes.length, part.tip))
  return noteOutcome(ctx, used, result)
}

/** Runs an inherent. Throws where it fails, as no block can be made then. */
export function applyInherent(ctx: Execution, extrinsic: Extrinsic, index: number): DispatchInfo {
  ctx.enter({ type: 'ApplyExtrinsic', value: index })
  const none: Origin = { type: 'None' }
  const result = ctx.dispatch(none, extrinsic.call)
  if (!result.ok) throw new Error(`an inherent failed: ${result.error.type}`)
  return noteOutcome(ctx, afterDispatch(ctx.info(extrinsic.call), result), result)
}

/** Event: ExtrinsicSuccess or ExtrinsicFailed, its weight with the extrinsic's base. */
function noteOutcome(ctx: Execution, used: DispatchInfo, result: DispatchResult): DispatchInfo {
  const whole = { ...used, weight: addWeights(used.weight, classLimits(ctx, used).base_extrinsic) }
  const dispatch_info = {
    weight: whole.weight,
    class: { type: whole.class, value: undefined },
    pays_fee: { type: whole.paysFee ? 'Yes' : 'No', value: undefined },
  }
  if (result.ok) ctx.emit('System', 'ExtrinsicSuccess', { dispatch_info })
  else ctx.emit('System', 'ExtrinsicFailed', { dispatch_error: result.error, dispatch_info })
  return whole
}
