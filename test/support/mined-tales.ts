import type { SubnetCommand } from '../../src/mechanisms/subnet/state.ts'
import { coldkeys, DAY, people, settle, tao, tick } from './commands.ts'
import {
  accept,
  askSeat,
  giveScore,
  headOf,
  issueGuaranteeBill,
  key,
  leaveSeat,
  openIncident,
  openTask,
  payGuarantee,
  purchase,
  reportDay,
  reportHead,
  reportHealth,
  reportHome,
  reportMerge,
  reportPlan,
  reportRelease,
  reportStakes,
  reportTask,
  reportTaskEnd,
  seeProposal,
  setRoles,
  skipDay,
  validators,
  voteIncident,
} from './mined-commands.ts'
import { tales } from './tales.ts'

/** Lives of funded ideas under `minedConfig`, as the commands that made them. The first round opens at 100 and ends at 1,100. */

const [eva, fox, gus, hal] = validators
if (!eva || !fox || !gus || !hal) throw new Error('four validators')

const mining: SubnetCommand[] = [...tales.minable, reportHome(100)]

/** Ben's proposal 11 is the best, Fox's 12 comes second. */
const proposed: SubnetCommand[] = [
  ...mining,
  seeProposal(110, 11, people.ben),
  reportHead(115, 11),
  seeProposal(120, 12, people.fox),
  reportHead(125, 12),
]

const scored: SubnetCommand[] = [
  ...proposed,
  giveScore(130, 11, eva, 90),
  giveScore(131, 12, eva, 60),
  giveScore(140, 11, gus, 80),
  giveScore(141, 12, gus, 50),
  giveScore(150, 11, hal, { criteria: { correctness: 90, incentives: 70, evidence: 50 } }),
]

const counting: SubnetCommand[] = [...scored, tick(1_100, 20)]
const invited: SubnetCommand[] = [...counting, reportStakes(1_101)]
const accepted: SubnetCommand[] = [...invited, accept(1_200, 11, people.ben), issueGuaranteeBill(1_201)]
const guaranteed: SubnetCommand[] = [...accepted, payGuarantee(1_300, 25)]
const merged: SubnetCommand[] = [...guaranteed, reportMerge(1_310)]
const registering: SubnetCommand[] = [...merged, reportRelease(1_320)]
const registered: SubnetCommand[] = [
  ...registering,
  settle(1_330, 30, key('network-register'), { ok: true, registered: { netuid: 2, lockCost: tao(80) } }),
]
const configuring: SubnetCommand[] = [...registered, reportPlan(1_331)]
const preparing: SubnetCommand[] = [
  ...configuring,
  settle(1_340, 31, key('chain-step', 1, 0)),
  settle(1_350, 32, key('chain-step', 1, 1)),
]
const starting: SubnetCommand[] = [...preparing, tick(1_650, 40)]
/** Started at 1,700: its days end at 1,800, 1,900, 2,000 and 2,100. */
const probation: SubnetCommand[] = [...starting, settle(1_700, 45, key('start-call'))]

const days = (...miners: readonly number[]): SubnetCommand[] =>
  miners.flatMap((count, n) => [
    tick(1_800 + n * 100, 50 + n),
    reportHealth(1_801 + n * 100, n + 1, { miners: count }),
  ])

const lapsed: SubnetCommand[] = [...accepted, tick(1_602, 33)]

export const minedTales = {
  mining,
  proposed,
  scored,
  counting,
  invited,
  accepted,
  guaranteed,
  pushedAfterGuarantee: [...guaranteed, seeProposal(1_305, 11, people.ben, { head: headOf(11, 2) })],
  lapsed,
  secondRound: [
    ...lapsed,
    tick(2_602, 50),
    reportStakes(2_603, 2),
    accept(2_610, 11, people.ben),
    issueGuaranteeBill(2_611, 2),
    payGuarantee(2_620, 55, 2),
  ],
  merged,
  registering,
  registered,
  configuring,
  preparing,
  starting,
  probation,
  passed: [...probation, ...days(3, 2, 4, 3)],
  failed: [...probation, ...days(3, 2, 0, 3)],
  incident: [
    ...probation,
    openIncident(1_750),
    voteIncident(1_760, 40, people.eva, 'uphold'),
    tick(1_750 + 7 * 86_400_000, 5_000),
  ],
} satisfies Record<string, SubnetCommand[]>

