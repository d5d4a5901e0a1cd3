import { accept } from '../kernel/decision.ts'
import type { Decided, View } from '../kernel/family.ts'
import { foundIn } from './found.ts'
import type { DoubtWeights, FoundWeights, WeightsShape } from './slice.ts'

type State = Pick<View<WeightsShape>, 'weights' | 'team'>

const MINUTE = 60_000

/** What changes in the meantime is looked at together, so that nobody can have a subnet weighed in every block. */
const MOVED = 10 * MINUTE

/** Anyone may register, and a member who has no UID is not known by the hotkey. */
const PERHAPS_CAME = 60 * MINUTE

/** Weighed anew before the next regular look, which may be half a day away. What is to be weighed sooner stays so. */
export function doubtWeights(
  { weights, team }: State,
  { uid, at, source }: DoubtWeights,
): Decided<WeightsShape> {
  const found = foundIn(weights.weighing)
  const again = found && pauseFor(found, uid)
  if (again === null || team.settledBy === null) return accept()
  if (weights.nextAt !== null && weights.nextAt <= at + again) return accept()
  return accept({ type: 'WeightsDoubted', again, at, source })
}

/** Null where it concerns nothing that is or will be on chain. */
function pauseFor({ calls, left }: FoundWeights, uid: number | null): number | null {
  if (uid === null) return calls.length > 0 ? MOVED : null
  const weighs = calls.some(({ uids, values }) => (values[uids.indexOf(uid)] ?? 0) > 0)
  if (weighs) return MOVED
  return left.length > 0 ? PERHAPS_CAME : null
}
