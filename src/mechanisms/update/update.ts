import { failuresOf, isFree } from '../errand/obstacles.ts'
import {
  dueAt,
  type Family,
  isOver,
  isReached,
  type Moment,
  type Told,
  tell,
  type View,
} from '../kernel/family.ts'
import { isOpen } from '../mandate/decide.ts'
import { numberAfter } from '../mandate/mandate.ts'
import type { AdoptRound, EndGuarantee, VoidRound } from '../mining/commands.ts'
import type { SeeMerge } from '../proposal/slice.ts'
import { proposalOf, raceOf } from '../streams/names.ts'
import {
  beginUpdate,
  reportRevert,
  reportUpdateHealth,
  reportUpdateMerge,
  reportUpdateRelease,
  rewardAuthors,
  voidUpdate,
} from './decide.ts'
import { noveltyOf, type Parts } from './novelty.ts'
import { dayDue, verdictOf } from './probation.ts'
import type {
  AuthorReward,
  RevertErrand,
  Update,
  UpdateBegun,
  UpdateDayRecorded,
  UpdateEnded,
  UpdateHealthErrand,
  UpdateMerged,
  UpdateMergeErrand,
  UpdateReleaseErrand,
  UpdateShape,
  UpdateSlice,
  UpdateStage,
  UpdateVerdict,
  UpdateVoided,
} from './slice.ts'
import { isUnderway } from './underway.ts'

type State = View<UpdateShape>
type UpdateEvent = NonNullable<UpdateShape['event']>

/** Rules N1 and N2: what becomes of the best of a month, from its guarantee to the end of its probation. */
export const update: Family<UpdateShape> = {
  name: 'update',
  initial: { current: null, guarantor: null },
  inHome: false,
  decide: {
    BeginUpdate: beginUpdate,
    VoidUpdate: voidUpdate,
    ReportUpdateMerge: reportUpdateMerge,
    ReportUpdateRelease: reportUpdateRelease,
    ReportUpdateHealth: reportUpdateHealth,
    ReportRevert: reportRevert,
    RewardAuthors: rewardAuthors,
  },
  evolve: {
    UpdateBegun: (own, event) => ({ ...own, ...withoutGiven(own), current: begun(event) }),
    UpdateVoided: (own, { round }) =>
      own.current?.round === round ? changed(own, { stage: 'voided' }) : own,
    UpdateMerged: (own, { pull, commit }, { mandate, launch }) =>
      changed(own, {
        stage: 'applying',
        commit,
        change: numberAfter(mandate, pull),
        ...(launch && { before: partsOf(launch.architecture) }),
      }),
    UpdateReleased: (own, { tag }) => changed(own, { tag }),
    UpdateApplied: (own, { at }, { launch }) =>
      withReward(changed(own, { stage: 'probation', startedAt: at }), launch?.architecture),
    AuthorsRewarded: (own, { day, rewards }) => ({
      ...own,
      rewards: own.rewards?.map((one) => {
        const given = rewards.find(({ round }) => round === one.round)
        return given ? { ...one, given: { day, earned: given.earned } } : one
      }),
    }),
    UpdateHealthDue: (own, { day }) => changed(own, { asked: day }),
    UpdateDayRecorded: (own, event) => (own.current ? changed(own, recorded(own.current, event)) : own),
    IncidentOpened: (own, { round }) => incidents(own, round, 1),
    IncidentClosed: (own, { round, verdict }) => incidents(own, round, -1, verdict === 'upheld'),
    UpdateEnded: (own, { verdict }) => ended(own, verdict),
    UpdateReverted: (own, { pull, commit }, { mandate }) =>
      changed(own, { stage: 'setting-back', revert: { pull, commit, change: numberAfter(mandate, pull) } }),
    UpdateSetBack: (own) => changed(own, { stage: 'reverted' }),
  },
  follows,
  due: ({ update: { current } }) =>
    current ? dueAt(current.stage === 'merging' ? current.lapsesAt : null, dayDue(current)) : [],
  errands: {
    'update-merge': mergeErrands,
    'update-release': releaseErrands,
    'update-health': healthErrands,
    revert: revertErrands,
  },
  tells: { UpdateMerged: tellMerge, UpdateVoided: voidRound, UpdateEnded: endGuarantee },
}

