import type { ApiPromise } from '@polkadot/api'
import type { PendingApproval } from '../ledger/approvals.ts'
import type { Intent, IntentCall, PayRows, Pot } from '../mechanisms/intent.ts'
import type { Row } from '../mechanisms/sheet/row.ts'
import { callOf, type Extrinsic } from './extrinsic.ts'
import { registration, startCall, stepCall } from './launch-calls.ts'
import { derivativeIndex, type Treasury } from './pots.ts'

/** An intent that can be signed now: its payee is bound. */
export interface Due {
  readonly intent: Intent
  /** SS58 of who is paid; empty where the call pays nobody. */
  readonly coldkey: string
  /** Of a bulk intent: the first rows of its part, as many as are signed. */
  readonly rows?: readonly Row[]
}

/** What an end block follows from. */
export interface When {
  /** The finalized head when the extrinsic is built. */
  readonly head: number
  /** Milliseconds a block. */
  readonly slotDuration: number
  /** Blocks within which the extrinsic lands. */
  readonly era: number
  /** The end block itself, for who makes a call again that was made before. */
  readonly end?: number
}

/** The call of one intent, from its pot. */
export function itemOf(api: ApiPromise, { intent, coldkey, rows }: Due, when: When): Extrinsic {
  if (intent.call.kind === 'pay-rows') return bulkOf(api, intent.pot, rows ?? [])
  return fromPot(api, intent.pot, leafOf(api, intent.call, coldkey, when))
}

/** The derivative accounts have no key: the treasury's account calls for them. */
function fromPot(api: ApiPromise, pot: Pot, leaf: Extrinsic): Extrinsic {
  const index = derivativeIndex(pot)
  return index === null ? leaf : callOf(api, 'utility', 'asDerivative', index, leaf)
}

/**
 * Each row by a call of its own, so that one that fails takes no other with it. The chain refuses a batch directly inside a
 * batch, so the pot must be a derivative account, which stands between them.
 */
function bulkOf(api: ApiPromise, pot: Pot, rows: readonly Row[]): Extrinsic {
  if (rows.length === 0) throw new Error('The rows of a bulk payment are not at hand.')
  if (derivativeIndex(pot) === null)
    throw new Error('A sheet is paid from the pot of a subnet, not from the float.')
  const calls = rows.map(({ account, amount }) =>
    callOf(api, 'balances', 'transferAllowDeath', account, amount),
  )
  return fromPot(api, pot, callOf(api, 'utility', 'forceBatch', calls))
}

type Leaf = Exclude<IntentCall, PayRows>

function leafOf(api: ApiPromise, call: Leaf, coldkey: string, when: When): Extrinsic {
  switch (call.kind) {
    // A pot may be emptied to zero: what is left is then nothing, not dust.
    case 'transfer':
      return callOf(api, 'balances', 'transferAllowDeath', coldkey, call.amount)
    case 'sink':
      return callOf(api, 'balances', 'burn', call.amount, false)
    case 'loan-open': {
      const end = when.end ?? loanEnd(api, call.duration, when)
      const { deposit, minimumContribution, cap, target } = call
      return callOf(api, 'crowdloan', 'create', deposit, minimumContribution, cap, end, null, target)
    }
    case 'loan-finalize':
      return callOf(api, 'crowdloan', 'finalize', call.loan)
    case 'loan-refund':
      return callOf(api, 'crowdloan', 'refund', call.loan)
    case 'loan-dissolve':
      return callOf(api, 'crowdloan', 'dissolve', call.loan)
    case 'network-register':
      return registration(api, call.hotkey, call.identity)
    case 'chain-step':
      return stepCall(api, call.netuid, call.step)
    case 'start-call':
      return startCall(api, call.netuid)
  }
}

/**
 * The end block of a loan that is to last `duration` milliseconds, within what the chain allows. The chain counts from the
 * block in which the extrinsic lands, so the shortest loan gets the era on top.
 */
export function loanEnd(api: ApiPromise, duration: number, { head, slotDuration, era }: When): number {
  const shortest = blocksOf(api, 'minimumBlockDuration') + era
  const longest = blocksOf(api, 'maximumBlockDuration')
  const wanted = Math.ceil(duration / slotDuration)
  return head + Math.min(Math.max(wanted, shortest), longest)
}

function blocksOf(api: ApiPromise, name: string): number {
  const constant = api.consts.crowdloan?.[name]
  if (!constant) throw new Error(`The chain has no constant crowdloan.${name}.`)
  return Number(constant.toString())
}

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
  const call = api.registry.createType('Call', callData)
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
