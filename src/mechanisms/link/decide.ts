import { accept, refuse } from '../kernel/decision.ts'
import type { Decided, View } from '../kernel/family.ts'
import type { SeesPhase } from '../phase/slice.ts'
import type { LinkEvent, LinkShape, ReportLink } from './slice.ts'

/** M3. Only the newest check that was asked for counts; an answer that comes twice brings nothing new. */
export function reportLink(state: View<LinkShape>, command: ReportLink): Decided<LinkShape> {
  if (!state.idea) return refuse('no-idea')
  const { check, result, at, source } = command
  const { link } = state
  if (check !== link.asked || check <= link.answered || !isOpen(state)) return accept()
  if (!result.ok) return accept({ type: 'LinkFailed', check, reason: result.reason, at, source })
  const { contentHash, finalUrl } = result
  const passed: LinkEvent = { type: 'LinkPassed', check, contentHash, finalUrl, at, source }
  const seen = link.changed?.contentHash ?? link.contentHash
  const changed = seen !== null && seen !== contentHash
  return changed
    ? accept<LinkEvent>(passed, { type: 'LinkChanged', check, contentHash, at, source })
    : accept(passed)
}

/** While it is open, an idea's link is checked: once paid, and then daily. */
export const isOpen = ({ phase }: SeesPhase): boolean => phase === 'checking' || phase === 'funding'
