import { retimed } from '../architecture/turns.ts'
import { failuresOf, isFree } from '../errand/obstacles.ts'
import {
  dueAt,
  type Family,
  isReached,
  type Moment,
  nothing,
  type Told,
  tell,
  type View,
} from '../kernel/family.ts'
import type { VoidRound } from '../mining/commands.ts'
import { type Rao, rao } from '../money.ts'
import type { SeeMerge } from '../proposal/slice.ts'
import { proposalOf, raceOf, teamOf } from '../streams/names.ts'
import type { SetRoles } from '../team/slice.ts'
import { beginLaunch, isPlanWanted, reportMerge, reportPlan, reportRelease, voidLaunch } from './decide.ts'
import { launchNext } from './next.ts'
import { isReturning, isUnregistered, nearReturn, returnDue, returnFollows, scheduled } from './returning.ts'
import type {
  LaunchBegun,
  LaunchEvent,
  LaunchShape,
  LaunchSlice,
  LaunchVoided,
  NetworkRegistered,
  ProposalMerged,
  StepDone,
  StepsPlanned,
  SubnetStarted,
} from './slice.ts'
import { launchWishes } from './wishes.ts'

type State = View<LaunchShape>

/** Rule L1: from the guarantee to the started subnet, one stage after the other. Rule L4: what is not registered in time gives the money back. */
export const launch: Family<LaunchShape> = {
  name: 'launch',
  initial: null,
  inHome: false,
  asks: {
    proposal: (stream, command) => (command.type === 'BeginLaunch' ? proposalOf(stream, command.pull) : null),
  },
  decide: {
    BeginLaunch: beginLaunch,
    VoidLaunch: voidLaunch,
    ReportMerge: reportMerge,
    ReportRelease: reportRelease,
    ReportPlan: reportPlan,
  },
  evolve: {
    LaunchBegun: (_, event) => begun(event),
    LaunchVoided: () => null,
    ProposalMerged: (own, { commit }) => own && { ...own, stage: 'releasing', commit },
    ArchitectureReleased: (own, { tag }) => own && { ...own, stage: 'registering', tag },
    NetworkRegistered: (own, event) =>
      own && {
        ...own,
        stage: 'configuring',
        netuid: event.netuid,
        registeredIn: blockOf(event),
        lockCost: event.lockCost ?? null,
        returns: null,
      },
    StepsPlanned: (own, event) => own && planned(own, event),
    StepDone: (own, event) => own && stepped(own, event),
    PreparationBegun: (own, { startsAt }) => own && { ...own, stage: 'preparing', startsAt },
    StartDue: (own) => own && { ...own, stage: 'starting' },
    SubnetStarted: (own, { at }) => own && { ...own, stage: 'started', startedAt: at },
    ArchitectureAdopted: (own, { architecture }) =>
      own && { ...own, architecture: { ...architecture, steps: own.architecture.steps } },
    SubnetDissolved: (own) => own && { ...own, stage: 'dissolved' },
    FundingFinalized: (own, { raised }) => own && funded(own, raised),
    ReturnScheduled: (own, { at, returnsAt }) => own && { ...own, returns: scheduled(at, returnsAt) },
    ReturnNears: (own) => (own?.returns ? { ...own, returns: { ...own.returns, isNear: true } } : own),
    ReturnDue: (own) => own && { ...own, stage: 'returning' },
  },
  follows,
  due: (state) => dueAt(preparationDue(state), returnDue(state), nearReturn(state)),
  wishes: launchWishes,
  settled: {
    // It may have been under way when its time was over: then it is registered all the same.
    'network-register': (state, _, { registered }, when) =>
      registered && (state.launch?.stage === 'registering' || isReturning(state))
        ? [{ type: 'NetworkRegistered', ...registered, ...when }]
        : [],
    'chain-step': ({ launch }, { about: [, place] }, _, when) =>
      launch?.done === place ? [{ type: 'StepDone', done: place + 1, ...when }] : [],
    'start-call': ({ launch }, _, __, when) =>
      launch?.stage === 'starting' ? [{ type: 'SubnetStarted', ...when }] : [],
    'discoverer-reward': nothing,
  },
  next: launchNext,
  errands: {
    merge: ({ launch, stream, errands }) => {
      if (launch?.stage !== 'merging' || !isFree({ errands }, 'merge')) return []
      const { round, pull, head } = launch
      const key = `merge:${stream}:${round}:${failuresOf({ errands }, 'merge')}`
      return [{ kind: 'merge', key, round, pull, head }]
    },
    release: ({ launch, stream, errands }) => {
      if (launch?.stage !== 'releasing' || !launch.commit || !isFree({ errands }, 'release')) return []
      const { round, commit } = launch
      const key = `release:${stream}:${round}:${failuresOf({ errands }, 'release')}`
      return [{ kind: 'release', key, round, commit }]
    },
    plan: ({ launch, stream }) => {
      if (!launch || !isPlanWanted(launch) || launch.netuid === null) return []
      const { round, netuid, registeredIn } = launch
      return [{ kind: 'plan', key: `plan:${stream}:${round}`, round, netuid, registeredIn }]
    },
  },
  tells: { LaunchVoided: voidRound, ProposalMerged: tellMerge, SubnetStarted: tellRoles },
}

