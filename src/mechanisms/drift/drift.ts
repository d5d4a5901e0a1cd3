import type { ChainStep, PlanRow } from '../architecture/architecture.ts'
import { isOf } from '../architecture/plan.ts'
import { accept } from '../kernel/decision.ts'
import type { Decided, Family, View } from '../kernel/family.ts'
import { isStuck } from '../mandate/decide.ts'
import type { MandateSlice } from '../mandate/slice.ts'
import type { DriftErrand, DriftShape, ReportDrift, SeeDrift } from './slice.ts'

type State = View<DriftShape>

/** Rule C1: what differs between chain and repository is told, and never silently overwritten. */
export const drift: Family<DriftShape> = {
  name: 'drift',
  initial: { rows: [], block: null, issue: null },
  inHome: false,
  decide: { SeeDrift: seeDrift, ReportDrift: reportDrift },
  evolve: {
    DriftChanged: (own, { rows, block }) => ({ ...own, rows, block }),
    DriftTold: (own, { issue }) => ({ ...own, issue }),
    // What the chain has taken away differs from nothing.
    SubnetDissolved: (own) => ({ ...own, rows: [] }),
  },
  errands: { drift: driftErrands },
}

/** Only what has changed since the last look is an event. Before the subnet is live, its launch sets what differs. */
function seeDrift(state: State, command: SeeDrift): Decided<DriftShape> {
  const { phase, launch, mandate, drift: own } = state
  const { netuid, block, at, source } = command
  if (phase !== 'live' || launch?.netuid !== netuid || isStale(mandate, command)) return accept()
  const waiting = waitingSteps(state)
  // What is about to be set is not there yet. All else that differs is told meanwhile.
  const rows = command.rows.filter(({ what }) => !waiting.some((step) => isOf(step, what)))
  if (isSame(own.rows, rows)) return accept()
  return accept({ type: 'DriftChanged', rows, block, at, source })
}

/** Whether it is older than what it would be judged by: another architecture is in force, or a call went since. */
const isStale = ({ change }: MandateSlice, { commit, block }: SeeDrift): boolean =>
  commit !== (change?.commit ?? null) || block < Math.max(change?.block ?? 0, change?.doneIn ?? 0)

/** The calls that will go. Of those that come after one that the chain refuses nobody knows when. */
function waitingSteps(state: State): readonly ChainStep[] {
  const { change } = state.mandate
  if (change?.stage !== 'applying' || isStuck(state)) return []
  return change.steps.slice(change.done).map(({ step }) => step)
}

const isSame = (one: readonly PlanRow[], other: readonly PlanRow[]): boolean =>
  one.length === other.length &&
  one.every(({ what, from, to }, place) => {
    const twin = other[place]
    return twin?.what === what && twin.from === from && twin.to === to
  })

/** One issue tells it for good: it is closed while there is nothing to tell. */
function reportDrift({ drift: own }: State, { issue, at, source }: ReportDrift): Decided<DriftShape> {
  return own.issue === null ? accept({ type: 'DriftTold', issue, at, source }) : accept()
}

function driftErrands({ home, drift: own, stream }: State): DriftErrand[] {
  const isWanted = home !== null && own.rows.length > 0 && own.issue === null
  return isWanted ? [{ kind: 'drift', key: `drift:${stream}` }] : []
}
