import { coldkeys, DAY, people, settle, tao, tick } from '../../../../test/support/commands.ts'
import { delegatesTales } from '../../../../test/support/delegates-tale.ts'
import { dissolvedTales, reportRest, seeDissolution } from '../../../../test/support/dissolved-tale.ts'
import { driftTale } from '../../../../test/support/drift-tale.ts'
import { forkTales } from '../../../../test/support/fork-tale.ts'
import { furtherTales } from '../../../../test/support/further-tale.ts'
import { mandateTales } from '../../../../test/support/mandate-tales.ts'
import {
  decline,
  headOf,
  key,
  openIncident,
  openTask,
  reportHome,
  reportMerge,
  reportRelease,
  reportStakes,
  seeProposal,
  voteIncident,
} from '../../../../test/support/mined-commands.ts'
import { minedTales, taskTales, teamTale } from '../../../../test/support/mined-tales.ts'
import { slowReturnedTales } from '../../../../test/support/returned-tale.ts'
import { slowConfig, slowly } from '../../../../test/support/slow.ts'
import { storefrontTale } from '../../../../test/support/storefront-tale.ts'
import { tales } from '../../../../test/support/tales.ts'
import { tell } from '../../../../test/support/tell.ts'
import { updateTales } from '../../../../test/support/update-tales.ts'
import { weightsTales } from '../../../../test/support/weights-tale.ts'
import type { Approval, ThreadFacts } from '../../../github/facts.ts'
import type { DailyReport } from '../../../ledger/reports.ts'
import { rao } from '../../../mechanisms/money.ts'
import { errands } from '../../../mechanisms/subnet/errands.ts'
import type { SubnetCommand, SubnetState } from '../../../mechanisms/subnet/state.ts'
import { TEAM_UNREAD } from '../../scoring/team.ts'
import { checks, HOSTILE, hostileProposal, tellSlowly } from './mined.ts'
import { facts } from './situations.ts'

interface MinedSituation {
  readonly commands: readonly SubnetCommand[]
  readonly state: SubnetState
  readonly facts: ThreadFacts
}

const at = (commands: readonly SubnetCommand[], known: Partial<ThreadFacts> = {}): MinedSituation => ({
  commands,
  state: tellSlowly(commands),
  facts: { ...facts, ...known },
})

const mechanism = (miners: number, emission: number) => ({
  miners,
  validators: 2,
  weights: 3,
  emission: BigInt(emission) * 1_000_000_000n,
})

/** Three days of four. */
const reports: readonly DailyReport[] = [100, 101, 103].map((day, place) => ({
  day,
  block: 7_200 * day,
  neurons: 12 + place,
  registrations: place,
  mechanisms: [mechanism(4 + place, 110), mechanism(1, 40 - 10 * place)],
}))

const blocked = (obstacle: 'forbidden' | 'no-access' | 'taken' | 'no-public', said?: string) =>
  at([...tales.minable, reportHome(100, { ok: false, obstacle, ...(said !== undefined && { said }) })])

const { accepted, guaranteed, invited, merged, passed, failed, probation, registering, starting } = minedTales
const register = key('network-register')

const waiting: Approval = {
  callHash: `0x${'e'.repeat(64)}`,
  callHex: '0x1f0102',
  threshold: 2,
  signatories: [
    { address: coldkeys.fox, approved: true, approvalHex: null },
    { address: coldkeys.eva, approved: false, approvalHex: '0x1e0101' },
    { address: coldkeys.ben, approved: false, approvalHex: '0x1e0102' },
  ],
  others: 1,
  intents: [register],
}

/** Day 17.5 and seven days later. */
const [opened, closed] = [1_750, 2_450]
const incident = [...probation, openIncident(opened), voteIncident(1_760, 40, people.eva, 'reject')]
const hostileIncident = openIncident(opened, 41, { reason: HOSTILE, opener: { id: 104, login: HOSTILE } })

