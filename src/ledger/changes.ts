import type { AnyRules, AnyState, Kind, KindEvent, KindState } from '../mechanisms/streams/kinds.ts'
import type { Folded } from './states.ts'

/** One event of a stream, with the stream's state before and after it. */
interface ChangeIn<K extends Kind> {
  readonly kind: K
  readonly stream: string
  /** The event's number in its stream; the first is 1. */
  readonly sequence: number
  readonly event: KindEvent<K>
  readonly before: KindState<K>
  readonly after: KindState<K>
}

/** A change of a stream of one of these kinds. */
export type StreamChange<K extends Kind = Kind> = { [Each in K]: ChangeIn<Each> }[K]

/** What these events, in this order, change in a stream that stands at `before`. The events and the state came from these rules. */
export function changesOf(
  { kind, evolve }: Pick<AnyRules, 'kind' | 'evolve'>,
  stream: string,
  before: Folded<AnyState>,
  events: readonly { readonly type: string }[],
): StreamChange[] {
  let { state } = before
  return events.map((event, index) => {
    const change = { kind, stream, sequence: before.sequence + index + 1, event, before: state }
    state = evolve(state, event)
    return { ...change, after: state } as unknown as StreamChange
  })
}
