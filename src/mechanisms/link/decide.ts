import { accept, refuse } from '../kernel/decision.ts'
import type { Decided, View } from '../kernel/family.ts'
import type { LinkEvent, LinkShape, ReportLink } from './slice.ts'

/** M3. Only the newest check that was asked for counts; an answer that comes twice brings nothing new. */
export function reportLink(state: View<LinkShape>, command: ReportLink): Decided<LinkShape> {
  if (!state.idea) return refuse('no-idea')
  const { check, result, at, source } = command
  const { link } = state
  if (check !== link.asked || check <= link.answered || !isVisited(state)) return accept()
  if (!result.ok) return accept({ type: 'LinkFailed', check, reason: result.reason, at, source })
  const { contentHash, finalUrl } = result
  const passed: LinkEvent = { type: 'LinkPassed', check, contentHash, finalUrl, at, source }
  const seen = link.changed?.contentHash ?? link.contentHash
  const changed = seen !== null && seen !== contentHash
  return changed
    ? accept<LinkEvent>(passed, { type: 'LinkChanged', check, contentHash, at, source })
    : accept(passed)
}

/**
 * Before its bill an idea's link is visited until it has passed once. Paid, it is visited anew, and then daily while the
 * idea is open.
 */
export function isVisited({ phase, link }: Pick<View<LinkShape>, 'phase' | 'link'>): boolean {
  if (phase === 'awaiting-deposit') return link.contentHash === null
  return phase === 'checking' || phase === 'funding'
}