/** Registering a network costs more than was raised. */
const tooDear = (commands: readonly SubnetCommand[]): MinedSituation =>
  at(commands, { cost: { amount: tao(120), block: 3_210 } })

/** Its rounds ask the best for a mean grade of 90. */
const asking = (commands: readonly SubnetCommand[]): MinedSituation => {
  const config = { ...slowConfig, mining: { ...slowConfig.mining, leastGrade: 9_000 } }
  return { commands, state: tell(slowly(commands), config).state, facts }
}

/** Its validators are a team that GitHub does not show any more. */
function unreadTeam(): MinedSituation {
  const counting = at(minedTales.counting)
  const { state } = counting
  const { round } = state.mining
  if (!round) throw new Error('no round')
  const validators = { kind: 'team', organization: 'riverbed', team: 'validators' } as const
  const rules = { ...round.rules, scoring: { ...round.rules.scoring, validators } }
  const [errand] = errands(state).filter(({ kind }) => kind === 'stakes')
  return {
    commands: counting.commands,
    state: { ...state, mining: { ...state.mining, round: { ...round, rules } } },
    facts: { ...facts, missing: { [errand?.key ?? '']: `${TEAM_UNREAD} riverbed/validators` } },
  }
}

/** Every situation of a funded idea that a thread has words for; each has its golden file. */
export const minedSituations = {
  'further-opening': at(furtherTales.asked),
  'further-collecting': at(furtherTales.collecting),
  'further-funded': at(furtherTales.funded),
  'further-failing': at(furtherTales.failing),
  'further-failed': at(furtherTales.failed),
  'further-called-off': at(furtherTales.calledOff),
  'further-for-registration': at(furtherTales.forRegistration),
  'home-making': at(tales.minable),
  'home-forbidden': blocked('forbidden'),
  'home-no-access': blocked('no-access'),
  'home-taken': blocked('taken'),
  'home-no-public': blocked('no-public', 'Visibility can’t be public. @octocat <b>says</b> so.'),
  'home-retried': at([
    ...tales.minable,
    reportHome(100, { ok: false, obstacle: 'forbidden' }),
    tick(101, 10),
  ]),
  'fork-asked': at(forkTales.asked),
  'fork-blocked': at(forkTales.blocked),
  'fork-unreachable': at(forkTales.unreachable),
  forked: at(forkTales.again),
  'fork-itself': at(forkTales.child),
  'round-empty': at(minedTales.mining),
  'round-proposed': at(minedTales.proposed),
  'round-scored': at(minedTales.scored),
  'round-clipped': at(checks.clipped[0]),
  'round-copy': at(checks.copy[0]),
  'round-hostile': at(hostileProposal),
  'round-counting': at(minedTales.counting),
  'round-unread-team': unreadTeam(),
  'round-nobody-scored': at([...minedTales.proposed, tick(1_100, 20), reportStakes(1_101)]),
  invited: at(invited),
  'invited-unlinked': at(invited, { coldkeys: {} }),
  'invited-accepted': at(accepted.slice(0, -1)),
  'invited-billed': at(accepted),
  'lapsed-deadline': at(minedTales.lapsed),
  'lapsed-declined': at([...invited, decline(1_200, 11, people.ben)]),
  'lapsed-low-grade': asking([...minedTales.counting, { ...reportStakes(1_101), grade: 8_450 }]),
  'lapsed-moved': at([...invited, seeProposal(1_200, 11, people.ben, { head: headOf(11, 2) })]),
  'lapsed-closed': at([...invited, seeProposal(1_200, 11, people.ben, { status: 'closed' })]),
  'lapsed-pushed-after-guarantee': at(minedTales.pushedAfterGuarantee),
  'lapsed-not-merged': at([...guaranteed, reportMerge(1_310, 1, { ok: false, reason: 'gone' })]),
  'second-round': at(minedTales.secondRound),
  'launch-merging': at(guaranteed),
  'launch-merge-conflict': at([...guaranteed, reportMerge(1_310, 1, { ok: false, reason: 'conflict' })]),
  'launch-merge-refused': at([
    ...guaranteed,
    reportMerge(1_310, 1, {
      ok: false,
      reason: 'forbidden',
      said: 'At least 1 approving review is required by reviewers with write access.',
    }),
  ]),
  'launch-merge-forbidden': at([...guaranteed, reportMerge(1_310, 1, { ok: false, reason: 'forbidden' })]),
  'launch-releasing': at(merged),
  'launch-release-forbidden': at([...merged, reportRelease(1_320, 1, { ok: false, reason: 'forbidden' })]),
  'launch-registering': at(registering),
  'launch-too-dear': at(registering, {
    cost: { amount: tao(120), block: 3_210 },
    holds: {
      [register]:
        'Registering a network costs up to 120 TAO now, over the limit of 94 TAO: it is tried again by itself as the cost falls.',
    },
  }),
  'launch-approvals': at(registering, { approvals: [waiting] }),
  'launch-configuring': at(minedTales.configuring),
  'launch-step-fails': at([
    ...minedTales.configuring,
    settle(1_340, 31, key('chain-step', 1, 0), { ok: false, error: 'AdminUtils.TooManyMechanisms' }),
  ]),
  'launch-preparing': at(minedTales.preparing),
  'launch-starting': at(starting),
  'probation-begins': at(probation),
  'probation-reward-unlinked': at(probation, { coldkeys: {} }),
  'probation-bad-day': at(passed.slice(0, -3)),
  'probation-incident': at(incident),
  'probation-incident-rejected': at([...incident, tick(closed, 90)]),
  'probation-hostile': at([...probation, hostileIncident]),
  passed: at(passed),
  'live-drifting': at(driftTale),
  'delegates-asked': at(delegatesTales.asked),
  'delegates-given': at(delegatesTales.given),
  'delegates-replaced': at(delegatesTales.replaced),
  'live-reported': at(mandateTales.applied, { reports }),
  'mandate-reading': at(mandateTales.merged),
  'mandate-applying': at(mandateTales.applying),
  'mandate-stuck': at(mandateTales.stuck),
  'mandate-given-up': at(mandateTales.givenUp),
  'mandate-applied': at(mandateTales.applied),
  'mandate-nothing': at(mandateTales.nothing),
  'mandate-chosen': at(mandateTales.chosen),
  'mandate-setting-back': at(mandateTales.settingBack),
  'mandate-proposed': at(mandateTales.proposed),
  'mandate-in-vain': at(mandateTales.inVain),
  'mandate-refused': at(mandateTales.refused),
  'month-nobody': at(updateTales.nobody),
  'month-not-better': at(updateTales.notBetter),
  'month-on-probation': at(updateTales.tooEarly),
  'month-merged-by-hand': at(updateTales.mergedByHand),
  'update-invited': at(updateTales.invited),
  'update-to-pay': at(updateTales.accepted),
  'update-merging': at(updateTales.guaranteed),
  'update-conflict': at(updateTales.conflicting),
  'update-pushed': at(updateTales.pushed),
  'update-applying': at(updateTales.applying),
  'update-probation': at(updateTales.probation),
  'update-innovative': at(updateTales.innovative),
  'update-rewarded': at(updateTales.rewarded),
  'update-held': at(updateTales.returned),
  'update-broke': at(updateTales.broke),
  'update-incident': at(updateTales.incident),
  'update-upheld': at(updateTales.upheld),
  'update-revert-conflict': at(updateTales.revertConflicts),
  'update-setting-back': at(updateTales.settingBack),
  'update-set-back': at(updateTales.slashed),
  'update-refused': at(updateTales.refused),
  'update-dissolved': at([...updateTales.probation, seeDissolution(3_300, 3_400)]),
  'live-selling': at(storefrontTale.slice(0, -1)),
  'passed-paid': at(
    [
      ...passed,
      settle(2_110, 60, key('guarantee-return', 1)),
      settle(2_111, 61, key('bounty', 1)),
      settle(2_112, 62, key('discoverer-reward')),
    ],
    { balance: { amount: tao(14), block: 70 } },
  ),
  failed: at(failed),
  'failed-slashed': at([...failed, settle(2_110, 60, key('guarantee-slash', 1))]),
  'failed-incident': at([
    ...probation,
    openIncident(opened),
    voteIncident(1_760, 40, people.eva, 'uphold'),
    tick(closed, 90),
  ]),
  team: at(teamTale.slice(0, -1)),
  'team-roles-changed': at(teamTale),
  'task-open': at(taskTales.scored),
  'task-counted': at(taskTales.counted),
  'task-done': at(taskTales.done),
  'task-crowded': at(taskTales.crowded),
  'task-extended': at(taskTales.extended),
  'task-over': at(taskTales.over),
  'weights-planned': at(weightsTales.planned),
  'weights-set': at(weightsTales.set),
  'weights-hidden': at(weightsTales.hidden),
  'weights-left': at(weightsTales.left),
  'weights-encrypted': at(weightsTales.encrypted),
  'weights-committed': at(weightsTales.committed),
  'weights-opened': at(weightsTales.opened),
  'weights-lost': at(weightsTales.lost),
  'weights-replaced': at(weightsTales.replaced),
  'task-dropped': at([
    ...taskTales.scored,
    openTask(2_950, 61, { opener: people.eva, isValidator: true }),
    seeDissolution(2_960, 150),
  ]),
  'dissolution-near': at(dissolvedTales.threatened),
  dissolved: at(dissolvedTales.dissolved),
  'dissolved-counted': at(dissolvedTales.counted),
  'dissolved-empty': at([...dissolvedTales.dissolved, reportRest(1_820 + DAY, 0)]),
  'dissolved-repaid': at(dissolvedTales.repaid),
  'return-near': tooDear(slowReturnedTales.near),
  'return-collecting': tooDear(slowReturnedTales.collecting),
  'return-asked': at(slowReturnedTales.asked),
  'return-due': tooDear(slowReturnedTales.due),
  'return-counted': at(slowReturnedTales.counted),
  'return-counted-less': at([
    ...slowReturnedTales.due,
    { ...reportRest(7_301, 0), free: rao(99_999_999_500n) } as SubnetCommand,
  ]),
  'return-counted-more': at([...slowReturnedTales.due, reportRest(7_301, 102)]),
  returned: at(slowReturnedTales.repaid),
} satisfies Record<string, MinedSituation>

