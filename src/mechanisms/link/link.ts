import { dueAt, type Family, isReached, type Moment, type View } from '../kernel/family.ts'
import { isOpen, reportLink } from './decide.ts'
import type { LinkErrand, LinkEvent, LinkShape, LinkSlice } from './slice.ts'

type State = View<LinkShape>

/** Rule M3: the article behind an idea, visited while the idea is open. */
export const link: Family<LinkShape> = {
  name: 'link',
  initial: { asked: 0, answered: 0, contentHash: null, changed: null, failing: null, nextCheckAt: null },
  decide: { ReportLink: reportLink },
  evolve: {
    LinkCheckDue: (own, { check }) => ({ ...own, asked: check, nextCheckAt: null }),
    LinkPassed: (own, event, before) => ({
      ...answered(own, event, before),
      failing: null,
      contentHash: own.contentHash ?? event.contentHash,
    }),
    LinkChanged: (own, { at, contentHash }) => ({ ...own, changed: { at, contentHash } }),
    LinkFailed: (own, event, before) => ({
      ...answered(own, event, before),
      failing: { since: own.failing?.since ?? event.at, reason: event.reason },
    }),
  },
  follows,
  due: (state) => dueAt(nextCheck(state)),
  errands: { link: linkErrands },
  next: linkNext,
}

const answered = (
  own: LinkSlice,
  { check, at }: { check: number; at: number },
  { idea }: State,
): LinkSlice => ({
  ...own,
  answered: check,
  nextCheckAt: at + (idea?.config.link.recheckEvery ?? 0),
})

/** The first check is due when the idea is paid, then one a day while it is open. */
function follows(state: State, moment: Moment): LinkEvent | null {
  const { phase, link } = state
  const isFirst = phase === 'checking' && link.asked === 0
  if (!isFirst && !isReached(moment, nextCheck(state))) return null
  return { type: 'LinkCheckDue', check: link.asked + 1, ...moment.when }
}

const nextCheck = (state: State): number | null => (isOpen(state) ? state.link.nextCheckAt : null)

function linkErrands(state: State): LinkErrand[] {
  const { idea, link, stream } = state
  if (!idea || !isOpen(state) || link.asked <= link.answered) return []
  return [{ kind: 'link', key: `link:${stream}:${link.asked}`, check: link.asked, url: idea.terms.link }]
}

function linkNext({ phase, link }: State) {
  if (phase !== 'checking') return null
  return link.failing ? 'mend-link' : 'check-link'
}
