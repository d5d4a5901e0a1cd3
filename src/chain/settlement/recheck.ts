import { callKindOf } from '../call-kinds.ts'
import type { DueIntent } from '../calls.ts'
import { faultOf } from '../connection.ts'
import type { Planning } from './plan.ts'

/**
 * Why some of what would be signed now must not be, by key: what it was made from has changed on the chain since. It is asked anew each time,
 * for the finalized head. What cannot be asked about does not go: it holds itself alone.
 */
export async function changedSince(
  planning: Pick<Planning, 'chain' | 'calls'>,
  go: readonly DueIntent[],
): Promise<ReadonlyMap<string, string>> {
  const changed = new Map<string, string>()
  for (const { intent } of go) {
    const reason = await whyChanged(planning, intent).catch(
      (error) => `The chain does not tell whether it may still go: ${faultOf(error)}`,
    )
    if (reason !== null) changed.set(intent.key, reason)
  }
  return changed
}

async function whyChanged(
  { chain, calls }: Pick<Planning, 'chain' | 'calls'>,
  { call }: DueIntent['intent'],
): Promise<string | null> {
  const { recheck } = callKindOf(calls, call)
  return recheck ? recheck(chain, call, await chain.finalized()) : null
}
