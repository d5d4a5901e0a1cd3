import type { SubnetCommand } from '../../src/mechanisms/subnet/state.ts'
import type { Timelock } from '../../src/mechanisms/weights/timelock.ts'
import { coldkeys, people, START, settle, tick } from './commands.ts'
import { doubtWeights, key, leaveSeat, reportWeights, seeOpened } from './mined-commands.ts'
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
const MINUTE = 60_000
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

/** Committed in the epoch before until a round whose own has an end. The chain opens it three blocks after that began. */
const lasting = (after: number, number: number, epoch: number, holders = 'ab'): SubnetCommand => {
  const opensIn = 1_080 + epoch * 360
  const timelock = { ...until(epoch * EPOCH, opensIn), overAt: START + (epoch + 1) * EPOCH }
  const turn = { from: opensIn - 350, epochs: { next: opensIn, every: 360, closed: 10 } }
  return reportWeights(after, number, {
    calls: [{ ...open, turn, isHidden: true, timelock, holders: `0x${holders}` }],
  })
}
const kept: SubnetCommand[] = [
  ...overdue,
  lasting(EPOCH + 1, 2, 2),
  settle(EPOCH + 30, 1_446, key('team-weights', 2, 1)),
]
const opened: SubnetCommand[] = [...kept, seeOpened(2 * EPOCH + 40, 1_803)]
/** UID 4 is another hotkey's, so they are weighed anew ten minutes later; then they say the same. */
const doubted: SubnetCommand[] = [...opened, doubtWeights(2 * EPOCH + MINUTE, 1_808, 4)]
const reweighed: SubnetCommand[] = [...doubted, tick(2 * EPOCH + 11 * MINUTE, 1_858)]
const fresh: SubnetCommand[] = [...reweighed, lasting(2 * EPOCH + 11 * MINUTE + 1, 3, 3)]
/** Another hotkey has it by now, so they are committed for it. The chain does not open that. */
const recommitted: SubnetCommand[] = [
  ...reweighed,
  lasting(2 * EPOCH + 11 * MINUTE + 1, 3, 3, 'cd'),
  settle(2 * EPOCH + 12 * MINUTE, 1_863, key('team-weights', 3, 1)),
]
const lost: SubnetCommand[] = [...recommitted, tick(4 * EPOCH, 2_524)]
const replaced: SubnetCommand[] = [...lost, lasting(4 * EPOCH + 1, 4, 5, 'cd')]

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
  kept,
  opened,
  doubted,
  reweighed,
  fresh,
  recommitted,
  lost,
  replaced,
} satisfies Record<string, SubnetCommand[]>
