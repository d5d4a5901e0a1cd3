import { accept, refuse } from '../kernel/decision.ts'
import type { Around, Decided, View } from '../kernel/family.ts'
import type { EditIdea, IdeaShape, OpenIdea, Terms, WithdrawIdea } from './slice.ts'

type State = View<IdeaShape>

/** M1: an idea is opened once; a second delivery of the same issue brings nothing new. */
export function openIdea(state: State, command: OpenIdea, { config }: Around): Decided<IdeaShape> {
  if (state.phase !== 'none') return accept()
  const { type: _, ...idea } = command
  // How a live subnet distributes is told anew each day, and how its roles are held when they are set.
  const { dividends: __, team: ___, update: ____, ...frozen } = config
  return accept({ ...idea, type: 'IdeaOpened', config: frozen })
}

/**
 * Before payment an edit revises the terms; after payment what was paid for stays, and the edit is shown (M3). An edit that is heard
 * after a later one changes nothing. One that leads to what is known is recorded: what it undid may be heard after it.
 */
export function editIdea(state: State, command: EditIdea): Decided<IdeaShape> {
  if (!state.idea) return refuse('no-idea')
  const { terms, earlierHashes = [], isChange, at, source } = command
  const { editedAt } = state.idea
  if (at < editedAt) return accept()
  const isLater = isChange && at > editedAt
  const changed = changedTerms(state.idea.terms, terms, earlierHashes)
  if (state.phase === 'awaiting-deposit') {
    return changed.length > 0 || isLater ? accept({ type: 'IdeaRevised', terms, at, source }) : accept()
  }
  const known = state.idea.editedAfterPayment
  const news = changed.length !== known.length || changed.some((name) => !known.includes(name))
  return (news || isLater) && state.phase !== 'closed'
    ? accept({ type: 'IdeaEdited', changed, at, source })
    : accept()
}

/** Closing the issue withdraws an idea that is not paid. Later its money is in play, and the state says nothing. */
export function withdrawIdea(state: State, { at, source }: WithdrawIdea): Decided<IdeaShape> {
  if (!state.idea) return refuse('no-idea')
  if (state.phase !== 'awaiting-deposit') return accept()
  return accept({ type: 'IdeaClosed', why: 'withdrawn', at, source })
}

function changedTerms(before: Terms, after: Terms, earlierHashes: readonly string[]): string[] {
  const changed: string[] = []
  if (before.title !== after.title) changed.push('title')
  if (before.link !== after.link) changed.push('link')
  if (before.target !== after.target) changed.push('target')
  if (before.roles.join('\n') !== after.roles.join('\n')) changed.push('roles')
  const isSameText = [after.bodyHash, ...earlierHashes].includes(before.bodyHash)
  if (changed.length === 0 && !isSameText) changed.push('text')
  return changed
}
