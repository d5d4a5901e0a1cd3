import type { ApiPromise } from '@polkadot/api'
import type { EventRecord } from '@polkadot/types/interfaces'
import { encodeAddress } from '@polkadot/util-crypto'
import { approved } from '../../chain/calls.ts'
import { errorText } from '../../chain/error-text.ts'
import type { Extrinsic } from '../../chain/extrinsic.ts'
import { allowance, heavier } from '../../chain/multisig-weight.ts'
import { SS58_PREFIX } from '../../chain/pots.ts'
import type { ListedCall } from './api.ts'

/** An open call as the guardian's own node has it. */
export interface Operation {
  readonly timepoint: { readonly height: number; readonly index: number }
  /** SS58. */
  readonly approvals: readonly string[]
}

/** Null where nothing is open under that hash: it was carried out, cancelled, or never opened. */
export async function readOperation(
  api: ApiPromise,
  multisig: string,
  callHash: string,
): Promise<Operation | null> {
  const found = (await api.query.multisig?.multisigs?.(multisig, callHash)) as unknown as Stored | undefined
  if (!found?.isSome) return null
  const { when, approvals } = found.unwrap()
  return {
    timepoint: { height: Number(when.height.toString()), index: Number(when.index.toString()) },
    approvals: [...approvals].map((account) => encodeAddress(account.toString(), SS58_PREFIX)),
  }
}

interface Text {
  toString(): string
}

interface Stored {
  readonly isSome: boolean
  unwrap(): {
    readonly when: { readonly height: Text; readonly index: Text }
    readonly approvals: Iterable<Text>
  }
}

/** One more approval, by one of the signatories. It allows what the call weighs by the guardian's own node, and no less than the App does. */
export async function approval(
  api: ApiPromise,
  own: string,
  { call_data, max_weight, ...opened }: ListedCall,
  { timepoint }: Operation,
): Promise<Extrinsic> {
  const { ref_time, proof_size } = max_weight
  const said = { refTime: BigInt(ref_time), proofSize: BigInt(proof_size) }
  const call = api.tx(api.createType('Call', call_data))
  const maxWeight = heavier(said, await allowance(call, own))
  return approved(api, own, { ...opened, timepoint, callData: call_data, maxWeight })
}

/** What came of a call that was carried out. */
export interface Execution {
  /** Why it failed as a whole, null where it did not. */
  readonly error: string | null
  /** How many items of its batch failed. */
  readonly failed: number
}

/** From the events of the extrinsic that carried it out; null where the call still waits for others. */
export function executionOf(events: readonly EventRecord[], callHash: string): Execution | null {
  const executed = events.find(
    ({ event: { section, method, data } }) =>
      section === 'multisig' &&
      method === 'MultisigExecuted' &&
      data.some((field) => field.toHex() === callHash),
  )
  const proxied = events.find(({ event }) => event.section === 'proxy' && event.method === 'ProxyExecuted')
  if (!executed && !proxied) return null
  const isFailure = ({ event }: EventRecord) => event.section === 'utility' && event.method === 'ItemFailed'
  return { error: failureOf(executed) ?? failureOf(proxied), failed: events.filter(isFailure).length }
}

/** Both tell what they carried out as a result in their last field, or their only one. */
function failureOf(record: EventRecord | undefined): string | null {
  const result = record?.event.data.at(-1) as unknown as Result | undefined
  return result?.isErr ? errorText(result.asErr) : null
}

interface Result {
  readonly isErr: boolean
  readonly asErr: Parameters<typeof errorText>[0]
}
