import type { SubnetCommand } from '../../src/mechanisms/subnet/state.ts'
import type { Timelock } from '../../src/mechanisms/weights/timelock.ts'
import { coldkeys, people, START, settle, tick } from './commands.ts'
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

/** Encrypted until a round that many milliseconds after the start. */
const until = (after: number, opensIn: number): Timelock => ({
  hotkey: coldkeys.treasury,
  publicKey: `0x${'83cf'.repeat(48)}`,
  round: 24_807_411 + opensIn,
  readableAt: START + after,
  opensIn,
})
const EPOCH = 360 * 12_000
const hiding = (after: number, number: number, timelock: Timelock, holders = 'ab'): SubnetCommand =>
  reportWeights(after, number, { calls: [{ ...open, isHidden: true, timelock, holders: `0x${holders}` }] })

/** The subnet takes weights by commit and reveal alone. The first are not committed by their round, so they are weighed anew. */
const encrypted: SubnetCommand[] = [...begun, hiding(3_231, 1, until(EPOCH, 1_440))]
const overdue: SubnetCommand[] = [...encrypted, tick(EPOCH, 1_443)]
const again: SubnetCommand[] = [...overdue, hiding(EPOCH + 1, 2, until(2 * EPOCH, 1_800))]
/** Somebody without a UID leaves, which changes nothing of what they say. */
const unchanged: SubnetCommand[] = [
  ...again,
  leaveSeat(EPOCH + 10, people.ada),
  tick(EPOCH + 20, 1_444),
  hiding(EPOCH + 21, 3, until(3 * EPOCH, 2_160)),
]
const committed: SubnetCommand[] = [...unchanged, settle(EPOCH + 30, 1_446, key('team-weights', 2, 1))]

export const weightsTales = {
  begun,
  planned,
  set,
  hidden,
  left,
  encrypted,
  overdue,
  again,
  unchanged,
  committed,
} satisfies Record<string, SubnetCommand[]>
