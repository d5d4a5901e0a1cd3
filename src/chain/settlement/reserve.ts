import type { KeyringPair } from '@polkadot/keyring/types'
import type { Writing } from '../../ledger/ledger.ts'
import type { Due, Weight } from '../calls.ts'
import type { Cursor } from '../watcher/cursor.ts'
import { MOST_OPEN, nextNonce, noteHolds, readOpenAttempts, storeAttempt, streamsOf } from './attempts.ts'
import { beforeBulk, isBulk } from './bulk.ts'
import { fill, limitsOf, type Sizes, sizeKey } from './limits.ts'
import type { Held } from './pick.ts'
import { chosen, look, type Plan, type Planning } from './plan.ts'
import { type Signed, signBatch } from './sign.ts'

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

/** Reserves a nonce, signs one extrinsic for what is due and stores it, in the caller's transaction. */
export async function reserve(
  reserving: Reserving,
  writing: Writing,
  cursor: Cursor,
  plan: Plan,
): Promise<Reserved> {
  const { treasury, caps } = reserving
  const { queries } = writing
  const { head, nonce, quote } = plan
  const { go, held } = chosen(await look(queries, cursor), caps, plan)
  const { news, freed } = await noteHolds(queries, held, go)
  for (const stream of await streamsOf(queries, [...news.map(({ key }) => key), ...freed])) {
    await writing.enqueue('surface', stream, { stream })
  }
  const open = await readOpenAttempts(queries, treasury.signer)
  const { batch, weight } = nextBatch(reserving, go, plan)
  if (batch.length === 0 || open.length >= MOST_OPEN) return { signed: null, intents: [], news }
  const free = await nextNonce(queries, treasury.signer, nonce)
  const signed = signBatch({ ...reserving, head }, batch, free, weight)
  await storeAttempt(queries, treasury.signer, signed, batch, quote.cost)
  return { signed, intents: batch.map(({ intent }) => intent.key), news }
}

/** What one extrinsic carries next: one bulk payment alone, or as many others as it holds. */
function nextBatch(
  { chain, treasury }: Planning,
  go: readonly Due[],
  { sizes, bulk }: Plan,
): { readonly batch: readonly Due[]; readonly weight: Weight } {
  const [first] = go
  if (first && isBulk(first.intent)) {
    const isSame = bulk?.due.intent.key === first.intent.key
    return isSame && bulk ? { batch: [bulk.due], weight: bulk.weight } : { batch: [], weight: NOTHING }
  }
  const measured = beforeBulk(go).filter(({ intent }) => sizes.has(sizeKey(intent)))
  const full = fill(measured, sizes, limitsOf(chain.api()))
  const batch = treasury.threshold > 1 ? apart(full) : full
  return { batch, weight: sumOf(batch, sizes) }
}

const NOTHING: Weight = { refTime: 0n, proofSize: 0n }

/** A guardian may refuse a registration for what it costs by then: nothing else waits in the same call. */
function apart(batch: readonly Due[]): Due[] {
  const registration = batch.findIndex(({ intent }) => intent.call.kind === 'network-register')
  return batch.slice(0, registration === -1 ? batch.length : Math.max(registration, 1))
}

/** Each item was measured in a batch of its own, so the sum is more than the batch takes. */
function sumOf(batch: readonly Due[], sizes: Sizes): Weight {
  const weights = batch.map(({ intent }) => sizes.get(sizeKey(intent))?.weight)
  return {
    refTime: weights.reduce((sum, weight) => sum + (weight?.refTime ?? 0n), 0n),
    proofSize: weights.reduce((sum, weight) => sum + (weight?.proofSize ?? 0n), 0n),
  }
}
