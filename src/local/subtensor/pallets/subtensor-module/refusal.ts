import { moduleError } from '../../runtime/errors.ts'
import type { DispatchError } from '../../runtime/pallet.ts'

/** An error of SubtensorModule by its name. */
export function refusal(name: string): DispatchError {
  return moduleError('SubtensorModule', name)
}
