import type { PlanRow } from '../architecture/architecture.ts'
import { accept } from '../kernel/decision.ts'
import type { Decided, Family, View } from '../kernel/family.ts'
import { isOpen } from '../mandate/decide.ts'
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
  const { phase, launch, drift: own } = state
  const { netuid, rows, block, at, source } = command
  // What is being applied is not there yet.
  if (isOpen(state.mandate)) return accept()
  if (phase !== 'live' || launch?.netuid !== netuid || isSame(own.rows, rows)) return accept()
  return accept({ type: 'DriftChanged', rows, block, at, source })
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
