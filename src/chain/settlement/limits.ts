import type { ApiPromise } from '@polkadot/api'
import { type Calls, callKindOf } from '../call-kinds.ts'
import type { Weight } from '../calls.ts'
import type { Chain } from '../client.ts'
import { faultOf } from '../connection.ts'
import { callOf, type Extrinsic } from '../extrinsic.ts'
import type { Treasury } from '../pots.ts'
import { callRuntime } from '../runtime-api.ts'
import { atNoTime, batchFor, bytesOf, itemsOf, type Planned } from './ways.ts'

/** Nothing is signed while the ledger is so many blocks behind: facts not yet read could change what is owed. */
export const MOST_BEHIND = 16

/** What one extrinsic of ours may take. */
export interface Limits {
  readonly refTime: bigint
  readonly bytes: number
  readonly items: number
}

/**
 * From the chain's constants: six tenths of the weight of one normal extrinsic, and half a block's bytes. Of the calls that a
 * batch may hold one is kept for a remark. The rest is for what surrounds the batch and for others in the block.
 */
export function limitsOf(api: ApiPromise): Limits {
  const weights = api.consts.system.blockWeights
  const most = weights.perClass.normal.maxExtrinsic.unwrapOr(weights.maxBlock).refTime.toBigInt()
  const bytes = api.consts.system.blockLength.max.normal.toNumber()
  const items = Number(api.consts.utility?.batchedCallsLimit?.toString() ?? 0)
  return { refTime: (most * 6n) / 10n, bytes: bytes / 2, items: items - 1 }
}

/** What one item takes, by what it does and who calls it: `sizeKey`. */
export type Sizes = ReadonlyMap<string, { readonly weight: Weight; readonly bytes: number }>

/** Calls with the same key weigh the same. */
export function sizeKey(calls: Calls, { intent: { call }, grant }: Planned): string {
  const own = callKindOf(calls, call).weighsAs?.(call)
  return [call.kind, own, grant && 'proxied'].filter((part) => part != null).join(' ')
}

/** Longer than an intent's key: an opened call begins with a remark that names all that it holds. */
export const NAME = `0x${'00'.repeat(512)}`

/**
 * Asks the chain what a call of each kind weighs, each in a batch of its own with a remark. So the sum of many is never less than
 * one batch of them. `unweighed` says of those that it cannot weigh why, by key.
 */
export async function measure(
  chain: Chain,
  calls: Calls,
  due: readonly Planned[],
  treasury: Treasury,
): Promise<{ readonly sizes: Sizes; readonly unweighed: Map<string, string> }> {
  const samples = new Map(due.map((one) => [sizeKey(calls, one), one]))
  const sizes = new Map<string, { weight: Weight; bytes: number }>()
  const unweighed = new Map<string, string>()
  for (const [kind, sample] of samples) {
    const items = itemsOf(chain.api(), calls, sample, atNoTime(chain))
    const batch = batchFor(chain.api(), treasury, sample.grant, [
      callOf(chain.api(), 'system', 'remark', NAME),
      ...items,
    ])
    try {
      sizes.set(kind, { weight: await weightOfCall(chain, batch, treasury.signer), bytes: bytesOf(items) })
    } catch (error) {
      unweighed.set(sample.intent.key, `The chain cannot weigh the call: ${faultOf(error)}`)
    }
  }
  return { sizes, unweighed }
}

type Asked = Pick<Chain, 'api' | 'request'>

/** The weight of a call in an extrinsic of its own, as the chain reckons it. */
export async function weightOfCall(chain: Asked, call: Extrinsic, signer: string): Promise<Weight> {
  const { weight } = await queryInfo(chain, call, signer)
  return { refTime: weight.refTime.toBigInt(), proofSize: weight.proofSize.toBigInt() }
}

/** What the chain would take for it, rao. */
export const feeOf = async (chain: Asked, call: Extrinsic, signer: string): Promise<bigint> =>
  (await queryInfo(chain, call, signer)).partialFee.toBigInt()

async function queryInfo(chain: Asked, call: Extrinsic, signer: string): Promise<QueriedInfo> {
  const api = chain.api()
  const { genesisHash, runtimeVersion } = api
  const era = api.registry.createType('ExtrinsicEra', '0x00')
  const blockHash = genesisHash
  const bytes = api
    .tx(api.createType('Call', call.method.toHex()))
    .signFake(signer, { blockHash, genesisHash, runtimeVersion, era, nonce: 0 })
    .toU8a()
  const info = await callRuntime(chain, 'TransactionPaymentApi', 'query_info', [bytes, bytes.length])
  return info as unknown as QueriedInfo
}

interface QueriedInfo {
  readonly weight: Record<keyof Weight, { toBigInt(): bigint }>
  readonly partialFee: { toBigInt(): bigint }
}

/** As many of the intents, in their order, as one extrinsic holds: at least one, so that none waits for ever. */
export function fill(calls: Calls, due: readonly Planned[], sizes: Sizes, limits: Limits): Planned[] {
  let refTime = 0n
  let bytes = 0
  const full = due.findIndex((one, index) => {
    const size = sizes.get(sizeKey(calls, one))
    refTime += size?.weight.refTime ?? limits.refTime
    bytes += size?.bytes ?? limits.bytes
    return index > 0 && (refTime > limits.refTime || bytes > limits.bytes || index >= limits.items)
  })
  return full === -1 ? [...due] : due.slice(0, full)
}
