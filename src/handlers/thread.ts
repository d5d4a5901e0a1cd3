import { clip } from '../github/escape.ts'
import { type OpenedState, SHOWN, type ThreadFacts } from '../github/facts.ts'
import { labelsOf } from '../github/labels.ts'
import { issueAt } from '../github/places.ts'
import { renderSection, type ShownEvent, type Text, textsOf } from '../github/section.ts'
import { renderTemplate } from '../github/template.ts'
import { renderBody, type Thread } from '../github/thread.ts'
import { openDispute } from '../mechanisms/dispute/verdict.ts'
import { isPhaseOver } from '../mechanisms/phase/over.ts'
import type { Phase, SubnetState } from '../mechanisms/subnet/state.ts'
import { heldUp } from './payments/waiting.ts'
import { proposalStatus } from './proposal/status.ts'
import { type NamedSection, type SectionName, sections, sectionsTouchedBy } from './sections.ts'
import { type SummaryFacts, summarize } from './summary.ts'

const HEADINGS: Record<Exclude<Phase, 'none'>, string> = {
  'awaiting-deposit': 'Awaiting deposit',
  checking: 'Checking the link',
  funding: 'Funding',
  minable: 'Minable',
  launching: 'Launching',
  preparing: 'Preparing',
  probation: 'On probation',
  live: 'Live',
  failed: 'Failed its probation',
  unfunded: 'Unfunded',
  slashed: 'Slashed',
  dissolved: 'Dissolved by the chain',
  returned: 'Money returned',
  closed: 'Closed',
}

/** What changes neither the head of a thread nor its summary or labels. Any other event may. */
const QUIET: readonly ShownEvent[] = [
  'LinkCheckDue',
  'RaceOpened',
  'HeadMerged',
  'HealthDue',
  'IncidentVoted',
  'ShareBought',
]

/** Whether events of these types can change what a thread shows. */
export const changesThread = (types: readonly ShownEvent[]): boolean =>
  types.some((type) => !QUIET.includes(type)) || sectionsTouchedBy(new Set(types)).length > 0

/** The sections of a thread as they were rendered, by name. */
export type Rendered = ReadonlyMap<SectionName, Text>

/** Renders some of the sections of a thread. */
export const renderSections = (
  some: readonly NamedSection[],
  state: OpenedState,
  facts: ThreadFacts,
): Rendered => new Map(some.map((section) => [section.name, renderSection(section, state, facts)]))

/** The same state and facts give the same thread, to the letter. Null where no idea was opened. */
export function renderThread(state: SubnetState, facts: ThreadFacts): Thread | null {
  return isOpened(state) ? putTogether(state, facts, renderSections(sections, state, facts)) : null
}

/** The same from sections that were rendered before. The head is made anew: nearly every event changes it. */
export function putTogether(
  state: OpenedState,
  facts: SummaryFacts & Pick<ThreadFacts, 'page'>,
  rendered: Rendered,
): Thread | null {
  if (state.phase === 'none') return null
  const { terms, discoverer } = state.idea
  const heading = HEADINGS[state.phase]
  const head = {
    heading: openDispute(state) ? `${heading}, challenged` : heading,
    title: clip(terms.title, SHOWN.text),
    discoverer: clip(discoverer.login, SHOWN.login),
    target: state.funding?.target ?? terms.target,
    page: facts.page,
    summary: summarize(state, facts, isShown(rendered, 'waiting')),
  }
  const shown = textsOf(sections.map(({ name }) => rendered.get(name) ?? null))
  return { body: renderBody(head, shown), labels: labelsOf(state), closed: isToClose(state) }
}

/**
 * The answer to `/status`: where the idea stands, without the details of the sticky comment. Asked in the subnet's own
 * repository, on a proposal, it says where that stands first.
 */
export function renderStatus(
  state: SubnetState,
  facts: ThreadFacts,
  askedOn: number | null = null,
): string | null {
  if (!isOpened(state)) return null
  return renderTemplate('github/reply/status', {
    proposal: askedOn === null ? null : proposalStatus(state, askedOn),
    summary: summarize(state, facts, heldUp(state, facts).length > 0),
    page: facts.page,
    thread: askedOn === null ? null : issueAt(facts.github, state.idea),
  })
}

const isShown = (rendered: Rendered, name: SectionName): boolean => (rendered.get(name) ?? null) !== null

export const isOpened = (state: SubnetState): state is OpenedState => state.idea !== null

/** What a person has closed needs no closing. */
const isToClose = ({ phase, idea }: OpenedState): boolean =>
  isPhaseOver(phase) && !(phase === 'closed' && idea.closedWhy === 'withdrawn')
