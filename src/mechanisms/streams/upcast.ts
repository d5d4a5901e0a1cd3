import type { Named } from '../kernel/family.ts'
import { purposeOf } from '../kernel/purpose.ts'
import type { Pots } from '../pots.ts'
import type { TaskCounted } from '../task/slice.ts'
import { subnetOf } from './names.ts'

/** What was written before its form changed, in the form that it has today. Stored events are never rewritten. */
const UPCASTS: Readonly<Record<string, (stream: string, event: Named) => Named>> = {
  /** Before purposes were written down, a key alone said what an intent was for. */
  IntentSettled: (stream, event) =>
    'purpose' in event || !('key' in event)
      ? event
      : ({ ...event, purpose: purposeOf(subnetOf(stream), String(event.key)) } as Named),
  TaskCounted: (_, event) => withIncentives(event),
  IdeaOpened: (_, event) => withFourPots(event),
  RaceOpened: (_, event) => withFourPots(event),
  /** Before it was told what stood when, a score was for good of the head that stood when it was heard. */
  ScoreGiven: (_, event) => ('named' in event ? event : ({ ...event, named: true } as Named)),
  /** Before there was a till, a deposit was paid into the escrow that the idea had been opened with. */
  DepositAccepted: (_, event) =>
    'pot' in event ? event : ({ ...event, pot: 'escrow', pots: null } as Named),
}

/** Before members had a standing, a count said what the best got and not how far that moves anybody. */
function withIncentives(event: Named): Named {
  if ('incentives' in event) return event
  const { results } = event as TaskCounted
  const incentives = Object.fromEntries(results.map(({ author, incentive }) => [author.id, incentive]))
  return { ...event, incentives, standingBasisPoints: 1_000 } as Named
}

/** Of two pots, the escrow was the owner's hotkey too. */
function withFourPots(event: Named): Named {
  const { pots } = event as { readonly pots?: Partial<Pots> }
  if (!pots || 'hotkey' in pots) return event
  return { ...event, pots: { ...pots, payroll: null, hotkey: pots.escrow } } as Named
}

export function upcastEvent<Event extends Named>(stream: string, event: Event): Event {
  return (UPCASTS[event.type]?.(stream, event) ?? event) as Event
}
