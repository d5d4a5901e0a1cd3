import type { Intent, Outcome } from '../../mechanisms/intent.ts'
import { rao } from '../../mechanisms/money.ts'
import type { ChainEvent } from './block.ts'

/** What the operator says of an intent whose outcome could not be read. */
export interface Told {
  readonly paid: boolean
  /** The crowdloan or the netuid that it made, where the events show several. */
  readonly made: number | null
}

/** An error that the operator, and not the chain, has named. */
const FOUND_FAILED = 'unreadable, and found failed by the operator'

/**
 * The outcome as the watcher would have read it, with what a success tells beside itself. `events` are those that led to it,
 * `pot` the SS58 address of the intent's pot, `known` the crowdloans that the ledger has. Throws, in words, where they do not show it.
 */
export function toldOutcome(
  { call }: Intent,
  { paid, made }: Told,
  { events, pot, known }: { events: readonly ChainEvent[]; pot: string; known: ReadonlySet<number> },
): Outcome {
  if (!paid) return { ok: false, error: FOUND_FAILED }
  if (call.kind === 'loan-open') {
    const found = events.flatMap((event) => (event.kind === 'loan-created' ? [event] : []))
    const own = found.filter(
      ({ creator, cap, loan }) => creator === pot && cap === call.cap && !known.has(loan),
    )
    const { loan, endBlock, cap } = theOne('crowdloan', own, ({ loan }) => loan, made)
    return { ok: true, created: { loan, endBlock, cap: rao(cap) } }
  }
  if (call.kind === 'network-register') {
    const found = events.flatMap((event) => (event.kind === 'network-added' ? [event] : []))
    return { ok: true, registered: { netuid: theOne('network', found, ({ netuid }) => netuid, made).netuid } }
  }
  if (made !== null) throw new Error('This made no crowdloan and no network: leave --made out.')
  if (call.kind !== 'loan-refund') return { ok: true }
  return {
    ok: true,
    allRefunded: events.some((event) => event.kind === 'all-refunded' && event.loan === call.loan),
  }
}

function theOne<Made>(
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
