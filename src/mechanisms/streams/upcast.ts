import type { Named } from '../kernel/family.ts'
import { purposeOf } from '../kernel/purpose.ts'
import { subnetOf } from './names.ts'

/** What was written before its form changed, in the form that it has today. Stored events are never rewritten. */
const UPCASTS: Readonly<Record<string, (stream: string, event: Named) => Named>> = {
  /** Before purposes were written down, a key alone said what an intent was for. */
  IntentSettled: (stream, event) =>
    'purpose' in event || !('key' in event)
      ? event
      : ({ ...event, purpose: purposeOf(subnetOf(stream), String(event.key)) } as Named),
}

export function upcastEvent<Event extends Named>(stream: string, event: Event): Event {
  return (UPCASTS[event.type]?.(stream, event) ?? event) as Event
}
