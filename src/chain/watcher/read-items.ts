import type { Outcome } from '../../mechanisms/intent.ts'
import { rao } from '../../mechanisms/money.ts'
import type { ChainEvent } from './block.ts'
import type { Items } from './read-block.ts'

/**
 * How each item of our batch ended, from the events up to the batch's end. Each item closes with ItemCompleted or ItemFailed;
 * what lies between two of those is the later item's own. Null where there are fewer than the batch has: then nothing is
 * concluded. `error` is why the whole call failed, null where it did not.
 */
export function readItems(
  events: readonly ChainEvent[],
  { pots, leading }: Items,
  error: string | null,
): Outcome[] | null {
  if (error !== null) return pots.map(() => ({ ok: false, error }))
  const ends = events.flatMap((event, position) => (isEnd(event) ? [position] : []))
  const first = ends.length - pots.length
  if (first < leading) return null
  return pots.map((pot, place) => {
    const start = (ends[first + place - 1] ?? -1) + 1
    return outcomeOf(events.slice(start, (ends[first + place] ?? 0) + 1), pot)
  })
}

const isEnd = ({ kind }: ChainEvent): boolean => kind === 'item-completed' || kind === 'item-failed'

function outcomeOf(events: readonly ChainEvent[], pot: string): Outcome {
  const end = events.at(-1)
  if (end?.kind === 'item-failed') return { ok: false, error: end.error }
  const created = events.findLast((event) => event.kind === 'loan-created' && event.creator === pot)
  if (created?.kind === 'loan-created') {
    const { loan, endBlock, cap } = created
    return { ok: true, created: { loan, endBlock, cap: rao(cap) } }
  }
  const added = events.findLast(({ kind }) => kind === 'network-added')
  if (added?.kind === 'network-added') return { ok: true, registered: { netuid: added.netuid } }
  return events.some(({ kind }) => kind === 'all-refunded') ? { ok: true, allRefunded: true } : { ok: true }
}
