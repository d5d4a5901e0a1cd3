import type { ApiPromise } from '@polkadot/api'
import type { Call } from '@polkadot/types/interfaces'
import { blake2AsHex } from '@polkadot/util-crypto'
import { describeCall } from '../../chain/call-words.ts'
import { batchOf, type DueIntent, itemOf } from '../../chain/calls.ts'
import type { Extrinsic } from '../../chain/extrinsic.ts'
import type { Treasury } from '../../chain/pots.ts'
import { nameOf } from '../../chain/settlement/sign.ts'
import { calls } from '../../handlers/calls.ts'
import { loanEnd } from '../../handlers/funding/calls.ts'
import { isBulkCall } from '../../mechanisms/intent.ts'
import { derivativeIndex, potName } from '../../mechanisms/pots.ts'
import type { AnyRow } from '../../mechanisms/sheet/row.ts'
import { describeItem, differenceOfBulk } from './rows.ts'

export interface Compared {
  /** What each item of the call would do, in words, in its order. */
  readonly does: readonly string[]
  /** How it differs from what the ledger owes; empty where it is exactly that. */
  readonly differences: readonly string[]
}

export interface CallClaim {
  /** Whose pots pay, and who acts for it: SS58. */
  readonly treasury: Pick<Treasury, 'address' | 'multisig'>
  readonly callHash: string
  readonly callData: string
  /** What the ledger owes under the keys that the call is said to be, in that order. */
  readonly owed: readonly DueIntent[]
  /** The block in which it was opened. */
  readonly height: number
  /** Milliseconds a block. */
  readonly slotDuration: number
  /** The rows of each bulk intent among them, by its key. */
  readonly rows: ReadonlyMap<string, readonly AnyRow[]>
  /** By coldkey, SS58: who has inherited it on the chain. A row may be paid to whoever did (D1). */
  readonly heirs: ReadonlyMap<string, string>
}

/** Holds a call of the treasury against what the ledger owes. Nothing of it is believed: it is made again and compared. */
export function compare(api: ApiPromise, claim: CallClaim): Compared {
  const { callHash, callData, owed } = claim
  const pots = potsOf(owed)
  if (blake2AsHex(callData, 256) !== callHash) {
    return { does: [], differences: ['The data is not that of the call whose hash is on chain.'] }
  }
  const call = decodeCall(api, callData)
  const batch = itemsOf(call)
  if (!batch || batchOf(api, claim.treasury, batch.map(asExtrinsic(api))).method.toHex() !== callData) {
    const does = call ? [describeCall(calls, call, pots)] : []
    return { does, differences: ['It is no batch of payments as the App opens them.'] }
  }
  const [name, ...items] = batch
  const differences = items.length === owed.length ? [] : [countOf(items.length, owed.length)]
  if (name?.toHex() !== nameOf(api, owed).method.toHex()) {
    differences.push('It does not carry the names of these payments, or it is an earlier try of them.')
  }
  for (const [place, one] of owed.entries()) {
    const wrong = items[place] && differenceOf(api, items[place], one, claim, pots)
    if (wrong) differences.push(wrong)
  }
  return { does: items.map((item) => describeItem(item, pots)), differences }
}

function decodeCall(api: ApiPromise, callData: string): Call | null {
  try {
    return api.registry.createType('Call', callData) as unknown as Call
  } catch {
    return null
  }
}

/** Of a batch, or of a batch that a proxy calls; null for anything else. */
function itemsOf(call: Call | null): Call[] | null {
  if (!call) return null
  const { section, method, args } = call
  if (section === 'proxy' && method === 'proxy') return itemsOf(args[2] as unknown as Call)
  return section === 'utility' && method === 'forceBatch' ? [...(args[0] as unknown as Call[])] : null
}

const asExtrinsic =
  (api: ApiPromise) =>
  (call: Call): Extrinsic =>
    api.tx(call)

const countOf = (items: number, owed: number): string =>
  `It holds ${items} ${items === 1 ? 'payment' : 'payments'}, where the ledger owes ${owed} under these names.`

/** By derivative index. */
const potsOf = (owed: readonly DueIntent[]): ReadonlyMap<number, string> =>
  new Map(owed.map(({ intent: { pot } }) => [derivativeIndex(pot) ?? -1, potName(pot)]))

/** A loan's end follows from the head when the call was made: so many blocks it may be off. */
const SLACK = 4_096

function differenceOf(
  api: ApiPromise,
  item: Call,
  one: DueIntent,
  { height, slotDuration, rows, heirs }: CallClaim,
  pots: ReadonlyMap<number, string>,
): string | null {
  const { key, call } = one.intent
  const when = { head: height, slotDuration, era: 64 }
  const end = call.kind === 'loan-open' ? endOf(item) : undefined
  if (call.kind === 'loan-open' && end !== undefined) {
    const wanted = loanEnd(api, call.duration, when)
    if (Math.abs(end - wanted) > SLACK)
      return `${key}: the loan would end at block ${end}, not about ${wanted}.`
  }
  if (isBulkCall(call)) {
    return differenceOfBulk(api, item, one, call, { when, pots, rows: rows.get(key) ?? [], heirs })
  }
  const expected = itemOf(api, calls, one, end === undefined ? when : { ...when, end }).method
  if (expected.toHex() === item.toHex()) return null
  return `${key}: the call would ${describeItem(item, pots)}; owed is to ${describeCall(calls, expected as unknown as Call, pots)}.`
}

function endOf(item: Call): number | undefined {
  if (item.section === 'utility' && item.method === 'asDerivative')
    return endOf(item.args[1] as unknown as Call)
  const place = item.meta.args.findIndex(({ name }) => name.toString() === 'end')
  return place === -1 ? undefined : Number(item.args[place]?.toString())
}
