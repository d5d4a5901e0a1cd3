import type { Cause, OutsideCause } from '../ledger/causes.ts'
import type { RefundEvent } from '../mechanisms/refund/refunds.ts'
import type { SubnetEvent } from '../mechanisms/subnet/state.ts'
import { type Markdown, markdown, toMarkdown } from './escape.ts'
import type { OpenedState, ThreadFacts } from './facts.ts'
import { renderPart } from './template.ts'

/** Events of a subnet, and of what goes back to those who paid for it. */
export type ShownEvent = (SubnetEvent | RefundEvent)['type']

/** What a section is given besides the state: what every section may know, and what it says that it reads. */
export type FactsFor<Reads extends OutsideCause> = Omit<ThreadFacts, Exclude<OutsideCause, Reads>>

/**
 * A part of a thread, declared by its family. It is rendered anew only if something happened that it names. It knows no clock: what it
 * shows depends on the state, on what it reads, and on nothing else.
 */
export interface Section<Reads extends OutsideCause = never> {
  /** In `templates/`, without `.md`. */
  readonly template: string
  /** All the events of the subnet that can change what it shows. */
  readonly events: readonly ShownEvent[]
  /** What it shows of other streams and of settlement. */
  readonly reads: readonly Reads[]
  /** Its text can change and nobody tells, as the runtime's encoding of a call does: while it shows something, each job renders it. */
  readonly fleeting?: true
  /** Whether it is history, and folds: nobody has to read it to know what is to do. Told by the same events. */
  readonly isFinal?: (state: OpenedState) => boolean
  /** What fills the template; null where there is nothing to show. The same state and facts give the same. */
  readonly fill: (state: OpenedState, facts: FactsFor<Reads>) => object | null
}

/** A section of any family. */
export type AnySection = Section<OutsideCause>

/** The sections of one family, by name. */
export type Sections = Readonly<Record<string, AnySection>>

/** Null where there is nothing to show. */
export type Text = string | null

/** Markdown; null where there is nothing to show. */
export function renderSection(section: AnySection, state: OpenedState, facts: ThreadFacts): Text {
  const filling = section.fill(state, facts)
  if (!filling) return null
  const text = toMarkdown(renderPart(section.template, filling))
  return section.isFinal?.(state) ? fold(text) : text
}

/** Behind its own heading. */
function fold(text: string): string {
  const [, heading = '', rest = ''] = /^### ([^\n]*)\n+(.*)$/s.exec(text) ?? []
  if (heading === '') throw new Error(`a section that folds begins with a heading: ${text}`)
  return `<details>\n<summary>${heading}</summary>\n\n${rest}\n\n</details>`
}

/** Whether one of these can change what the section shows. */
export const isTouched = ({ events, reads }: AnySection, causes: ReadonlySet<Cause>): boolean =>
  events.some((type) => causes.has(type)) || reads.some((fact) => causes.has(fact))

/** The texts that there are, as the templates take them. */
export const textsOf = (texts: Iterable<Text>): Markdown[] =>
  [...texts].flatMap((text) => (text === null ? [] : markdown(text)))