/** L4: what a further round brought while it is not registered begins its time anew. */
function funded(own: LaunchSlice, raised: Rao): LaunchSlice {
  const limit = raisedLimit(own, raised)
  return isUnregistered({ launch: own }) ? { ...own, limit, returns: null } : { ...own, limit }
}

/** D2: what a further round raised is for the registration, while that is not paid. */
function raisedLimit({ netuid, limit, rules }: LaunchSlice, raised: Rao): Rao {
  if (netuid !== null) return limit
  const more = limit + raised
  const { lockCostLimit } = rules.launch
  return rao(lockCostLimit !== null && lockCostLimit < more ? lockCostLimit : more)
}

/** What is configured is prepared for; what is prepared is started. */
function follows(state: State, moment: Moment): LaunchEvent | null {
  const { launch } = state
  const { when } = moment
  if (!launch) return null
  const isPlanned = launch.stage === 'configuring' && launch.planBlock !== null
  if (isPlanned && launch.done >= launch.architecture.steps.length) {
    return { type: 'PreparationBegun', startsAt: when.at + launch.rules.launch.preparation, ...when }
  }
  if (isReached(moment, preparationDue(state))) return { type: 'StartDue', ...when }
  return returnFollows(state, moment)
}

/** Milliseconds UTC. */
const preparationDue = ({ launch }: State): number | null =>
  launch?.stage === 'preparing' ? launch.startsAt : null

function begun({ type: _, at: __, source: ___, ...launch }: LaunchBegun): LaunchSlice {
  return {
    ...launch,
    stage: 'merging',
    commit: null,
    tag: null,
    netuid: null,
    registeredIn: null,
    lockCost: null,
    planBlock: null,
    done: 0,
    startsAt: null,
    startedAt: null,
    returns: null,
  }
}

const blockOf = ({ registeredIn, source }: NetworkRegistered): number | null =>
  registeredIn ?? (source.kind === 'block' ? source.block : null)

function stepped({ epochs, ...own }: LaunchSlice, { done, source }: StepDone): LaunchSlice {
  const made = own.architecture.steps[done - 1]
  if (!epochs || !made) return { ...own, done, ...(epochs && { epochs }) }
  const block = source.kind === 'block' ? source.block : null
  const turn = retimed({ from: 0, epochs }, made, block)
  return { ...own, done, ...(turn.epochs && { epochs: turn.epochs }) }
}

const planned = (own: LaunchSlice, { steps, block, epochs }: StepsPlanned): LaunchSlice => ({
  ...own,
  planBlock: block,
  ...(epochs && { epochs }),
  architecture: { ...own.architecture, steps },
})

function voidRound({ stream }: State, { round, why, at }: LaunchVoided): Told[] {
  const source = { kind: 'stream', stream } as const
  return [tell<VoidRound>(raceOf(stream), { type: 'VoidRound', round, why, at, source })]
}

function tellMerge({ stream }: State, { pull, at }: ProposalMerged): Told[] {
  const source = { kind: 'stream', stream } as const
  return [tell<SeeMerge>(proposalOf(stream, pull), { type: 'SeeMerge', at, source })]
}

/** T1: from now on the roles of the architecture can be held. */
function tellRoles({ stream, launch }: State, { at }: SubnetStarted): Told[] {
  if (!launch) return []
  const { roles } = launch.architecture
  const source = { kind: 'stream', stream } as const
  return [tell<SetRoles>(teamOf(stream), { type: 'SetRoles', roles, at, source })]
}
