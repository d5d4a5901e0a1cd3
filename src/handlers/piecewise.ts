import type { OpenedState } from '../github/facts.ts'
import type { Places } from '../github/places.ts'
import { isTouched } from '../github/section.ts'
import type { Thread } from '../github/thread.ts'
import { type Cause, type OutsideCause, takeCauses } from '../ledger/causes.ts'
import type { Queries } from '../ledger/database.ts'
import { readSubnet } from '../ledger/read-subnet.ts'
import { keepSections, keptSections } from '../ledger/sections.ts'
import { versionOf } from './kit/version.ts'
import { type NamedSection, sections } from './sections.ts'
import { speaksOfLinks, speaksOfMissing } from './summary.ts'
import { isOpened, putTogether, type Rendered, renderSections } from './thread.ts'
import { readThreadFacts } from './thread-facts.ts'

/** The idea of a thread, and what GitHub should show of it; null where none was opened. */
export interface ShownThread {
  readonly idea: OpenedState['idea']
  readonly thread: Thread
}

/**
 * Puts a thread together: what happened since the last time is rendered anew, the rest is taken as it was rendered then. Taking what
 * happened, reading the state and keeping the texts are one transaction: if it fails, nothing was taken.
 */
export const showPiecewise = (
  queries: Queries,
  places: Places,
  stream: string,
): Promise<ShownThread | null> =>
  queries.transaction(async (queries) => {
    const causes = await takeCauses(queries, stream)
    const state = await readSubnet(queries, stream)
    if (!isOpened(state)) return null
    const version = versionOf(places)
    const kept = (await keptSections(queries, stream, version)) as Rendered
    const stale = staleSections(kept, causes)
    const facts = await readThreadFacts(queries, places, state, wantedFor(state, stale))
    const fresh = renderSections(stale, state, facts)
    await keepSections(queries, stream, version, fresh)
    const thread = putTogether(state, facts, new Map([...kept, ...fresh]))
    return thread && { idea: state.idea, thread }
  })

/** The sections that are not as they were rendered last, or may not be. */
export const staleSections = (kept: Rendered, causes: ReadonlySet<Cause>): NamedSection[] =>
  sections.filter((section) => {
    const text = kept.get(section.name)
    return text === undefined || isTouched(section, causes) || (section.fleeting && text !== null)
  })

/** What must be read besides the state, for these sections and for the summary. */
export const wantedFor = (state: OpenedState, stale: readonly NamedSection[]): ReadonlySet<OutsideCause> =>
  new Set([
    ...stale.flatMap(({ reads }) => reads),
    ...(speaksOfLinks(state) ? (['coldkeys'] as const) : []),
    ...(speaksOfMissing(state) ? (['missing'] as const) : []),
  ])
