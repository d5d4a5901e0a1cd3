import { alpha } from '../../src/mechanisms/money.ts'
import type { SubnetCommand } from '../../src/mechanisms/subnet/state.ts'
import { coldkeys, people, settle, tick } from './commands.ts'
import { seeDissolution } from './dissolved-tale.ts'
import { queue, quicker } from './mandate-tales.ts'
import {
  accept,
  architecture,
  decline,
  giveScore,
  headOf,
  issueGuaranteeBill,
  key,
  openIncident,
  payGuarantee,
  reportDay,
  reportHead,
  reportMandate,
  reportRevert,
  reportStakes,
  reportUpdateHealth,
  reportUpdateMerge,
  reportUpdateRelease,
  seeProposal,
  validators,
  voteIncident,
} from './mined-commands.ts'
import { minedTales } from './mined-tales.ts'

/**
 * Lives of a live subnet that is improved, at the pace of people under `slowConfig`: 100 is a day. The subnet goes live on 22 January, and
 * its first month, round 2, ends with January at 3,100.
 */

const [eva, , gus, hal] = validators
if (!eva || !gus || !hal) throw new Error('four validators')

const live: SubnetCommand[] = [...minedTales.passed]

/** Fox proposes another tempo, which is better than what is in force; Eva's own proposal comes second. */
const proposed: SubnetCommand[] = [
  ...live,
  seeProposal(2_200, 31, people.fox),
  reportHead(2_205, 31, { architecture: quicker }),
  seeProposal(2_210, 32, people.ben),
  reportHead(2_215, 32),
]
const scored: SubnetCommand[] = [
  ...proposed,
  giveScore(2_300, 31, eva, 98),
  giveScore(2_301, 32, eva, 60),
  giveScore(2_310, 31, gus, 95),
  giveScore(2_311, 32, gus, 50),
  giveScore(2_320, 31, hal, 97),
]
const close = (tale: readonly SubnetCommand[], after = 3_100, round = 2): SubnetCommand[] => [
  ...tale,
  tick(after, 100 + after),
  reportStakes(after + 1, round),
]

const invited = close(scored)
const accepted: SubnetCommand[] = [
  ...invited,
  accept(3_110, 31, people.fox, coldkeys.fox),
  issueGuaranteeBill(3_111, 2),
]
const guaranteed: SubnetCommand[] = [...accepted, payGuarantee(3_120, 3_205, 2, { payer: coldkeys.fox })]
const merged: SubnetCommand[] = [...guaranteed, reportUpdateMerge(3_130, 2)]
const applying: SubnetCommand[] = [
  ...merged,
  reportMandate(3_140, 1, { architecture: quicker, steps: queue }),
  reportUpdateRelease(3_145, 2),
]
/** The chain is like it at 3,160: its days end at 3,260, 3,360, 3,460 and 3,560. */
const probation: SubnetCommand[] = [
  ...applying,
  settle(3_150, 3_250, key('owner-step', 1, 0)),
  settle(3_160, 3_260, key('owner-step', 1, 1)),
]
const daysFrom = (start: number, round: number, miners: readonly number[]): SubnetCommand[] =>
  miners.flatMap((count, n) => [
    tick(start + n * 100, start + 40 + n),
    reportUpdateHealth(start + 1 + n * 100, round, n + 1, { miners: count }),
  ])
const days = (...miners: readonly number[]): SubnetCommand[] => daysFrom(3_260, 2, miners)
const held: SubnetCommand[] = [...probation, ...days(3, 2, 3, 3)]
const brokeLast: SubnetCommand[] = [...probation, ...days(3, 2, 3, 0)]
const broke: SubnetCommand[] = [...probation, ...days(0, 0)]
/** Ben says that it does not do what it promised, and Eva that he is right: her vote lasts seven days, over the last day of the update. */
const incident: SubnetCommand[] = [
  ...probation,
  openIncident(3_200, 40, { opener: people.ben, openerColdkey: coldkeys.ben }),
  voteIncident(3_210, 40, people.eva, 'uphold'),
]
const reverted: SubnetCommand[] = [...broke, reportRevert(3_370, 2)]
const settingBack: SubnetCommand[] = [
  ...reverted,
  reportMandate(3_380, 2, { architecture, steps: queue.slice(0, 1) }),
]
const setBack: SubnetCommand[] = [...settingBack, settle(3_390, 3_420, key('owner-step', 2, 0))]

