import type { Logger } from 'pino'
import { readDue, readOpenAttempts } from '../../ledger/attempts.ts'
import type { Cursor } from '../../ledger/cursors.ts'
import type { Queries } from '../../ledger/database.ts'
import { type Held, readHolds } from '../../ledger/holds.ts'
import { readSpendings } from '../../ledger/spendings.ts'
import { type Calls, isPriced } from '../call-kinds.ts'
import type { DueIntent } from '../calls.ts'
import type { Head } from '../client.ts'
import { faultOf } from '../connection.ts'
import { nonceOf } from '../nonce.ts'
import { whyAlone } from './alone.ts'
import { type Bulk, beforeBulk, fitBulk, isBulk } from './bulk.ts'
import { fill, limitsOf, measure, type Sizes, sizeKey } from './limits.ts'
import { forgetRuntime, type Memory } from './memory.ts'
import { type Caps, type Circumstances, pick } from './pick.ts'
import { changedSince } from './recheck.ts'
import { NO_QUOTE, type Quote, quoteRegistrations } from './registration.ts'
import { unmadeOf } from './sift.ts'
import { readInFlight, utcDay } from './spendings.ts'
import { type ChainSigner, whyStopped } from './stopped.ts'
import { type Planned, readWays, together, type Ways, waysOf } from './ways.ts'

/** Extrinsics in flight at once: with more than a few, one that is lost would hold up many. */
export const MOST_OPEN = 4

export interface Planning extends ChainSigner {
  /** How each kind of call is made, and what it takes. */
  readonly calls: Calls
  readonly caps: Caps
  readonly logger: Pick<Logger, 'warn'>
}

/** What was asked of the chain beforehand, so that nothing is asked inside the transaction. */
export interface BatchPlan {
  readonly head: Head
  readonly nonce: number
  readonly sizes: Sizes
  readonly quote: Quote
  readonly unmade: ReadonlyMap<string, string>
  readonly stopped: string | null
  /** What the App's key may do by itself. */
  readonly ways: Ways
  /** What comes next, where that is a bulk payment. */
  readonly bulk: Bulk | null
}

/** Null where nothing is due or there is nothing to write, or the next block is another runtime’s and takes nothing that is signed now. */
export async function plan(
  planning: Planning,
  queries: Queries,
  cursor: Cursor,
  memory: Memory,
): Promise<BatchPlan | null> {
  const { chain, treasury, calls, caps } = planning
  forgetRuntime(memory, chain.specVersion)
  const due = await readDue(queries, cursor.at)
  if (due.length === 0) return null
  const ledger = { due, ...(await lookAround(queries, calls, cursor)) }
  const stopped = await whyStopped(planning, queries, memory.frozen)
  const quote = await quoteFor(planning, ledger, memory)
  const known = await readHolds(queries)
  const first = pick(calls, due, caps, { ...ledger, quote, unmade: memory.unmade, stopped })
  const changed = new Map(await changedSince(planning, first.go))
  for (;;) {
    const unmade = new Map([...memory.unmade, ...changed])
    const { go, held } = pick(calls, ledger.due, caps, { ...ledger, quote, unmade, stopped })
    if (go.length === 0 ? !hasNews(held, known) : await chain.isUpgrading()) return null
    const ways = await readWays(planning, queries, go, memory)
    const planned = waysOf(planning, go, ways)
    if (learn(changed, whyAlone(calls, treasury, planned))) continue
    const bulk = await bulkOf(planning, queries, planned)
    const found = typeof bulk === 'string' ? unmadeBulk(go, bulk) : await prepare(planning, planned, memory)
    if (learn(memory.unmade, found) || typeof bulk === 'string') continue
    const nonce = await nonceOf(chain, treasury.signer)
    const { sizes } = memory
    return {
      head: await chain.finalized(),
      nonce,
      sizes,
      quote,
      unmade,
      stopped,
      ways,
      bulk,
    }
  }
}

