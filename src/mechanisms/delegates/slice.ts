import type { SubnetDissolved } from '../dissolution/slice.ts'
import type { SeesIdea } from '../idea/slice.ts'
import type { Occurrence } from '../kernel/occurrence.ts'
import type { Rao } from '../money.ts'
import type { SeesPhase } from '../phase/slice.ts'

/** Above threshold 1: what the App's key may do for a running subnet without the guardians, as a proxy of its pots. */
export interface DelegatesSlice {
  /** How often it was planned anew. */
  readonly number: number
  /** The finalized block of the last plan; null before the first. */
  readonly block: number | null
  /** What the guardians are asked for, in its order. */
  readonly changes: readonly DelegateChange[]
  /** The proxies that stand. */
  readonly given: readonly Delegated[]
}

export interface SeesDelegates {
  readonly delegates: DelegatesSlice
}

/** A pot that holds a day's payments at most, or nothing. */
export type OpenPot = 'payroll' | 'hotkey'

export interface Delegated {
  readonly pot: OpenPot
  /** SS58 of the proxy. */
  readonly delegate: string
  /** What it may do, by the chain's name. */
  readonly type: string
}

/** A proxy that a pot should have, and what the pot lacks for the chain's deposit. Rao. */
export interface WantedDelegate extends Delegated {
  readonly deposit: Rao
}

export interface DelegateChange extends WantedDelegate {
  /** Whether the proxy is given or taken away. */
  readonly isGiven: boolean
  /** Whether the pot has the deposit. */
  readonly isLent: boolean
  readonly isDone: boolean
}

/** The chain was asked who may act for the pots. */
export interface SeeDelegates extends Occurrence {
  readonly type: 'SeeDelegates'
  readonly block: number
  readonly wanted: readonly WantedDelegate[]
  /** Those that act at once. */
  readonly standing: readonly Delegated[]
}

export interface DelegatesPlanned extends Occurrence {
  readonly type: 'DelegatesPlanned'
  readonly number: number
  readonly block: number
  readonly changes: readonly DelegateChange[]
  readonly given: readonly Delegated[]
}

export interface PotDepositLent extends Occurrence {
  readonly type: 'PotDepositLent'
  readonly number: number
  readonly place: number
}

export interface DelegateChanged extends Occurrence {
  readonly type: 'DelegateChanged'
  readonly number: number
  readonly place: number
}

/** One change of one plan. The first pays the deposit that the chain asks of the pot. */
export interface DelegatesPurpose {
  readonly kind: 'pot-deposit' | 'delegate'
  readonly about: readonly [number: number, place: number]
}

export interface DelegatesShape {
  readonly name: 'delegates'
  readonly own: DelegatesSlice
  readonly command: SeeDelegates
  readonly event: DelegatesPlanned | PotDepositLent | DelegateChanged
  readonly hears: SubnetDissolved
  readonly sees: SeesPhase & SeesIdea
  readonly purpose: DelegatesPurpose
}
