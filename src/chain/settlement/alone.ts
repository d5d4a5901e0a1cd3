import { type Calls, callKindOf } from '../call-kinds.ts'
import type { Treasury } from '../pots.ts'
import type { Planned } from './ways.ts'

/** Why some are held that only guardians could let go, by key. They are over before guardians approve, and each would stay behind as an open call. */
export function whyAlone(
  calls: Calls,
  { threshold }: Pick<Treasury, 'threshold'>,
  planned: readonly Planned[],
): Map<string, string> {
  const waits = new Map<string, string>()
  if (threshold === 1) return waits
  for (const { grant, intent } of planned) {
    const reason = grant ? null : callKindOf(calls, intent.call).whyAlone?.(intent.call)
    if (reason != null) waits.set(intent.key, reason)
  }
  return waits
}
