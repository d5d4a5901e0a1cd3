import type { View } from '../kernel/family.ts'
import type { LinkShape, LinkSlice } from './slice.ts'

export const NEVER_VISITED: LinkSlice = {
  asked: 0,
  answered: 0,
  contentHash: null,
  changed: null,
  failing: null,
  nextCheckAt: null,
}

/** Milliseconds. Whoever is not asked to pay yet waits for the next visit, so it comes sooner than once a day. */
const UNPAID_CHECK_EVERY = 3_600_000

/** No answer is waited for. */
export const isIdle = ({ asked, answered }: LinkSlice): boolean => asked <= answered

/** All visits are forgotten but their number: an answer to an earlier one counts for nothing. */
export const visitedAnew = ({ asked }: LinkSlice): LinkSlice => ({ ...NEVER_VISITED, asked, answered: asked })

/** A visit was answered, and the next is due in its time. */
export function visited(
  own: LinkSlice,
  { check, at }: { readonly check: number; readonly at: number },
  { idea, phase }: View<LinkShape>,
): LinkSlice {
  const every = idea?.config.link.recheckEvery ?? 0
  const pause = phase === 'awaiting-deposit' ? Math.min(every, UNPAID_CHECK_EVERY) : every
  return { ...own, answered: check, nextCheckAt: at + pause }
}
