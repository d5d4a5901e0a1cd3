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
import { afterOpened, afterUnopened, changeCall, overTimes, seeOpened, unopened } from './commits.ts'
import { doubtWeights } from './doubt.ts'
import { foundIn } from './found.ts'
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
import { decidedOf, isOpen, standingOf } from './standing.ts'
import { opensInOf } from './timelock.ts'

type State = View<WeightsShape>

/** Rule T3: standings become the weights of the team's mechanism, through the owner's hotkey. */
export const weights: Family<WeightsShape> = {
  name: 'weights',
  initial: { count: 0, nextAt: null, weighing: null },
  inHome: false,
  asks: { idea: subnetOf },
  decide: { ReportWeights: reportWeights, SeeWeightsOpened: seeOpened, DoubtWeights: doubtWeights },
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
    TeamWeightsOpened: afterOpened,
    TeamWeightsUnopened: (own, event) => sooner(afterUnopened(own, event), event.at),
    WeightsDoubted: (own, { at, again }) => sooner(own, at + again),
  },
  follows: (state, moment) => unopened(state, moment) ?? begin(state, moment),
  due: (state) => dueAt(weighingDue(state), ...overTimes(state.weights)),
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
      const { source } = when
      const landed = source.kind === 'block' ? source.block : (weighing?.block ?? 0)
      const opens = set.timelock ? { opensIn: opensInOf(set.timelock, set.turn, landed) } : {}
      return [{ type: 'TeamWeightsSet', number, mechanism, ...opens, ...when }]
    },
  },
  errands: { 'team-weights': weightsErrands },
}

function begin(state: State, moment: Moment): WeighingBegun | null {
  if (!isReached(moment, weighingDue(state))) return null
  return { type: 'WeighingBegun', number: state.weights.count + 1, ...moment.when }
}

/**
 * Milliseconds UTC. What is to be committed and is not by its round needs another; where that was so before too, something holds it, and it
 * waits for the next look. A task can be counted when there is no team any more: nobody is weighed then.
 */
function weighingDue({ weights: { nextAt, weighing }, team: { settledBy } }: State): number | null {
  if (settledBy === null || nextAt === null) return null
  const open = weighing?.calls.filter(isOpen) ?? []
  return Math.min(
    nextAt,
    ...open.flatMap(({ timelock, isMissed }) => (isMissed ? [] : (timelock?.readableAt ?? []))),
  )
}

/** Only the last look counts. */
function reportWeights(state: Wide<WeightsShape>, command: ReportWeights): Decided<WeightsShape> {
  const { weights: own, idea } = state
  if (own.weighing?.number !== command.number || own.weighing.block !== null || !idea?.pots) return accept()
  const calls = decidedOf(own.weighing, command)
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

/** What stands since before is set again by its own time. */
function weighed(own: WeightsSlice, event: TeamWeighed): WeightsSlice {
  const { number, block, left, pot, again, at } = event
  const calls = event.calls.map((one) => standingOf(own.weighing, one, event))
  const next = Math.min(at, ...calls.flatMap(({ setAt }) => setAt ?? [])) + again
  return { ...sooner(own, next), weighing: { number, block, calls, left, pot, last: null } }
}

function set(own: WeightsSlice, { number, mechanism, opensIn, at, source }: TeamWeightsSet): WeightsSlice {
  const setIn = source.kind === 'block' ? source.block : (own.weighing?.block ?? 0)
  return changeCall(own, number, mechanism, ({ timelock, isMissed: _, instead: __, ...one }) => ({
    ...one,
    ...(timelock && { timelock: { ...timelock, opensIn: opensIn ?? timelock.opensIn } }),
    setIn,
    setAt: at,
  }))
}

function weightsErrands({ weights: { weighing }, stream }: State): WeightsErrand[] {
  if (!weighing || weighing.block !== null) return []
  const { number } = weighing
  return [{ kind: 'team-weights', key: `team-weights:${subnetOf(stream)}:${number}`, number }]
}
