import type { Turn } from '../architecture/turns.ts'
import type { SeesIdea } from '../idea/slice.ts'
import type { SetWeights } from '../intent.ts'
import type { Occurrence, Person } from '../kernel/occurrence.ts'
import type { Pot } from '../pots.ts'
import type { TaskCounted } from '../task/slice.ts'
import type { RolesSet, SeatAsked, SeatLeft, SeesTeam, TeamEnded } from '../team/slice.ts'
import type { Timelock } from './timelock.ts'
import type { Vector } from './vector.ts'

/** Rule T3: the standings of a team as the weights that the owner's hotkey sets on chain. */
export interface WeightsSlice {
  /** How often they were weighed. */
  readonly count: number
  /** When they are weighed next, milliseconds UTC; null while there is no standing. */
  readonly nextAt: number | null
  /** The last time; null before the first, and where there is no team any more. */
  readonly weighing: Weighing | null
}

/** One look at the chain, and the calls that follow from it. Until it is answered, the calls of the one before that did not go are here. */
export interface Weighing {
  /** Counted from 1. */
  readonly number: number
  /** The finalized block that the UIDs were read at; null until they are. */
  readonly block: number | null
  readonly calls: readonly WeightsCall[]
  /** Whom the weights leave out: their coldkeys have no UID in the subnet. */
  readonly left: readonly Person[]
  /** What sets them; null until they were read once. */
  readonly pot: Pot | null
  /** What the look before it found, which is shown until this one is answered; null from then on. */
  readonly last: FoundWeights | null
}

/** What a look has found. */
export type FoundWeights = Pick<Weighing, 'calls' | 'left'> & { readonly block: number }

export interface WeightsCall extends PlannedWeights {
  /** The weighing that its payment is of. A later one that says the same leaves it: guardians may be about to approve it. */
  readonly of: number
  /** The block in which they were set, or committed; null while they are not. */
  readonly setIn: number | null
  /** When that was, milliseconds UTC. Left out while it was not, and where it was before this was kept. */
  readonly setAt?: number
  /** Of a commit: the block in which the chain opened it. Left out while it has not. */
  readonly openedIn?: number
  /** Of a commit: the block by which the chain had not opened it, and will not any more. */
  readonly unopenedBy?: number
  /** The commit whose place it takes, because the chain did not open that. */
  readonly instead?: Unopened
  /** Whether the same weights were not committed by their round before. */
  readonly isMissed?: true
}

/** A commit that the chain did not open. Both are blocks. */
export interface Unopened {
  readonly setIn: number
  readonly unopenedBy: number
}

/** The weights of one mechanism, and when they go. */
export interface PlannedWeights extends Vector {
  readonly netuid: number
  readonly versionKey: bigint
  readonly turn: Turn
  /** Whether the subnet takes no weights in the open. */
  readonly isHidden: boolean
  /** How they are hidden; left out where they are not, or where the chain wants another way than is known here. */
  readonly timelock?: Timelock
  /** Whose the UIDs are that weigh something: a digest of their hotkeys, 0x-hex. Older reports have none. */
  readonly holders?: string
}

/** What the chain says of UIDs and limits at one finalized block. */
export interface ReportWeights extends Occurrence {
  readonly type: 'ReportWeights'
  readonly number: number
  readonly block: number
  readonly calls: readonly PlannedWeights[]
  readonly left: readonly Person[]
  /** After so long they are set again, milliseconds: the chain passes over weights that are too old. */
  readonly again: number
}

export interface WeighingBegun extends Occurrence {
  readonly type: 'WeighingBegun'
  readonly number: number
}

export interface TeamWeighed extends Occurrence {
  readonly type: 'TeamWeighed'
  readonly number: number
  readonly block: number
  readonly calls: readonly WeighedCall[]
  readonly left: readonly Person[]
  readonly pot: Pot
  readonly again: number
}

/** What was decided of one: the weighing that its payment is of. Older events do not say. */
export interface WeighedCall extends PlannedWeights {
  readonly of?: number
}

/** They are on chain: committed, where the block is named in which the chain opens them, and set where none is. */
export interface TeamWeightsSet extends Occurrence {
  readonly type: 'TeamWeightsSet'
  readonly number: number
  readonly mechanism: number
  readonly opensIn?: number
}

/** The chain has opened what was committed, and set it. */
export interface SeeWeightsOpened extends Occurrence {
  readonly type: 'SeeWeightsOpened'
  readonly netuid: number
  readonly mechanism: number
  readonly block: number
}

/** What the weights were made from may be so no more: whose a UID is, how the subnet takes weights, or who may set them. */
export interface DoubtWeights extends Occurrence {
  readonly type: 'DoubtWeights'
  /** The UID that is another's; null where it is not about one. */
  readonly uid: number | null
}

/** In the event's block they came into force. */
export interface TeamWeightsOpened extends Occurrence {
  readonly type: 'TeamWeightsOpened'
  readonly number: number
  readonly mechanism: number
  readonly block: number
}

/** The epoch in which the chain would have opened them is over, and it has not. */
export interface TeamWeightsUnopened extends Occurrence {
  readonly type: 'TeamWeightsUnopened'
  readonly number: number
  readonly mechanism: number
  readonly block: number
}

/** They are weighed anew. */
export interface WeightsDoubted extends Occurrence {
  readonly type: 'WeightsDoubted'
  /** After so long, milliseconds: what else changes until then is looked at with it. */
  readonly again: number
}

export interface WeightsPurpose {
  readonly kind: 'team-weights'
  readonly about: readonly [number: number, mechanism: number]
}

/** Read who has which UID, and what the chain's limits are; answered by `ReportWeights`. */
export interface WeightsErrand {
  readonly kind: 'team-weights'
  readonly key: string
  readonly number: number
}

export interface WeightsShape {
  readonly name: 'weights'
  readonly own: WeightsSlice
  readonly command: ReportWeights | SeeWeightsOpened | DoubtWeights
  readonly event:
    | WeighingBegun
    | TeamWeighed
    | TeamWeightsSet
    | TeamWeightsOpened
    | TeamWeightsUnopened
    | WeightsDoubted
  readonly hears: TaskCounted | RolesSet | SeatAsked | SeatLeft | TeamEnded
  readonly sees: SeesTeam
  readonly beside: SeesIdea
  readonly purpose: WeightsPurpose
  readonly errand: WeightsErrand
}

/** The call of it. */
export function setWeightsOf(call: WeightsCall): SetWeights {
  const { netuid, mechanism, uids, values, versionKey, turn, isHidden, timelock, holders } = call
  return {
    kind: 'set-weights',
    netuid,
    mechanism,
    uids,
    values,
    versionKey,
    turn,
    isHidden,
    ...(timelock && { timelock }),
    ...(holders !== undefined && { holders }),
  }
}
