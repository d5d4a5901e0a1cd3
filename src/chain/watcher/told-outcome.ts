import type { Intent, Outcome } from '../../mechanisms/intent.ts'
import { type Calls, callKindOf } from '../call-kinds.ts'
import type { ChainEvent } from './block.ts'

/** What the operator says of an intent whose outcome could not be read. */
export interface OperatorReport {
  readonly paid: boolean
  /** The crowdloan or the netuid that it made, where the events show several. */
  readonly made: number | null
}

/** An error that the operator, and not the chain, has named. */
const FOUND_FAILED = 'unreadable, and found failed by the operator'

/** What is known of an extrinsic whose outcome could not be read. */
export interface Seen {
  /** Those that led to the outcome. */
  readonly events: readonly ChainEvent[]
  /** SS58 of the intent's pot. */
  readonly pot: string
  /** The crowdloans that the ledger has. */
  readonly known: ReadonlySet<number>
}

/** The outcome as the watcher would have read it, with what a success tells beside itself. Throws, in words, where the events do not show it. */
export function toldOutcome(
  calls: Calls,
  { call }: Intent,
  { paid, made }: OperatorReport,
  seen: Seen,
): Outcome {
  return paid ? callKindOf(calls, call).told(call, made, seen) : { ok: false, error: FOUND_FAILED }
}

/** Of a call that makes nothing. */
export function nothingMade(_call: unknown, made: number | null): { readonly ok: true } {
  if (made !== null) throw new Error('This made no crowdloan and no network: leave --made out.')
  return { ok: true }
}

/** The one that was made of those that were found. */
export function theOne<Made>(
  what: string,
  found: readonly Made[],
  idOf: (made: Made) => number,
  id: number | null,
): Made {
  if (found.length === 0) throw new Error(`The extrinsic shows no ${what} that this made: then it failed.`)
  const [one, ...others] = id === null ? found : found.filter((made) => idOf(made) === id)
  if (one && others.length === 0) return one
  throw new Error(
    `The extrinsic made the ${what} ${found.map(idOf).join(', ')}: name this one’s with --made.`,
  )
}
