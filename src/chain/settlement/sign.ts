import type { ApiPromise } from '@polkadot/api'
import type { KeyringPair } from '@polkadot/keyring/types'
import { stringToHex, u8aToHex } from '@polkadot/util'
import type { SignedAttempt } from '../../ledger/attempts.ts'
import type { Calls, When } from '../call-kinds.ts'
import { batchOf, type DueIntent, executed, opened, proxiedBatch, type Weight } from '../calls.ts'
import type { Chain, Head } from '../client.ts'
import { callOf, type Extrinsic } from '../extrinsic.ts'
import { withRoom } from '../multisig-weight.ts'
import { signatoriesOf, type Treasury } from '../pots.ts'
import { itemsOf, type Planned } from './ways.ts'

export interface Signing {
  readonly chain: Pick<Chain, 'api' | 'slotDuration'>
  readonly pair: KeyringPair
  readonly treasury: Treasury
  readonly calls: Calls
  /** The finalized head: the era begins with it. */
  readonly head: Head
  /** Blocks, a power of two: 64 unless set otherwise. */
  readonly era: number
}

/** What one extrinsic is to carry. */
export interface Batch {
  readonly due: readonly Planned[]
  /** Of all of it, as the runtime reckons it. */
  readonly weight: Weight
  /** Its calls, where they are made already: those of a bulk payment. */
  readonly made: readonly Extrinsic[] | null
}

/** Builds and signs one extrinsic for these intents. Nothing is asked of the chain: this runs inside a transaction. */
export function signBatch(signing: Signing, batch: Batch, nonce: number): SignedAttempt {
  const { chain, calls, treasury, head, era } = signing
  const { due, weight, made } = batch
  const api = chain.api()
  const when: When = { head: head.number, slotDuration: chain.slotDuration, era }
  const items = made ?? due.flatMap((one) => itemsOf(api, calls, one, when))
  if (due[0]?.grant) {
    return { ...sign(signing, proxiedBatch(api, items), nonce), opens: null, proxied: true }
  }
  if (treasury.threshold === 1) {
    const call = executed(api, treasury, batchOf(api, treasury, items))
    return { ...sign(signing, call, nonce), opens: null, proxied: false }
  }
  const call = batchOf(api, treasury, [nameOf(api, due), ...items])
  const maxWeight = withRoom(weight)
  const opens = {
    callHash: call.method.hash.toHex(),
    call: call.method.toHex(),
    maxWeight,
    signatories: signatoriesOf(treasury),
    threshold: treasury.threshold,
  }
  return { ...sign(signing, opened(api, treasury, call, maxWeight), nonce), opens, proxied: false }
}

/**
 * Opened calls are told apart by their hash alone, and two batches could move the same amounts to the same people. So each call
 * carries a remark with its intents and the number of the try.
 */
export function nameOf(api: ApiPromise, due: readonly DueIntent[]): Extrinsic {
  const keys = due.map(({ intent }) => `${intent.key}#${intent.failures}`)
  return callOf(api, 'system', 'remark', stringToHex(`tributary:settle:v1\n${keys.join('\n')}`))
}

/** Signs one call of the App's key. */
export function sign(
  { chain, pair, head, era }: Omit<Signing, 'treasury' | 'calls'>,
  extrinsic: Extrinsic,
  nonce: number,
): Omit<SignedAttempt, 'opens' | 'proxied'> {
  const api = chain.api()
  const mortal = api.registry.createType('ExtrinsicEra', { current: head.number, period: era })
  const birthBlock = mortal.asMortalEra.birth(head.number)
  if (birthBlock !== head.number) throw new Error(`An era of ${era} blocks does not begin at every block.`)
  const signed = extrinsic.sign(pair, {
    blockHash: head.hash,
    era: mortal,
    genesisHash: api.genesisHash,
    nonce,
    runtimeVersion: api.runtimeVersion,
    signedExtensions: api.registry.signedExtensions,
  })
  const deathBlock = mortal.asMortalEra.death(head.number)
  return {
    hash: signed.hash.toHex(),
    bytes: u8aToHex(signed.toU8a()),
    nonce,
    birthBlock,
    deathBlock,
    specVersion: api.runtimeVersion.specVersion.toNumber(),
  }
}
