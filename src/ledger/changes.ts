import { type EventOf, type Kind, rulesOf, type StateOf } from '../mechanisms/streams/kinds.ts'
import type { Folded } from './states.ts'

/** One event of a stream, with the stream's state before and after it. */
interface ChangeIn<K extends Kind> {
  readonly kind: K
  readonly stream: string
  /** The event's number in its stream; the first is 1. */
  readonly sequence: number
  readonly event: EventOf<K>
  readonly before: StateOf<K>
  readonly after: StateOf<K>
}

/** A change of a stream of one of these kinds. */
export type Change<K extends Kind = Kind> = { [Each in K]: ChangeIn<Each> }[K]

/** What these events, in this order, change in a stream that stands at `before`. */
export function changesOf<K extends Kind>(
  kind: K,
  stream: string,
  before: Folded<StateOf<K>>,
  events: readonly EventOf<K>[],
  { evolve } = rulesOf(kind),
): ChangeIn<K>[] {
  let { state } = before
  return events.map((event, index) => {
    const change = { kind, stream, sequence: before.sequence + index + 1, event, before: state }
    state = evolve(state, event)
    return { ...change, after: state }
  })
}
