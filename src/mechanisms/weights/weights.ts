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
import {
  type ReportWeights,
  setWeightsOf,
  type TeamWeighed,
  type TeamWeightsSet,
  type WeighingBegun,
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
    WeighingBegun: (_, { number }) => ({
      count: number,
      nextAt: null,
      weighing: { number, block: null, calls: [], left: [], pot: null },
    }),
    TeamWeighed: weighed,
    TeamWeightsSet: set,
  },
  follows: (state, moment) => begin(state, moment),
  due: (state) => dueAt(weighingDue(state)),
  wishes: {
    'team-weights': ({ weights: { weighing } }) => {
      if (!weighing?.pot) return []
      const { number, pot } = weighing
      return weighing.calls
        .filter(({ setIn }) => setIn === null)
        .map((one) => ({
          purpose: { kind: 'team-weights', about: [number, one.mechanism] },
          pot,
          call: setWeightsOf(one),
        }))
    },
  },
  settled: {
    'team-weights': ({ weights: { weighing } }, { about: [number, mechanism] }, _, when) => {
      const isOpen =
        weighing?.number === number &&
        weighing.calls.some((one) => one.mechanism === mechanism && one.setIn === null)
      return isOpen ? [{ type: 'TeamWeightsSet', number, mechanism, ...when }] : []
    },
  },
  errands: { 'team-weights': weightsErrands },
}

function begin(state: State, moment: Moment): WeighingBegun | null {
  if (!isReached(moment, weighingDue(state))) return null
  return { type: 'WeighingBegun', number: state.weights.count + 1, ...moment.when }
}

/** Milliseconds UTC. A task can be counted when there is no team any more: nobody is weighed then. */
const weighingDue = ({ weights: { nextAt }, team: { settledBy } }: State): number | null =>
  settledBy === null ? null : nextAt

/** Only the last look counts. */
function reportWeights(state: Wide<WeightsShape>, command: ReportWeights): Decided<WeightsShape> {
  const { weights: own, idea } = state
  if (own.weighing?.number !== command.number || own.weighing.block !== null || !idea?.pots) return accept()
  return accept({ ...command, type: 'TeamWeighed', pot: hotkeyPot(idea.pots) })
}

function changed(own: WeightsSlice, { at }: Occurrence): WeightsSlice {
  return own.count > 0 ? sooner(own, at) : own
}

const sooner = (own: WeightsSlice, at: number): WeightsSlice => ({
  ...own,
  nextAt: Math.min(own.nextAt ?? at, at),
})

function weighed(
  own: WeightsSlice,
  { number, block, calls, left, pot, again, at }: TeamWeighed,
): WeightsSlice {
  const weighing = { number, block, calls: calls.map((one) => ({ ...one, setIn: null })), left, pot }
  return { ...sooner(own, at + again), weighing }
}

function set(own: WeightsSlice, { mechanism, source }: TeamWeightsSet): WeightsSlice {
  const { weighing } = own
  if (!weighing) return own
  const setIn = source.kind === 'block' ? source.block : (weighing.block ?? 0)
  const calls = weighing.calls.map((one) => (one.mechanism === mechanism ? { ...one, setIn } : one))
  return { ...own, weighing: { ...weighing, calls } }
}

function weightsErrands({ weights: { weighing }, stream }: State): WeightsErrand[] {
  if (!weighing || weighing.block !== null) return []
  const { number } = weighing
  return [{ kind: 'team-weights', key: `team-weights:${subnetOf(stream)}:${number}`, number }]
}