/** What Fox proposed has a new role too. The day after it is in force pays him for that. */
const wider = {
  ...quicker,
  roles: [
    ...quicker.roles,
    { id: 'writer', seats: 2, mechanism: null, description: 'Explains what is done' },
  ],
}
const innovative: SubnetCommand[] = [
  ...merged,
  reportMandate(3_140, 1, { architecture: wider, steps: queue }),
  reportUpdateRelease(3_145, 2),
  settle(3_150, 3_250, key('owner-step', 1, 0)),
  settle(3_160, 3_260, key('owner-step', 1, 1)),
]
const given = reportDay(3_165, 1)
const rewarded: SubnetCommand[] = [
  ...innovative,
  { ...given, totals: { ...given.totals, authors: [{ round: 2, earned: alpha(9_000_000_000n) }] } },
]

/** Fox pushes after the guarantee, and wins February with what was pushed: it holds. Then the chain dissolves the subnet. */
const pushed: SubnetCommand[] = [...guaranteed, seeProposal(3_125, 31, people.fox, { head: headOf(31, 2) })]
const secondTry: SubnetCommand[] = [
  ...pushed,
  settle(3_130, 3_206, key('guarantee-return', 2)),
  reportHead(3_140, 31, { architecture: quicker }, headOf(31, 2)),
  giveScore(3_200, 31, eva, 99),
  giveScore(3_201, 31, gus, 97),
  tick(5_900, 6_000),
  reportStakes(5_901, 3),
  accept(5_910, 31, people.fox, coldkeys.fox),
  issueGuaranteeBill(5_911, 3),
  payGuarantee(5_920, 6_005, 3, { payer: coldkeys.fox }),
  reportUpdateMerge(5_930, 3, { ok: false, reason: 'forbidden', said: 'A review is required.' }),
  tick(5_960, 6_010),
  reportUpdateMerge(5_961, 3),
  reportMandate(5_970, 1, { architecture: quicker, steps: queue }),
  reportUpdateRelease(5_971, 3),
  settle(5_980, 6_020, key('owner-step', 1, 0)),
  settle(5_990, 6_030, key('owner-step', 1, 1)),
  ...daysFrom(6_090, 3, [3, 3, 0, 3]),
  settle(6_500, 6_600, key('guarantee-return', 3)),
  seeDissolution(6_510, 6_610),
]

/** Lives of a live subnet that is improved month by month. */
export const updateTales = {
  live,
  scored,
  counting: scored.concat(tick(3_100, 3_200)),
  /** What lost the launch is still open, until it is closed. */
  nobody: close([...proposed, seeProposal(2_290, 12, people.fox, { status: 'closed' })]),
  /** All that Fox's gets is as good as what is in force. */
  notBetter: close([...proposed, giveScore(2_300, 31, eva, 86)]),
  invited,
  declined: [...invited, decline(3_110, 31, people.fox)],
  late: [...accepted, tick(3_602, 3_702)],
  accepted,
  guaranteed,
  conflicting: [
    ...guaranteed,
    reportUpdateMerge(3_130, 2, { ok: false, reason: 'conflict', said: 'Merge conflict' }),
  ],
  pushed,
  secondTry,
  mergedByHand: [...invited, seeProposal(3_105, 31, people.fox, { status: 'merged' })],
  merged,
  applying,
  probation,
  innovative,
  rewarded,
  held,
  returned: [...held, settle(3_570, 3_600, key('guarantee-return', 2))],
  brokeLast,
  incident,
  upheld: [...incident, ...days(3, 2, 3, 3), tick(3_900, 4_000)],
  broke,
  revertConflicts: [...broke, reportRevert(3_370, 2, { ok: false, reason: 'conflict' })],
  reverted,
  settingBack,
  setBack,
  slashed: [...setBack, settle(3_400, 3_430, key('guarantee-slash', 2))],
  refused: [
    ...merged,
    reportMandate(3_140, 1, {
      problems: [{ file: 'architecture.yaml', line: 12, column: 3, message: 'Write at most `256`.' }],
    }),
  ],
  /** Another is the best of February, and the update before it is not over. */
  tooEarly: close([...merged, giveScore(3_200, 32, eva, 100), giveScore(3_201, 32, gus, 100)], 5_900, 3),
} satisfies Record<string, readonly SubnetCommand[]>
