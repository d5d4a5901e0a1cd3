import { FILTERED } from '../../ledger/attempt-items.ts'
import type { FailedRow, Outcome } from '../../mechanisms/intent.ts'
import { alpha, rao } from '../../mechanisms/money.ts'
import { MOVED_LESS } from '../../mechanisms/sheet/repair.ts'
import type { ChainEvent } from './block.ts'
import { registeredBy } from './registered.ts'
import type { Items } from './watch-list.ts'

/** How an item ended, or that the chain has queued what it asked for: then it is in flight until the chain decides. */
export type ItemOutcome = Outcome | 'queued'

/**
 * How each item of our batch ended, from the events up to the batch's end. Each item closes with ItemCompleted or ItemFailed;
 * what lies between two of those is the later item's own. The rows of a bulk payment close before the item that holds them. Null
 * where there are fewer ends than the batch has: then nothing is concluded. `error` is why the whole call failed, null where it
 * did not.
 */
export function readItems(
  events: readonly ChainEvent[],
  { pots, leading, rows, isFlat = false }: Items,
  error: string | null,
): ItemOutcome[] | null {
  if (error !== null) return pots.map(() => ({ ok: false, error }))
  const spans = spansOf(events)
  const [flat] = isFlat ? [...(rows?.values() ?? [])] : []
  if (flat !== undefined) return flatOutcome(spans, flat)
  const outcomes: ItemOutcome[] = []
  // From the last to the first: what came before our batch in the same extrinsic is not ours.
  for (const [place, pot] of [...pots.entries()].reverse()) {
    const span = spans.pop()
    if (!span) return null
    const count = rows?.get(place)
    const outcome = count === undefined ? outcomeOf(span, pot) : bulkOutcome(span, spans, count)
    if (!outcome) return null
    outcomes.unshift(outcome)
  }
  return spans.length < leading ? null : outcomes
}

export const isEnd = ({ kind }: ChainEvent): boolean => kind === 'item-completed' || kind === 'item-failed'

type Span = readonly ChainEvent[]

/** What belongs to each item: the events after the end before it, up to its own end. */
function spansOf(events: readonly ChainEvent[]): Span[] {
  const spans: Span[] = []
  let start = 0
  for (const [position, event] of events.entries()) {
    if (!isEnd(event)) continue
    spans.push(events.slice(start, position + 1))
    start = position + 1
  }
  return spans
}

/** Of a bulk payment. Where its batch ran, each row closed before it, and its own span begins with the batch's end. */
function bulkOutcome(span: Span, before: Span[], count: number): Outcome | null {
  const error = errorOf(span)
  if (error !== null) return { ok: false, error }
  if (span[0]?.kind !== 'batch-completed' || before.length < count) return null
  return { ok: true, failedRows: failedIn(before.splice(before.length - count)) }
}

const failedIn = (rows: readonly Span[]): FailedRow[] =>
  rows.flatMap((row, place) => notWhole(row, place) ?? [])

/** Errors of a proxy that may make none of the rows: they say nothing of any row. */
const NO_LEAVE: readonly string[] = [FILTERED, 'Proxy.NotProxy']

/** Of a bulk payment whose rows are the items of our batch. It has failed as a whole where the proxy could make none of them. */
function flatOutcome(spans: readonly Span[], count: number): [Outcome] | null {
  if (spans.length !== count) return null
  const [error, ...others] = new Set(spans.map(errorOf))
  if (others.length === 0 && error != null && NO_LEAVE.includes(error)) return [{ ok: false, error }]
  return [{ ok: true, failedRows: failedIn(spans) }]
}

/**
 * A row that was refused, or one that moved alpha: how much it was is in its own events alone, and may be less than was asked for.
 * Whoever has the part knows whether it is.
 */
function notWhole(row: Span, place: number): FailedRow | null {
  const error = errorOf(row)
  if (error !== null) return { place, error, moved: rao(0n) }
  const added = row.findLast(({ kind }) => kind === 'stake-added')
  return added?.kind === 'stake-added' ? { place, error: MOVED_LESS, moved: alpha(added.alpha) } : null
}

/** Why a call failed, be it told by its item or by the proxy that it went through. Null where it did not. */
function errorOf(span: Span): string | null {
  const end = span.at(-1)
  if (end?.kind === 'item-failed') return end.error
  const before = span.at(-2)
  return before?.kind === 'proxy-executed' ? before.error : null
}

function outcomeOf(events: readonly ChainEvent[], pot: string): ItemOutcome {
  const error = errorOf(events)
  if (error !== null) return { ok: false, error }
  const created = events.findLast((event) => event.kind === 'loan-created' && event.creator === pot)
  if (created?.kind === 'loan-created') {
    const { loan, endBlock, cap } = created
    return { ok: true, created: { loan, endBlock, cap: rao(cap) } }
  }
  const added = events.findLast(({ kind }) => kind === 'network-added')
  if (added?.kind === 'network-added') return { ok: true, registered: registeredBy(added) }
  if (events.some((event) => event.kind === 'network-queued' && event.coldkey === pot)) return 'queued'
  return events.some(({ kind }) => kind === 'all-refunded') ? { ok: true, allRefunded: true } : { ok: true }
}
