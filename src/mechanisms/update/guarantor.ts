import type { Person } from '../kernel/occurrence.ts'
import type { SeesLaunch } from '../launch/slice.ts'
import type { SeesUpdate } from './slice.ts'

/**
 * Who guarantees the architecture in force: the author of an update from when its probation begins, and for good once it has held. Where it
 * breaks, whoever it was before. Null before the launch.
 */
export function guarantorInForce({ launch, update }: SeesLaunch & SeesUpdate): Person | null {
  const { current, guarantor } = update
  if (current?.stage === 'probation') return current.guarantor
  return guarantor ?? launch?.guarantor ?? null
}
