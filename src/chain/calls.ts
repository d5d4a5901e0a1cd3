import type { ApiPromise } from '@polkadot/api'
import type { PendingApproval } from '../ledger/approvals.ts'
import type { DueIntent } from '../ledger/attempts.ts'
import { isBulkCall } from '../mechanisms/intent.ts'
import type { Pot } from '../mechanisms/pots.ts'
import { derivativeIndex } from '../mechanisms/pots.ts'
import { type Calls, callKindOf, type When } from './call-kinds.ts'
import { callOf, type Extrinsic } from './extrinsic.ts'
import type { Treasury } from './pots.ts'
import type { ProxyFilter } from './proxy-filter.ts'
import { readCall } from './read-call.ts'

export type { DueIntent }

/** The call of one intent, from its pot. */
export function itemOf(
  api: ApiPromise,
  calls: Calls,
  { intent, coldkey, rows = [] }: DueIntent,
  when: When,
): Extrinsic {
  const { pot, call } = intent
  return fromPot(api, pot, callKindOf(calls, call).build(api, call, coldkey, when, rows))
}

/** The derivative accounts have no key: the treasury's account calls for them. */
function fromPot(api: ApiPromise, pot: Pot, leaf: Extrinsic): Extrinsic {
  const index = derivativeIndex(pot)
  return index === null ? leaf : callOf(api, 'utility', 'asDerivative', index, leaf)
}

/** By what the App's own key calls for a pot: it is the pot's proxy of a type, without delay. */
export interface Grant {
  /** SS58 of the pot. */
  readonly pot: string
  readonly type: string
  readonly lets: ProxyFilter
}

/**
 * What the App's key calls of an intent as the proxy of its pot: one call, or one a row of a bulk payment. Null where the proxy's type
 * may not make them.
 */
export function proxiedOf(
  api: ApiPromise,
  calls: Calls,
  { intent: { call }, coldkey, rows = [] }: DueIntent,
  when: When,
  { pot, type, lets }: Grant,
): Extrinsic[] | null {
  const kind = callKindOf(calls, call)
  const own = isBulkCall(call)
    ? kind.each?.(api, call, rows, lets)
    : [kind.build(api, call, coldkey, when, [])]
  return own?.every(lets) ? own.map((one) => callOf(api, 'proxy', 'proxy', pot, type, one)) : null
}

/** What the App's key signs as the proxy of pots. */
export const proxiedBatch = (api: ApiPromise, items: readonly Extrinsic[]): Extrinsic =>
  callOf(api, 'utility', 'forceBatch', items)

/**
 * What the treasury's multisig account is to call. An item that fails takes no other with it: each tells its own outcome.
 * Where the treasury is another account than the multisig, that one calls as its proxy.
 */
export function batchOf(
  api: ApiPromise,
  { address, multisig }: Pick<Treasury, 'address' | 'multisig'>,
  items: readonly Extrinsic[],
): Extrinsic {
  const batch = callOf(api, 'utility', 'forceBatch', items)
  return address === multisig ? batch : callOf(api, 'proxy', 'proxy', address, null, batch)
}

/** Carried out at once: a threshold of 1 needs nobody else. */
export function executed(api: ApiPromise, treasury: Treasury, call: Extrinsic): Extrinsic {
  return callOf(api, 'multisig', 'asMultiThreshold1', treasury.guardians, call)
}

/** An open call of a multisig account, by whoever is not among the `others`. */
type Open = Pick<PendingApproval, 'callHash' | 'timepoint' | 'threshold' | 'signatories'>

const othersThan = ({ signatories }: Pick<Open, 'signatories'>, own: string): string[] =>
  signatories.filter((one) => one !== own)

/** Taken back by the App's key, which opened it and gets its deposit again. */
export function withdrawn(api: ApiPromise, signer: string, open: Open): Extrinsic {
  const { threshold, timepoint, callHash } = open
  return callOf(api, 'multisig', 'cancelAsMulti', threshold, othersThan(open, signer), timepoint, callHash)
}

/** Approved by one of its signatories, SS58: the last approval that the threshold needs carries the call out. */
export function approved(
  api: ApiPromise,
  own: string,
  open: Omit<Open, 'callHash'> & Pick<PendingApproval, 'callData' | 'maxWeight'>,
): Extrinsic {
  const { threshold, timepoint, callData, maxWeight } = open
  const call = readCall(api, callData)
  if (!call) throw new Error('The chain’s runtime cannot read this call any more.')
  return callOf(api, 'multisig', 'asMulti', threshold, othersThan(open, own), timepoint, call, maxWeight)
}

export interface Weight {
  readonly refTime: bigint
  readonly proofSize: bigint
}

/** Opened: it is carried out when the last of the threshold's approvals calls it. */
export function opened(api: ApiPromise, treasury: Treasury, call: Extrinsic, maxWeight: Weight): Extrinsic {
  const { threshold, guardians } = treasury
  return callOf(api, 'multisig', 'asMulti', threshold, guardians, null, call, maxWeight)
}