/** Keeps why some cannot go; false where nothing was found. */
function learn(known: Map<string, string>, found: ReadonlyMap<string, string>): boolean {
  for (const [key, reason] of found) known.set(key, reason)
  return found.size > 0
}

const hasNews = (held: readonly Held[], known: ReadonlyMap<string, string>): boolean =>
  held.some(({ key, reason }) => known.get(key) !== reason)

/** The first that goes, with its rows, where it is a bulk payment; or why it cannot be paid. */
async function bulkOf(
  planning: Planning,
  queries: Queries,
  go: readonly Planned[],
): Promise<Bulk | string | null> {
  const [first] = go
  if (!first || !isBulk(first.intent)) return null
  const open = await readOpenAttempts(queries, planning.treasury.signer)
  // Its rows are many: they are not looked at while nothing can be signed.
  if (open.length >= MOST_OPEN) return null
  return fitBulk(planning, queries, first).catch((error) => `No call can be made of it: ${faultOf(error)}`)
}

const unmadeBulk = ([first]: readonly DueIntent[], reason: string): Map<string, string> =>
  new Map(first ? [[first.intent.key, reason]] : [])

/** What the ledger says is due, and what speaks for or against paying it. */
export interface Looked extends Pick<Circumstances, 'head' | 'spent' | 'registering'> {
  readonly due: readonly DueIntent[]
}

export async function look(queries: Queries, calls: Calls, cursor: Cursor): Promise<Looked> {
  return { due: await readDue(queries, cursor.at), ...(await lookAround(queries, calls, cursor)) }
}

async function lookAround(queries: Queries, calls: Calls, cursor: Cursor): Promise<Omit<Looked, 'due'>> {
  const spent = await readSpendings(queries, utcDay(cursor.at))
  const { sums, calls: open } = await readInFlight(queries)
  const registering = open.some((call) => isPriced(calls, call))
  for (const [pot, amount] of sums) spent.set(pot, (spent.get(pot) ?? 0n) + amount)
  return { head: cursor.block, spent, registering }
}

export const chosen = (
  { calls, caps }: Pick<Planning, 'calls' | 'caps'>,
  { due, ...ledger }: Looked,
  { quote, unmade, stopped }: BatchPlan,
) => pick(calls, due, caps, { ...ledger, quote, unmade, stopped })

/** While a registration is held, the chain is asked again each so many slots: a minute. */
const ASK_EVERY = 5

/** What registrations cost now. What holds one up is believed for a while; what lets one go is asked at that moment. */
async function quoteFor(
  { chain, treasury, calls, caps }: Planning,
  { due, ...ledger }: Looked,
  memory: Memory,
): Promise<Quote> {
  const registrations = due.filter(({ intent }) => isPriced(calls, intent.call))
  if (registrations.length === 0) return NO_QUOTE
  if (memory.quoted && performance.now() - memory.quoted.at < ASK_EVERY * chain.slotDuration) {
    const { quote } = memory.quoted
    if (
      pick(calls, registrations, caps, { ...ledger, quote, unmade: memory.unmade, stopped: null }).go
        .length === 0
    )
      return quote
  }
  const quote = await quoteRegistrations(chain, treasury, registrations)
  memory.quoted = { quote, at: performance.now() }
  return quote
}

/**
 * Sees to it that what comes next can be made into calls and that it is known what these weigh. Answers why some cannot be
 * made, by key; then the choice is another one.
 */
async function prepare(
  { chain, treasury, calls }: Planning,
  go: readonly Planned[],
  memory: Memory,
): Promise<Map<string, string>> {
  const plain = together(beforeBulk(go))
  const strange = plain.filter((one) => !memory.sizes.has(sizeKey(calls, one)))
  const unmade = unmadeOf(chain, calls, strange)
  if (unmade.size > 0) return unmade
  const { sizes, unweighed } = await measure(chain, calls, strange, treasury)
  memory.sizes = new Map([...memory.sizes, ...sizes])
  if (unweighed.size > 0) return unweighed
  return unmadeOf(chain, calls, fill(calls, plain, memory.sizes, limitsOf(chain.api())))
}
