import { callKindOf } from '../call-kinds.ts'
import type { DueIntent } from '../calls.ts'
import type { Planning } from './plan.ts'

/**
 * Why some of what would be signed now must not be, by key: what it was made from has changed on the chain since. It is asked anew each time,
 * for the finalized head.
 */
export async function changedSince(
  { chain, calls }: Pick<Planning, 'chain' | 'calls'>,
  go: readonly DueIntent[],
): Promise<ReadonlyMap<string, string>> {
  const changed = new Map<string, string>()
  for (const { intent } of go) {
    const { recheck } = callKindOf(calls, intent.call)
    const reason = recheck ? await recheck(chain, intent.call, await chain.finalized()) : null
    if (reason !== null) changed.set(intent.key, reason)
  }
  return changed
}
