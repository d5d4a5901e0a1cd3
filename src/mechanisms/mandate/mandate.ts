import { retimed } from '../architecture/turns.ts'
import { type Family, type Moment, type Told, tell, type View } from '../kernel/family.ts'
import { keyOf } from '../kernel/purpose.ts'
import { potIn } from '../pots.ts'
import { teamOf } from '../streams/names.ts'
import type { SetRoles } from '../team/slice.ts'
import { isOpen, reconcile, reportLikeChain, reportMandate, seeMerged, stepOf } from './decide.ts'
import type {
  ArchitectureAdopted,
  Change,
  ChangeMerged,
  ChangeStepDone,
  LikeChainErrand,
  MandateErrand,
  MandateShape,
  MandateSlice,
} from './slice.ts'

type State = View<MandateShape>

/** Rule C1: an architecture that is merged into a live subnet comes into force, and the owner's calls make the chain like it. */
export const mandate: Family<MandateShape> = {
  name: 'mandate',
  initial: { heard: 0, change: null, next: null, likeChain: null },
  inHome: {
    ChangeMerged: false,
    ChangeWaits: false,
    RepositoryChosen: true,
    ChainChosen: true,
    LikeChainProposed: false,
    ArchitectureAdopted: false,
    ChangeRefused: false,
    ChangeStepDone: false,
  },
  decide: {
    SeeMerged: seeMerged,
    Reconcile: reconcile,
    ReportMandate: reportMandate,
    ReportLikeChain: reportLikeChain,
  },
  evolve: {
    // What was merged during the probation is no change of a live subnet.
    ProbationEnded: (own, { at }) => ({ ...own, heard: at }),
    ChangeMerged: (own, { number, pull, mergedAt }) => ({
      ...own,
      heard: Math.max(own.heard, mergedAt),
      change: begun(number, pull),
      next: null,
    }),
    ChangeWaits: (own, { pull, mergedAt }) => ({
      ...own,
      heard: Math.max(own.heard, mergedAt),
      next: { pull, mergedAt },
    }),
    // All that the repository says is read: what waits is a part of it.
    RepositoryChosen: (own, { number, by, at, source }) => ({
      ...own,
      next: null,
      change: { ...begun(number, null), by, said: { at, source } },
    }),
    ChainChosen: (own, { number, by, at, source }) => ({
      ...own,
      likeChain: { number, by, said: { at, source }, pull: null, left: null },
    }),
    LikeChainProposed: (own, { pull, left }) => ({
      ...own,
      likeChain: own.likeChain && { ...own.likeChain, pull, left },
    }),
    ArchitectureAdopted: (own, { commit, steps, block }) =>
      changed(own, { commit, steps, block, stage: steps.length > 0 ? 'applying' : 'applied' }),
    ChangeRefused: (own, { commit, problems }) => changed(own, { commit, problems, stage: 'refused' }),
    ChangeStepDone: (own, event) => (own.change ? changed(own, stepped(own.change, event)) : own),
    UpdateMerged: (own, { pull, at }) => afterMerge(own, pull, at),
    UpdateReverted: (own, { pull, at }) => afterMerge(own, pull, at),
    // On a network that is gone there is nothing to call.
    SubnetDissolved: (own) => ({ ...(isOpen(own) ? changed(own, { stage: 'refused' }) : own), next: null }),
    IntentCancelled: (own, { key }, { stream }) =>
      own.change?.stage === 'applying' && key === keyOf(stream, stepOf(own.change))
        ? changed(own, { stage: 'given-up' })
        : own,
  },
  follows,
  wishes: {
    'owner-step': ({ idea, launch, mandate: { change } }) => {
      const next = change?.stage === 'applying' ? change.steps[change.done] : undefined
      if (!idea?.pots || !change || !next || launch?.netuid == null) return []
      const call = { kind: 'chain-step', netuid: launch.netuid, ...next } as const
      return [{ purpose: stepOf(change), pot: potIn(idea.pots, 'treasury'), call }]
    },
  },
  settled: {
    'owner-step': ({ mandate: { change } }, { about: [number, place] }, _, when) =>
      change?.stage === 'applying' && change.number === number && change.done === place
        ? [{ type: 'ChangeStepDone', number, done: place + 1, ...when }]
        : [],
  },
  errands: { mandate: mandateErrands, 'like-chain': likeChainErrands },
  tells: { ArchitectureAdopted: tellRoles },
}

/** What was merged meanwhile begins when the change before it is over. */
function follows({ mandate }: State, { when }: Moment): ChangeMerged | null {
  const { change, next } = mandate
  if (!next || isOpen(mandate)) return null
  return { type: 'ChangeMerged', number: (change?.number ?? 0) + 1, ...next, ...when }
}

/** What the App has merged itself begins at once, or waits for its turn; what GitHub says of it counts no second time. */
function afterMerge(own: MandateSlice, pull: number | null, at: number): MandateSlice {
  const { change, next } = own
  const isKnown = pull !== null && (change?.pull === pull || next?.pull === pull)
  const heard = Math.max(own.heard, at)
  if (isKnown) return { ...own, heard }
  if (isOpen(own)) return { ...own, heard, next: { pull, mergedAt: at } }
  return { ...own, heard, change: begun(numberAfter(own, pull), pull), next: null }
}

/** The change that a merge of the App's is read by, begun or yet to begin. */
export const numberAfter = ({ change }: MandateSlice, pull: number | null): number =>
  pull !== null && change?.pull === pull ? change.number : (change?.number ?? 0) + 1

const begun = (number: number, pull: number | null): Change => ({
  number,
  pull,
  by: null,
  said: null,
  stage: 'reading',
  commit: null,
  steps: [],
  done: 0,
  block: null,
  problems: [],
})

function stepped({ steps, ...change }: Change, { done, source }: ChangeStepDone): Partial<Change> {
  const block = source.kind === 'block' ? source.block : null
  const made = steps[done - 1]
  const later = steps.map((one, place) =>
    place < done || !made ? one : { ...one, turn: retimed(one.turn, made.step, block) },
  )
  const doneIn = block ?? change.doneIn
  return {
    done,
    steps: later,
    stage: done < steps.length ? 'applying' : 'applied',
    ...(doneIn !== undefined && { doneIn }),
  }
}

const changed = (own: MandateSlice, changes: Partial<Change>): MandateSlice =>
  own.change ? { ...own, change: { ...own.change, ...changes } } : own

function mandateErrands({ stream, home, launch, mandate: { change } }: State): MandateErrand[] {
  if (!home || change?.stage !== 'reading' || launch?.netuid == null) return []
  const { number, by } = change
  const { netuid, registeredIn } = launch
  const key = `mandate:${stream}:${number}`
  return [{ kind: 'mandate', key, number, netuid, registeredIn, isWhole: by !== null }]
}

function likeChainErrands({ stream, home, phase, launch, mandate: { likeChain } }: State): LikeChainErrand[] {
  if (!home || phase !== 'live' || likeChain?.left !== null || launch?.netuid == null) return []
  const { number } = likeChain
  const { netuid, registeredIn } = launch
  return [{ kind: 'like-chain', key: `like-chain:${stream}:${number}`, number, netuid, registeredIn }]
}

/** T1: a role that the new architecture has not ends its seats. */
function tellRoles({ stream }: State, { architecture, changesRoles, at }: ArchitectureAdopted): Told[] {
  if (!changesRoles) return []
  const { roles } = architecture
  const source = { kind: 'stream', stream } as const
  return [tell<SetRoles>(teamOf(stream), { type: 'SetRoles', roles, at, source })]
}