const AFTER: Readonly<Record<UpdateVerdict, UpdateStage>> = {
  held: 'held',
  broke: 'reverting',
  refused: 'reverting',
  dissolved: 'dissolved',
}

function begun({ type: _, at: __, source: ___, ...update }: UpdateBegun): Update {
  return {
    ...update,
    stage: 'merging',
    commit: null,
    tag: null,
    change: null,
    startedAt: null,
    asked: 0,
    recorded: 0,
    good: 0,
    bad: [],
    openIncidents: 0,
    isUpheld: false,
    verdict: null,
    revert: null,
  }
}

const partsOf = ({ roles, mechanisms }: Parts): Parts => ({
  roles: roles.map(({ id }) => ({ id })),
  mechanisms: mechanisms.map(({ id }) => ({ id })),
})

/** N3: what is new is in force, and so it earns something. */
function withReward(own: UpdateSlice, after: Parts | undefined): UpdateSlice {
  const { current, rewards = [] } = own
  if (!current?.before || !after) return own
  const { roles, mechanisms } = noveltyOf(current.before, after)
  if (roles.length + mechanisms.length === 0) return own
  const reward: AuthorReward = {
    round: current.round,
    author: current.guarantor,
    roles,
    mechanisms,
    given: null,
  }
  return { ...own, rewards: [...rewards, reward] }
}

const withoutGiven = ({ rewards }: UpdateSlice): Pick<UpdateSlice, 'rewards'> =>
  rewards ? { rewards: rewards.filter(({ given }) => given === null) } : {}

const changed = (own: UpdateSlice, news: Partial<Update>): UpdateSlice =>
  own.current ? { ...own, current: { ...own.current, ...news } } : own

function ended(own: UpdateSlice, verdict: UpdateVerdict): UpdateSlice {
  const after = changed(own, { verdict, stage: AFTER[verdict] })
  return verdict === 'held' && after.current ? { ...after, guarantor: after.current.guarantor } : after
}

/** Those about the launch have no round. */
function incidents(own: UpdateSlice, round: number | undefined, more: number, isUpheld = false): UpdateSlice {
  const { current } = own
  if (!current || current.round !== round) return own
  return changed(own, {
    openIncidents: current.openIncidents + more,
    isUpheld: current.isUpheld || isUpheld,
  })
}

function recorded(current: Update, { day, good, missing, health }: UpdateDayRecorded): Partial<Update> {
  const days = { recorded: current.recorded + 1, good: current.good + (good ? 1 : 0) }
  return good ? days : { ...days, bad: [...current.bad, { day, block: health.block, missing }] }
}

/** What is applied stands its probation; what broke is set back. On a network that is gone nothing is awaited. */
function follows(state: State, moment: Moment): UpdateEvent | null {
  const { current } = state.update
  if (!isUnderway(current)) return null
  const { round } = current
  const { when } = moment
  if (state.phase === 'dissolved') return ending(current, 'dissolved', moment)
  switch (current.stage) {
    case 'merging':
      return isReached(moment, current.lapsesAt)
        ? { type: 'UpdateVoided', round, why: 'not-merged', ...when }
        : null
    case 'applying':
      return isDone(state, current.change) ? applied(state, current, moment) : null
    case 'probation':
      return inProbation(current, moment)
    case 'setting-back':
      return isDone(state, current.revert?.change ?? null) ? { type: 'UpdateSetBack', round, ...when } : null
    case 'reverting':
    case 'held':
    case 'reverted':
    case 'voided':
    case 'dissolved':
      return null
  }
}

const ending = (
  { round, good, recorded: days }: Update,
  verdict: UpdateVerdict,
  { when }: Moment,
): UpdateEnded => ({
  type: 'UpdateEnded',
  round,
  verdict,
  goodDays: good,
  days,
  ...when,
})

