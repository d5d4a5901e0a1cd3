import type { SubnetCommand } from '../../src/mechanisms/subnet/state.ts'
import { people, settle, tick } from './commands.ts'
import { key, leaveSeat, reportWeights } from './mined-commands.ts'
import { taskTales } from './mined-tales.ts'

const HOURS = 6 * 3_600_000

/** A task was counted, so the standings are weighed at the next block. */
const begun: SubnetCommand[] = [...taskTales.done, tick(3_230, 122)]
const planned: SubnetCommand[] = [...begun, reportWeights(3_231, 1)]
const set: SubnetCommand[] = [...planned, settle(3_240, 1_215, key('team-weights', 1, 1))]

/** Ada leaves, and the subnet takes no weights in the open any more; then nobody of the team has a UID. */
const [open] = reportWeights(0, 2).calls
if (!open) throw new Error('there is one')
const hidden: SubnetCommand[] = [
  ...set,
  leaveSeat(3_300, people.ada),
  tick(3_310, 123),
  reportWeights(3_311, 2, { calls: [{ ...open, uids: [5], values: [65_535], isHidden: true }] }),
]
const left: SubnetCommand[] = [
  ...hidden,
  tick(3_320 + HOURS, 2_000),
  reportWeights(3_321 + HOURS, 3, { block: 2_000, calls: [], left: [people.fox] }),
]

export const weightsTales = { begun, planned, set, hidden, left } satisfies Record<string, SubnetCommand[]>
