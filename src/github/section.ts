import type { ColdkeyLinked } from '../mechanisms/account/account.ts'
import type { SubnetEvent } from '../mechanisms/subnet/state.ts'
import type { Markdown } from './escape.ts'
import type { OpenedState, ThreadFacts } from './facts.ts'
import { renderPart } from './template.ts'

/** Events of a subnet, and of the accounts that its threads speak of. */
export type ShownEvent = (SubnetEvent | ColdkeyLinked)['type']

/** A part of a thread, declared by its family. */
export interface Section {
  readonly name: string
  /** In `templates/`, without `.md`. */
  readonly template: string
  /** All the events that can change what it shows. */
  readonly events: readonly ShownEvent[]
  /** What fills the template; null where there is nothing to show. The same state and facts give the same. */
  readonly fill: (state: OpenedState, facts: ThreadFacts) => object | null
}

/** Null where there is nothing to show. */
export function renderSection(section: Section, state: OpenedState, facts: ThreadFacts): Markdown | null {
  const filling = section.fill(state, facts)
  return filling && renderPart(section.template, filling)
}

/** Those of the sections that events of these types can change. */
export function changedBy(sections: readonly Section[], types: readonly ShownEvent[]): Section[] {
  const happened = new Set(types)
  return sections.filter(({ events }) => events.some((type) => happened.has(type)))
}
