import type { ApiPromise } from '@polkadot/api'
import type { KeyringPair } from '@polkadot/keyring/types'
import type { EventRecord } from '@polkadot/types/interfaces'
import type { ISubmittableResult } from '@polkadot/types/types'
import { errorText } from './error-text.ts'
import type { Extrinsic } from './extrinsic.ts'
import { ChainRefusal } from './refusal.ts'
import { whyUnsignable } from './signable.ts'

/** A finalized extrinsic, and what it cost its signer in rao. */
export interface Receipt {
  readonly hash: string
  readonly fee: bigint
  readonly events: readonly EventRecord[]
}

/** What is signed once, and sent as often as need be: its bytes and its hash stay the same. */
export interface Signed {
  readonly extrinsic: Extrinsic
  readonly hash: string
  /** The finalized block when it was signed: it is in none before this or in it. */
  readonly since: number
  /** From this block on the chain takes it no more. */
  readonly death: number
}

/** Blocks in which the chain takes it. */
const LIFE = 64

export async function signOnce(
  api: ApiPromise,
  pair: KeyringPair,
  extrinsic: Extrinsic | undefined,
): Promise<Signed> {
  if (!extrinsic) throw new Error('This network does not have that call.')
  const unsignable = whyUnsignable(api)
  if (unsignable !== null) throw new Error(unsignable)
  const blockHash = await api.rpc.chain.getFinalizedHead()
  const since = (await api.rpc.chain.getHeader(blockHash)).number.toNumber()
  const era = api.registry.createType('ExtrinsicEra', { current: since, period: LIFE })
  await extrinsic.signAsync(pair, { nonce: -1, blockHash, era })
  return { extrinsic, hash: extrinsic.hash.toHex(), since, death: era.asMortalEra.death(since) }
}

/** Throws what the chain says where the extrinsic failed. */
export function receiptOf(
  hash: string,
  { events, dispatchError }: Pick<ISubmittableResult, 'events' | 'dispatchError'>,
): Receipt {
  if (dispatchError) throw new ChainRefusal(errorText(dispatchError))
  return { hash, fee: feeOf(events), events }
}

function feeOf(events: readonly EventRecord[]): bigint {
  const paid = events.find(({ event }) => event.section === 'transactionPayment')
  return (paid?.event.data[1] as unknown as { toBigInt(): bigint } | undefined)?.toBigInt() ?? 0n
}
