import type { KeyringPair } from '@polkadot/keyring/types'
import { nextNonce, readOpenAttempts, type Signed, storeAttempt, streamsOf } from '../../ledger/attempts.ts'
import type { Cursor } from '../../ledger/cursors.ts'
import { type Held, noteHolds } from '../../ledger/holds.ts'
import type { Writing } from '../../ledger/ledger.ts'
import { amountOf, type Calls, isPriced } from '../call-kinds.ts'
import type { Due, Weight } from '../calls.ts'
import { fill, limitsOf, type Sizes, sizeKey } from './limits.ts'
import { chosen, look, type Plan, type Planning } from './plan.ts'
import { signBatch } from './sign.ts'

export interface Reserving extends Planning {
  readonly pair: KeyringPair
  readonly era: number
}

export interface Reserved {
  readonly signed: Signed | null
  readonly intents: readonly string[]
  /** What is newly held, or held for another reason than before. */
  readonly news: readonly Held[]
}

/** Extrinsics in flight at once: with more than a few, one that is lost would hold up many. */
const MOST_OPEN = 4

/** Reserves a nonce, signs one extrinsic for what is due and stores it, in the caller's transaction. */
export async function reserve(
  reserving: Reserving,
  writing: Writing,
  cursor: Cursor,
  plan: Plan,
): Promise<Reserved> {
  const { chain, treasury, calls } = reserving
  const { queries } = writing
  const { head, nonce, sizes, quote } = plan
  const { go, held } = chosen(reserving, await look(queries, calls, cursor), plan)
  const free = go.map(({ intent }) => intent.key)
  const { news, freed } = await noteHolds(queries, held, free)
  for (const stream of await streamsOf(queries, [...news.map(({ key }) => key), ...freed])) {
    await writing.enqueue('thread', stream, { stream })
  }
  const open = await readOpenAttempts(queries, treasury.signer)
  const measured = go.filter(({ intent }) => sizes.has(sizeKey(calls, intent)))
  const full = fill(calls, measured, sizes, limitsOf(chain.api()))
  const batch = treasury.threshold > 1 ? apart(calls, full) : full
  if (batch.length === 0 || open.length >= MOST_OPEN) return { signed: null, intents: [], news }
  const unused = await nextNonce(queries, treasury.signer, nonce)
  const signed = signBatch({ ...reserving, head }, batch, unused, sumOf(calls, batch, sizes))
  const items = batch.map(({ intent: { key, call } }) => ({ key, amount: amountOf(calls, call, quote.cost) }))
  await storeAttempt(queries, treasury.signer, signed, items)
  return { signed, intents: batch.map(({ intent }) => intent.key), news }
}

/** A guardian may refuse a priced call for what it costs by then: nothing else waits in the same call. */
function apart(calls: Calls, batch: readonly Due[]): Due[] {
  const priced = batch.findIndex(({ intent }) => isPriced(calls, intent.call))
  return batch.slice(0, priced === -1 ? batch.length : Math.max(priced, 1))
}

/** Each item was measured in a batch of its own, so the sum is more than the batch takes. */
function sumOf(calls: Calls, batch: readonly Due[], sizes: Sizes): Weight {
  const weights = batch.map(({ intent }) => sizes.get(sizeKey(calls, intent))?.weight)
  return {
    refTime: weights.reduce((sum, weight) => sum + (weight?.refTime ?? 0n), 0n),
    proofSize: weights.reduce((sum, weight) => sum + (weight?.proofSize ?? 0n), 0n),
  }
}
