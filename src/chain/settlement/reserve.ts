import type { KeyringPair } from '@polkadot/keyring/types'
import {
  type AttemptItem,
  nextNonce,
  readOpenAttempts,
  type SignedAttempt,
  storeAttempt,
  streamsOf,
} from '../../ledger/attempts.ts'
import type { Cursor } from '../../ledger/cursors.ts'
import { type Held, noteHolds } from '../../ledger/holds.ts'
import type { Writing } from '../../ledger/ledger.ts'
import { type Amount, sumOf as totalOf } from '../../mechanisms/sheet/row.ts'
import { amountOf, type Calls, isPriced } from '../call-kinds.ts'
import type { DueIntent, Weight } from '../calls.ts'
import { whyAlone } from './alone.ts'
import { beforeBulk, isBulk } from './bulk.ts'
import { fill, limitsOf, type Sizes, sizeKey } from './limits.ts'
import { type BatchPlan, chosen, look, MOST_OPEN, type Planning } from './plan.ts'
import { type Batch, signBatch } from './sign.ts'
import { isAsked, type Planned, together, waysOf } from './ways.ts'

export interface Reserving extends Planning {
  readonly pair: KeyringPair
  readonly era: number
}

export interface Reserved {
  readonly signed: SignedAttempt | null
  readonly intents: readonly string[]
  /** What is newly held, or held for another reason than before. */
  readonly news: readonly Held[]
}

/** Reserves a nonce, signs one extrinsic for what is due and stores it, in the caller's transaction. */
export async function reserve(
  reserving: Reserving,
  writing: Writing,
  cursor: Cursor,
  plan: BatchPlan,
): Promise<Reserved> {
  const { treasury, calls } = reserving
  const { queries } = writing
  const { head, nonce, quote } = plan
  const { go, held } = chosen(reserving, await look(queries, calls, cursor), plan)
  const free = go.map(({ intent }) => intent.key)
  const { news, freed } = await noteHolds(queries, held, free)
  for (const stream of await streamsOf(queries, [...news.map(({ key }) => key), ...freed])) {
    await writing.showThread(stream, 'holds')
  }
  const open = await readOpenAttempts(queries, treasury.signer)
  const asked = go.filter((one) => isAsked(plan.ways, one))
  const planned = waysOf(reserving, asked, plan.ways)
  const alone = whyAlone(calls, treasury, planned)
  const going = planned.filter(({ intent }) => !alone.has(intent.key))
  const batch = nextBatch(reserving, going, plan)
  if (batch.due.length === 0 || open.length >= MOST_OPEN) return { signed: null, intents: [], news }
  const unused = await nextNonce(queries, treasury.signer, nonce)
  const signed = signBatch({ ...reserving, head }, batch, unused)
  const items = batch.due.map((due) => keptOf(calls, due, quote.cost))
  await storeAttempt(queries, treasury.signer, signed, items)
  return { signed, intents: batch.due.map(({ intent }) => intent.key), news }
}

/** What the ledger keeps of one intent in the extrinsic. `price` is what the chain asks for a priced call. Rao. */
function keptOf(calls: Calls, { intent: { key, call }, rows }: DueIntent, price: bigint): AttemptItem {
  return rows
    ? { key, amount: totalOf<Amount>(rows), rows: rows.length }
    : { key, amount: amountOf(calls, call, price), rows: null }
}

/** What one extrinsic carries next: one bulk payment alone, or as many others as it holds. */
function nextBatch(planning: Planning, go: readonly Planned[], { sizes, bulk }: BatchPlan): Batch {
  const { chain, treasury, calls } = planning
  const [first] = go
  if (first && isBulk(first.intent)) return bulkBatch(planning, first, bulk)
  const measured = together(beforeBulk(go)).filter((one) => sizes.has(sizeKey(calls, one)))
  const full = fill(calls, measured, sizes, limitsOf(chain.api()))
  const due = treasury.threshold > 1 ? apart(calls, full) : full
  return { due, weight: sumOf(calls, due, sizes), made: null }
}

/** Nothing where another payment was planned, or the runtime has changed since: the next run plans anew. */
function bulkBatch({ chain }: Planning, { intent }: DueIntent, bulk: BatchPlan['bulk']): Batch {
  const isNow = bulk?.items.every(({ registry }) => registry === chain.api().registry)
  const isUsable = bulk?.due.intent.key === intent.key && isNow
  return isUsable ? { due: [bulk.due], weight: bulk.weight, made: bulk.items } : NOTHING
}

const NOTHING: Batch = { due: [], weight: { refTime: 0n, proofSize: 0n }, made: null }

/** A guardian may refuse a priced call for what it costs by then: nothing else waits in the same call. */
function apart(calls: Calls, batch: readonly Planned[]): Planned[] {
  const priced = batch.findIndex(({ intent }) => isPriced(calls, intent.call))
  return batch.slice(0, priced === -1 ? batch.length : Math.max(priced, 1))
}

/** Each item was measured in a batch of its own, so the sum is more than the batch takes. */
function sumOf(calls: Calls, batch: readonly Planned[], sizes: Sizes): Weight {
  const weights = batch.map((one) => sizes.get(sizeKey(calls, one))?.weight)
  return {
    refTime: weights.reduce((sum, weight) => sum + (weight?.refTime ?? 0n), 0n),
    proofSize: weights.reduce((sum, weight) => sum + (weight?.proofSize ?? 0n), 0n),
  }
}