/** A subnet that has passed its probation, and whose output is bought. */
export const soldTale: SubnetCommand[] = [
  ...minedTales.passed,
  purchase(90_000, 900, coldkeys.eva, 800),
  purchase(90_100, 901, coldkeys.fox, 200),
  purchase(90_200, 902, coldkeys.ben, 1_000),
]

/** All three seats are taken, and Ada waits until she can have Ben's; then Eva leaves, and an update ends Fox's. */
export const teamTale: SubnetCommand[] = [
  ...minedTales.passed,
  askSeat(2_150, people.ben),
  askSeat(2_160, people.eva),
  askSeat(2_170, people.fox),
  askSeat(2_180, people.ada),
  askSeat(2_860, people.ada),
  leaveSeat(2_870, people.eva),
  setRoles(2_880, [{ id: 'developer', seats: 1 }]),
]

/** Fox and Ada submit to a task of the guarantor's. Fox's is the better one. */
const scoredTask: SubnetCommand[] = [
  ...teamTale.slice(0, -1),
  openTask(2_900, 60),
  seeProposal(2_910, 21, people.fox, { task: 60 }),
  reportHead(2_911, 21, { touches: false }),
  seeProposal(2_920, 22, people.ada, { task: 60 }),
  reportHead(2_921, 22, { touches: false }),
  giveScore(2_930, 21, eva, { criteria: { correctness: 90, incentives: 80, evidence: 70 } }),
  giveScore(2_931, 22, eva, { criteria: { correctness: 60, incentives: 70, evidence: 70 } }),
  giveScore(2_940, 21, gus, 80),
  giveScore(2_941, 22, gus, 50),
]

const countedTask: SubnetCommand[] = [...scoredTask, tick(3_200, 120), reportTask(3_201, 60)]
const doneTask: SubnetCommand[] = [...countedTask, reportTaskEnd(3_210, 60, 21)]

/** Besides, one comes after the deadline, one holds no seat, and Ada has a second one. */
const crowdedTask: SubnetCommand[] = [
  ...scoredTask,
  seeProposal(2_950, 23, people.eva, { task: 60 }),
  reportHead(2_951, 23, { touches: false }),
  seeProposal(2_960, 24, people.ada, { task: 60 }),
  reportHead(2_961, 24, { touches: false }),
  seeProposal(3_205, 25, people.fox, { task: 60 }),
  reportHead(3_206, 25, { touches: false }),
  tick(3_210, 120),
  reportTask(3_211, 60),
  reportTaskEnd(3_220, 60, 21),
]

/** Nobody submits to the second one: its deadline moves once, and then it is over. */
const extendedTask: SubnetCommand[] = [
  ...doneTask,
  settle(3_220, 121, key('task-reward', 60)),
  openTask(3_230, 61),
  tick(3_530, 130),
  reportTask(3_531, 61),
]

export const taskTales = {
  scored: scoredTask,
  counted: countedTask,
  done: doneTask,
  crowded: crowdedTask,
  extended: extendedTask,
  over: [...extendedTask, tick(3_830, 140), reportTask(3_831, 61), reportTaskEnd(3_840, 61, null)],
} satisfies Record<string, SubnetCommand[]>
/** What people live through when the end of a round or of a task is near: only at their pace is there time to be told. */
export const nearing = {
  'round-nears-end': [...scored, tick(900, 18)],
  'task-nears-end': [...scoredTask, tick(3_130, 118)],
  'task-nears-end-empty': [...extendedTask, tick(3_760, 136)],
} satisfies Record<string, SubnetCommand[]>

/** A live subnet of which two days are reckoned, and a third is not. */
export const dailyTale: SubnetCommand[] = [
  ...minedTales.passed,
  tick(90_000, 900),
  reportDay(90_100, 1),
  tick(90_000 + DAY, 8_100),
  reportDay(90_100 + DAY, 2),
  tick(90_000 + 2 * DAY, 15_300),
  skipDay(90_100 + 2 * DAY, 3),
]
