import { dueAt, type Family, isReached, type Moment, type View } from '../kernel/family.ts'
import { isVisited, reportLink } from './decide.ts'
import type { LinkErrand, LinkEvent, LinkShape } from './slice.ts'
import { isIdle, NEVER_VISITED, visited, visitedAnew } from './visits.ts'

type State = View<LinkShape>

/** Rule M3: the article behind an idea, visited before it is billed, and while the idea is open. */
export const link: Family<LinkShape> = {
  name: 'link',
  initial: NEVER_VISITED,
  inHome: false,
  decide: { ReportLink: reportLink },
  evolve: {
    LinkCheckDue: (own, { check }) => ({ ...own, asked: check, nextCheckAt: null }),
    LinkPassed: (own, event, before) => ({
      ...visited(own, event, before),
      failing: null,
      contentHash: own.contentHash ?? event.contentHash,
    }),
    LinkChanged: (own, { at, contentHash }) => ({ ...own, changed: { at, contentHash } }),
    LinkFailed: (own, event, before) => ({
      ...visited(own, event, before),
      failing: { since: own.failing?.since ?? event.at, reason: event.reason },
    }),
    // Another link is looked at anew, and so is one that did not pass and may have been mended.
    IdeaRevised: (own, { terms }, { idea }) =>
      terms.link !== idea?.terms.link || own.failing ? visitedAnew(own) : own,
    // What is seen from now on is what was paid for.
    DepositAccepted: visitedAnew,
  },
  follows,
  due: (state) => dueAt(nextCheck(state)),
  errands: { link: linkErrands },
  next: linkNext,
}

/** A visit is due as soon as the form is read, again when the idea is paid, then one a day while it is open. */
function follows(state: State, moment: Moment): LinkEvent | null {
  if (!isFirst(state) && !isReached(moment, nextCheck(state))) return null
  return { type: 'LinkCheckDue', check: state.link.asked + 1, ...moment.when }
}

/** An idea that was billed before links were looked at first is not looked at until it is paid. */
function isFirst({ phase, link, deposit }: State): boolean {
  const isBegun = phase === 'checking' || (phase === 'awaiting-deposit' && !deposit.bill)
  return isBegun && isIdle(link) && link.contentHash === null && link.nextCheckAt === null
}

const nextCheck = (state: State): number | null => (isVisited(state) ? state.link.nextCheckAt : null)

function linkErrands(state: State): LinkErrand[] {
  const { idea, link, stream } = state
  if (!idea || !isVisited(state) || isIdle(link)) return []
  return [{ kind: 'link', key: `link:${stream}:${link.asked}`, check: link.asked, url: idea.terms.link }]
}

function linkNext({ phase, link }: State) {
  if (phase === 'awaiting-deposit') return link.failing ? 'change-link' : null
  if (phase !== 'checking') return null
  return link.failing ? 'mend-link' : 'check-link'
}
