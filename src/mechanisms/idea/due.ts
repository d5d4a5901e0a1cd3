import { openDispute } from '../dispute/verdict.ts'
import type { View } from '../kernel/family.ts'
import type { IdeaShape, IdeaSlice, SeesIdea } from './slice.ts'

/** Milliseconds, UTC. */
export const depositDeadline = (idea: IdeaSlice): number => idea.openedAt + idea.config.idea.depositDeadline

/** An unpaid idea expires just after its deadline. */
export const depositDue = ({ phase, idea }: Pick<View<IdeaShape>, 'phase'> & SeesIdea): number | null =>
  phase === 'awaiting-deposit' && idea ? depositDeadline(idea) + 1 : null

/** A paid idea is closed whose link never passed, or passed and then fails for as long; not while it is disputed. */
export function linkDue(state: Omit<View<IdeaShape>, 'stream'>): number | null {
  const { phase, idea, deposit, link } = state
  if (phase !== 'checking' || !idea || !deposit.paid || openDispute(state)) return null
  const since = link.contentHash === null ? deposit.paid.at : link.failing?.since
  return since === undefined ? null : since + idea.config.idea.linkDeadline
}
