import type { Invitation } from '../../mechanisms/mining/slice.ts'
import type { SubnetState } from '../../mechanisms/subnet/state.ts'

/** The head that stands in place of the invited one, shortened; null where that stands. */
export function presentBeside(
  { proposals }: Pick<SubnetState, 'proposals'>,
  { pull, head }: Pick<Invitation, 'pull' | 'head'>,
): string | null {
  const present = proposals[pull]?.head ?? head
  return present === head ? null : present.slice(0, 7)
}
