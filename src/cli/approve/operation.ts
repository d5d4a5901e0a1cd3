import type { ApiPromise } from '@polkadot/api'
import type { EventRecord } from '@polkadot/types/interfaces'
import { encodeAddress } from '@polkadot/util-crypto'
import { errorText } from '../../chain/error-text.ts'
import { callOf, type Extrinsic } from '../../chain/extrinsic.ts'
import { SS58_PREFIX } from '../../chain/pots.ts'
import type { Opened } from './api.ts'

/** An open call as the guardian's own node has it. */
export interface Operation {
  readonly timepoint: { readonly height: number; readonly index: number }
  /** SS58. */
  readonly approvals: readonly string[]
}

/** Null where nothing is open under that hash: it was carried out, cancelled, or never opened. */
export async function readOperation(
  api: ApiPromise,
  treasury: string,
  callHash: string,
): Promise<Operation | null> {
  const found = (await api.query.multisig?.multisigs?.(treasury, callHash)) as unknown as Stored | undefined
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

/** One more approval; the last one that the threshold needs carries the call out. */
export function approval(
  api: ApiPromise,
  { call_data, max_weight }: Opened,
  others: readonly string[],
  threshold: number,
  { timepoint }: Operation,
): Extrinsic {
  const call = api.registry.createType('Call', call_data)
  const weight = { refTime: max_weight.ref_time, proofSize: max_weight.proof_size }
  return callOf(api, 'multisig', 'asMulti', threshold, others, timepoint, call, weight)
}

/** What came of it: null where the call still waits for others. */
export function executionOf(events: readonly EventRecord[], callHash: string): string | null {
  const executed = events.find(
    ({ event: { section, method, data } }) =>
      section === 'multisig' &&
      method === 'MultisigExecuted' &&
      data.some((field) => field.toHex() === callHash),
  )
  if (!executed) return null
  const result = executed.event.data.at(-1) as unknown as {
    isErr: boolean
    asErr: Parameters<typeof errorText>[0]
  }
  if (result.isErr) return `It failed on chain: ${errorText(result.asErr)}. The App tries again by itself.`
  const failed = events.filter(
    ({ event }) => event.section === 'utility' && event.method === 'ItemFailed',
  ).length
  return failed === 0
    ? 'It was carried out, and every payment of it succeeded.'
    : `It was carried out; ${failed} of its payments failed on chain. The App tries those again by itself.`
}