/** Whether the owner's calls of a change, or of a later one that has taken its place, are over. */
const isDone = ({ mandate }: State, number: number | null): boolean =>
  number !== null && (mandate.change?.number ?? 0) >= number && !isOpen(mandate)

/** What the default branch says is not in force where the chain would not take it. */
const applied = ({ mandate }: State, current: Update, moment: Moment): UpdateEvent =>
  mandate.change?.stage === 'refused'
    ? ending(current, 'refused', moment)
    : { type: 'UpdateApplied', round: current.round, ...moment.when }

function inProbation(current: Update, moment: Moment): UpdateEvent | null {
  const verdict = verdictOf(current)
  if (verdict) return ending(current, verdict, moment)
  const { round, asked } = current
  return isOver(moment, dayDue(current))
    ? { type: 'UpdateHealthDue', round, day: asked + 1, ...moment.when }
    : null
}

function mergeErrands({ stream, update: { current }, errands }: State): UpdateMergeErrand[] {
  if (current?.stage !== 'merging' || !isFree({ errands }, 'update-merge')) return []
  const { round, pull, head } = current
  const key = `update-merge:${stream}:${round}:${failuresOf({ errands }, 'update-merge')}`
  return [{ kind: 'update-merge', key, round, pull, head }]
}

/** What changes on the chain is known when the mandate has read it. */
function releaseErrands({ stream, update: { current }, mandate, errands }: State): UpdateReleaseErrand[] {
  if (!current?.commit || current.change === null || current.tag !== null) return []
  const { change } = mandate
  const isRead =
    (change?.number ?? 0) > current.change ||
    (change?.number === current.change && change.stage !== 'reading')
  if (!isRead || !isFree({ errands }, 'update-release')) return []
  const { round, commit } = current
  const key = `update-release:${stream}:${round}:${failuresOf({ errands }, 'update-release')}`
  return [{ kind: 'update-release', key, round, commit }]
}

function healthErrands({ stream, launch, update: { current } }: State): UpdateHealthErrand[] {
  if (current?.stage !== 'probation' || launch?.netuid == null || current.asked <= current.recorded) return []
  const { round, asked: day } = current
  const { netuid, registeredIn } = launch
  return [
    {
      kind: 'update-health',
      key: `update-health:${stream}:${round}:${day}`,
      round,
      day,
      netuid,
      registeredIn,
    },
  ]
}

function revertErrands({ stream, update: { current }, errands }: State): RevertErrand[] {
  if (current?.stage !== 'reverting' || !current.commit || !isFree({ errands }, 'revert')) return []
  const { round, pull, commit } = current
  const key = `revert:${stream}:${round}:${failuresOf({ errands }, 'revert')}`
  return [{ kind: 'revert', key, round, pull, commit }]
}

/** Its pull request is merged, and the next month begins. */
function tellMerge({ stream }: State, { round, pull, at }: UpdateMerged): Told[] {
  const source = { kind: 'stream', stream } as const
  return [
    tell<SeeMerge>(proposalOf(stream, pull), { type: 'SeeMerge', at, source }),
    tell<AdoptRound>(raceOf(stream), { type: 'AdoptRound', round, at, source }),
  ]
}

function voidRound({ stream }: State, { round, why, at }: UpdateVoided): Told[] {
  const source = { kind: 'stream', stream } as const
  return [tell<VoidRound>(raceOf(stream), { type: 'VoidRound', round, why, at, source })]
}

const MEANS: Readonly<Record<UpdateVerdict, EndGuarantee['verdict']>> = {
  held: 'passed',
  broke: 'failed',
  refused: 'refused',
  dissolved: 'dissolved',
}

/** N2: the collateral follows the verdict. */
function endGuarantee({ stream }: State, { round, verdict, at }: UpdateEnded): Told[] {
  const source = { kind: 'stream', stream } as const
  return [
    tell<EndGuarantee>(raceOf(stream), { type: 'EndGuarantee', round, verdict: MEANS[verdict], at, source }),
  ]
}
