import type { KeyringPair } from '@polkadot/keyring/types'
import type { Queries } from '../../ledger/database.ts'
import type { Writing } from '../../ledger/ledger.ts'
import type { Due, Weight } from '../calls.ts'
import type { Chain, Head } from '../client.ts'
import type { Treasury } from '../pots.ts'
import { callRuntime } from '../runtime-api.ts'
import type { Cursor } from '../watcher/cursor.ts'
import {
  nextNonce,
  noteHolds,
  readDue,
  readHolds,
  readInFlight,
  readOpenAttempts,
  storeAttempt,
  streamsOf,
} from './attempts.ts'
import { fill, limitsOf, measure, type Sizes } from './limits.ts'
import { type Caps, type Held, pick } from './pick.ts'
import { type Signed, signBatch } from './sign.ts'
import { dayOf, readSpendings } from './spendings.ts'

export interface Reserving {
  readonly chain: Chain
  readonly pair: KeyringPair
  readonly treasury: Treasury
  readonly caps: Caps
  readonly era: number
}

/** What was asked of the chain beforehand, so that nothing is asked inside the transaction. */
export interface Plan {
  readonly head: Head
  readonly nonce: number
  readonly sizes: Sizes
}

export interface Reserved {
  readonly signed: Signed | null
  readonly intents: readonly string[]
  /** What is newly held, or held for another reason than before. */
  readonly news: readonly Held[]
}

/** Extrinsics in flight at once: with more than a few, one that is lost would hold up many. */
const MOST_OPEN = 4

/** Null where there is nothing to write. */
export async function plan(
  { chain, treasury, caps }: Reserving,
  queries: Queries,
  cursor: Cursor,
  known: Map<string, Sizes>,
): Promise<Plan | null> {
  const { go, held } = await choose(queries, caps, cursor)
  const holds = await readHolds(queries)
  if (go.length === 0 && held.every(({ key, reason }) => holds.get(key) === reason)) return null
  await chain.refresh()
  const sizes = new Map([...(known.get(String(chain.specVersion)) ?? [])])
  const unknown = go.filter(({ intent }) => !sizes.has(intent.call.kind))
  for (const [kind, size] of await measure(chain, unknown, treasury.signer)) sizes.set(kind, size)
  known.set(String(chain.specVersion), sizes)
  const nonce = await callRuntime(chain, 'AccountNonceApi', 'account_nonce', [treasury.signer])
  return { head: await chain.finalized(), nonce: Number(nonce.toString()), sizes }
}

/** Reserves a nonce, signs one extrinsic for what is due and stores it, in the caller's transaction. */
export async function reserve(
  reserving: Reserving,
  writing: Writing,
  cursor: Cursor,
  { head, nonce, sizes }: Plan,
): Promise<Reserved> {
  const { chain, treasury, caps } = reserving
  const { queries } = writing
  const { go, held } = await choose(queries, caps, cursor)
  const { news, freed } = await noteHolds(queries, held, go)
  for (const stream of await streamsOf(queries, [...news.map(({ key }) => key), ...freed])) {
    await writing.enqueue('surface', stream, { stream })
  }
  const open = await readOpenAttempts(queries, treasury.signer)
  const measured = go.filter(({ intent }) => sizes.has(intent.call.kind))
  const batch = fill(measured, sizes, limitsOf(chain.api()))
  if (batch.length === 0 || open.length >= MOST_OPEN) return { signed: null, intents: [], news }
  const free = await nextNonce(queries, treasury.signer, nonce)
  const signed = signBatch({ ...reserving, head }, batch, free, sumOf(batch, sizes))
  await storeAttempt(queries, treasury.signer, signed, batch)
  return { signed, intents: batch.map(({ intent }) => intent.key), news }
}

async function choose(queries: Queries, caps: Caps, cursor: Cursor): Promise<{ go: Due[]; held: Held[] }> {
  const spent = await readSpendings(queries, dayOf(cursor.at))
  for (const [pot, amount] of await readInFlight(queries)) spent.set(pot, (spent.get(pot) ?? 0n) + amount)
  return pick(await readDue(queries, cursor.at), caps, spent)
}

/** Each item was measured in a batch of its own, so the sum is more than the batch takes. */
function sumOf(batch: readonly Due[], sizes: Sizes): Weight {
  const weights = batch.map(({ intent }) => sizes.get(intent.call.kind)?.weight)
  return {
    refTime: weights.reduce((sum, weight) => sum + (weight?.refTime ?? 0n), 0n),
    proofSize: weights.reduce((sum, weight) => sum + (weight?.proofSize ?? 0n), 0n),
  }
}