/** The same with more of everything than any subnet has, all of it as long and as awkward as it can be. */
export function crowdedState(state: SubnetState): SubnetState {
  const long = '_@a#1|<`*'.repeat(7_000)
  const many = <Item>(items: readonly Item[], count: number): Item[] =>
    Array.from({ length: count }, (_, place) => items[place % items.length] as Item)
  const person = { id: 113, login: long }
  const proposals = Object.fromEntries(
    many(Object.values(state.proposals), 300).map((proposal, place) => [
      place,
      { ...proposal, pull: place, author: person, title: long },
    ]),
  )
  const scores = Object.fromEntries(
    many(Object.values(state.scores), 300).map((given, place) => [
      place,
      Object.fromEntries(
        Object.entries(given).map(([id, score]) => [
          id,
          { ...score, validator: { ...score.validator, login: long } },
        ]),
      ),
    ]),
  )
  const lapsed = many(
    state.rounds.map((round) => ({
      ...round,
      stage: 'lapsed' as const,
      lapse: 'deadline' as const,
      invitation: {
        pull: 1,
        head: long,
        miner: person,
        invitedAt: 0,
        deadline: 0,
        coldkey: null,
        said: null,
        bill: null,
      },
    })),
    100,
  )
  const incidents = state.incidents.map((incident) => ({ ...incident, challenger: person, reason: long }))
  return {
    ...state,
    proposals,
    scores,
    rounds: [...lapsed, ...state.rounds],
    incidents: incidents.length > 0 ? many(incidents, 200) : [],
  }
}
