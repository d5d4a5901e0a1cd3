import { isOpen } from '../link/decide.ts'
import type { SubnetState } from './state.ts'

/** A thing outside that the state needs to know. The answer comes back as a command. */
export type Lookup =
  | { readonly kind: 'bill'; readonly key: string }
  | { readonly kind: 'link'; readonly key: string; readonly check: number; readonly url: string }

export function lookups(state: SubnetState): Lookup[] {
  const { idea, link, stream } = state
  if (!idea) return []
  if (state.phase === 'awaiting-deposit' && !state.deposit.bill) {
    return [{ kind: 'bill', key: `bill:${stream}:${idea.terms.title}:${idea.terms.link}` }]
  }
  if (!isOpen(state) || link.asked <= link.answered) return []
  return [{ kind: 'link', key: `link:${stream}:${link.asked}`, check: link.asked, url: idea.terms.link }]
}
