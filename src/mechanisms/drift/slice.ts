import type { PlanRow } from '../architecture/architecture.ts'
import type { SubnetDissolved } from '../dissolution/slice.ts'
import type { SeesHome } from '../home/slice.ts'
import type { Occurrence } from '../kernel/occurrence.ts'
import type { SeesLaunch } from '../launch/slice.ts'
import type { SeesMandate } from '../mandate/slice.ts'
import type { SeesPayments } from '../payments/slice.ts'
import type { SeesPhase } from '../phase/slice.ts'

/** Rule C1: how the chain differs from the architecture in force. */
export interface DriftSlice {
  /** What differs: `from` is the chain's, `to` the architecture's. Empty where they agree. */
  readonly rows: readonly PlanRow[]
  /** The finalized block at which they came to differ so, or to agree; null while they never differed. */
  readonly block: number | null
  /** The issue of the home that tells it; null until it is opened. */
  readonly issue: number | null
}

export interface SeesDrift {
  readonly drift: DriftSlice
}

/** The chain was compared with the architecture. */
export interface SeeDrift extends Occurrence {
  readonly type: 'SeeDrift'
  readonly netuid: number
  readonly rows: readonly PlanRow[]
  readonly block: number
  /** Of the last change when the architecture was read; null where there was none, or it was not read yet. */
  readonly commit: string | null
}

export interface ReportDrift extends Occurrence {
  readonly type: 'ReportDrift'
  readonly issue: number
}

export interface DriftChanged extends Occurrence {
  readonly type: 'DriftChanged'
  readonly rows: readonly PlanRow[]
  readonly block: number
}

export interface DriftTold extends Occurrence {
  readonly type: 'DriftTold'
  readonly issue: number
}

/** Open the issue that tells it, or find the one that was opened; answered by `ReportDrift`. */
export interface DriftErrand {
  readonly kind: 'drift'
  readonly key: string
}

export interface DriftShape {
  readonly name: 'drift'
  readonly own: DriftSlice
  readonly command: SeeDrift | ReportDrift
  readonly event: DriftChanged | DriftTold
  readonly hears: SubnetDissolved
  readonly sees: SeesPhase & SeesHome & SeesLaunch & SeesMandate & SeesPayments
  readonly errand: DriftErrand
}
