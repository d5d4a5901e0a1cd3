import { accept } from '../kernel/decision.ts'
import {
  type Decided,
  dueAt,
  type Family,
  isReached,
  type Moment,
  type View,
  type Wide,
} from '../kernel/family.ts'
import type { Occurrence } from '../kernel/occurrence.ts'
import { hotkeyPot } from '../pots.ts'
import { subnetOf } from '../streams/names.ts'
import { foundIn } from './found.ts'
import { saysTheSame } from './says-the-same.ts'
import {
  type PlannedWeights,
  type ReportWeights,
  setWeightsOf,
  type TeamWeighed,
  type TeamWeightsSet,
  type WeighedCall,
  type WeighingBegun,
  type WeightsCall,
  type WeightsErrand,
  type WeightsShape,
  type WeightsSlice,
} from './slice.ts'

type State = View<WeightsShape>

/** Rule T3: standings become the weights of the team's mechanism, through the owner's hotkey. */
export const weights: Family<WeightsShape> = {
  name: 'weights',
  initial: { count: 0, nextAt: null, weighing: null },
  inHome: false,
  asks: { idea: subnetOf },
  decide: { ReportWeights: reportWeights },
  evolve: {
    // Standings move by a task alone; before the first there is nothing to set.
    TaskCounted: (own, { incentives, at }) =>
      Object.keys(incentives).length > 0 || own.count > 0 ? sooner(own, at) : own,
    RolesSet: changed,
    SeatAsked: (own, event) => (event.displaced ? changed(own, event) : own),
    SeatLeft: changed,
    TeamEnded: ({ count }) => ({ count, nextAt: null, weighing: null }),
    WeighingBegun: begun,
    TeamWeighed: weighed,
    TeamWeightsSet: set,
  },
  follows: (state, moment) => begin(state, moment),
  due: (state) => dueAt(weighingDue(state)),
  wishes: {
    'team-weights': ({ weights: { weighing } }) => {
      if (!weighing?.pot) return []
      const { pot } = weighing
      return weighing.calls.filter(isOpen).map((one) => ({
        purpose: { kind: 'team-weights', about: [one.of, one.mechanism] },
        pot,
        call: setWeightsOf(one),
      }))
    },
  },
  settled: {
    'team-weights': ({ weights: { weighing } }, { about: [number, mechanism] }, _, when) => {
      const set = weighing?.calls.find((one) => one.of === number && one.mechanism === mechanism)
      if (!set || !isOpen(set)) return []
      const opens = set.timelock ? { opensIn: set.timelock.opensIn } : {}
      return [{ type: 'TeamWeightsSet', number, mechanism, ...opens, ...when }]
    },
  },
  errands: { 'team-weights': weightsErrands },
}

function begin(state: State, moment: Moment): WeighingBegun | null {
  if (!isReached(moment, weighingDue(state))) return null
  return { type: 'WeighingBegun', number: state.weights.count + 1, ...moment.when }
}

const isOpen = ({ setIn }: WeightsCall): boolean => setIn === null

/**
 * Milliseconds UTC. What is to be committed and is not by its round needs another. A task can be counted when there is no team any more: nobody
 * is weighed then.
 */
function weighingDue({ weights: { nextAt, weighing }, team: { settledBy } }: State): number | null {
  if (settledBy === null || nextAt === null) return null
  const open = weighing?.calls.filter(isOpen) ?? []
  return Math.min(nextAt, ...open.flatMap(({ timelock }) => timelock?.readableAt ?? []))
}

/** Only the last look counts. */
function reportWeights(state: Wide<WeightsShape>, command: ReportWeights): Decided<WeightsShape> {
  const { weights: own, idea } = state
  if (own.weighing?.number !== command.number || own.weighing.block !== null || !idea?.pots) return accept()
  const before = own.weighing.calls
  const calls = command.calls.map((one) => ({ ...one, of: ofWhich(before, one, command) }))
  return accept({ ...command, calls, type: 'TeamWeighed', pot: hotkeyPot(idea.pots) })
}

function changed(own: WeightsSlice, { at }: Occurrence): WeightsSlice {
  return own.count > 0 ? sooner(own, at) : own
}

const sooner = (own: WeightsSlice, at: number): WeightsSlice => ({
  ...own,
  nextAt: Math.min(own.nextAt ?? at, at),
})

/** What did not go is still wanted until it is known what takes its place. */
function begun({ weighing }: WeightsSlice, { number }: WeighingBegun): WeightsSlice {
  const open = weighing?.calls.filter(isOpen) ?? []
  const pot = open.length > 0 ? (weighing?.pot ?? null) : null
  const last = foundIn(weighing)
  return { count: number, nextAt: null, weighing: { number, block: null, calls: open, left: [], pot, last } }
}

function weighed(
  own: WeightsSlice,
  { number, block, calls, left, pot, again, at }: TeamWeighed,
): WeightsSlice {
  const before = own.weighing?.calls ?? []
  const standing = calls.map((one) => standingOf(before, one, { number, at }))
  return { ...sooner(own, at + again), weighing: { number, block, calls: standing, left, pot, last: null } }
}

type Look = Pick<TeamWeighed, 'number' | 'at'>

/** A call that says the same as one that did not go yet, or went meanwhile, is that one. */
function ofWhich(before: readonly WeightsCall[], planned: PlannedWeights, { number, at }: Look): number {
  const isSame = (one: WeightsCall): boolean =>
    saysTheSame(one, planned) && (one.timelock?.readableAt ?? Infinity) > at
  return before.find(isSame)?.of ?? number
}

/**
 * Events that do not say whose payment it is: where they know of hidden weights or of holders, it was found as it is today. Before that,
 * each weighing paid its own.
 */
const toldOf = (before: readonly WeightsCall[], planned: WeighedCall, look: Look): number =>
  planned.timelock || planned.holders ? ofWhich(before, planned, look) : look.number

function standingOf(before: readonly WeightsCall[], one: WeighedCall, look: Look): WeightsCall {
  const { of = toldOf(before, one, look), ...planned } = one
  const same = before.find((other) => other.of === of && other.mechanism === planned.mechanism)
  const timelock = same?.timelock ? { timelock: same.timelock } : {}
  return { ...planned, ...timelock, of, setIn: same?.setIn ?? null }
}

function set(own: WeightsSlice, { number, mechanism, source }: TeamWeightsSet): WeightsSlice {
  const { weighing } = own
  if (!weighing) return own
  const setIn = source.kind === 'block' ? source.block : (weighing.block ?? 0)
  const isIt = (one: WeightsCall): boolean => one.mechanism === mechanism && one.of === number
  const after = (calls: readonly WeightsCall[]) => calls.map((one) => (isIt(one) ? { ...one, setIn } : one))
  const last = weighing.last && { ...weighing.last, calls: after(weighing.last.calls) }
  return { ...own, weighing: { ...weighing, calls: after(weighing.calls), last } }
}

function weightsErrands({ weights: { weighing }, stream }: State): WeightsErrand[] {
  if (!weighing || weighing.block !== null) return []
  const { number } = weighing
  return [{ kind: 'team-weights', key: `team-weights:${subnetOf(stream)}:${number}`, number }]
}
