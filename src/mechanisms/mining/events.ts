import type { UpdateSettings } from '../config.ts'
import type { Bill, RefundOwed } from '../deposit/slice.ts'
import type { ExtrinsicRef } from '../intent.ts'
import type { Occurrence, Person } from '../kernel/occurrence.ts'
import type { Rao } from '../money.ts'
import type { Pots } from '../pots.ts'
import type { Standing } from '../scoring/standings.ts'
import type { Lapse, RoundRules } from './slice.ts'

export interface RoundOpened extends Occurrence {
  readonly type: 'RoundOpened'
  readonly round: number
  readonly closesAt: number
  readonly rules: RoundRules
  /** Of a live subnet. */
  readonly month?: UpdateSettings
}

/** Whoever has not scored all is told that there is little time left. */
export interface RoundNearsEnd extends Occurrence {
  readonly type: 'RoundNearsEnd'
  readonly round: number
  readonly closesAt: number
}

export interface RoundClosed extends Occurrence {
  readonly type: 'RoundClosed'
  readonly round: number
}

export interface RoundCounted extends Occurrence {
  readonly type: 'RoundCounted'
  readonly round: number
  readonly stakes: Readonly<Record<number, Rao>>
  readonly block: number
  readonly standings: readonly Standing[]
  readonly count: number
  readonly digest: string
  /** The mean grade of the best, hundredths of a point. Before there were updates, only where the settings asked for one. */
  readonly grade?: number | null
}

/** Something came to a proposal while the round was counted. */
export interface CountDisturbed extends Occurrence {
  readonly type: 'CountDisturbed'
  readonly round: number
  readonly pull: number
}

export interface RaceOpened extends Occurrence {
  readonly type: 'RaceOpened'
  readonly pots: Pots
}

export interface MinerInvited extends Occurrence {
  readonly type: 'MinerInvited'
  readonly round: number
  readonly pull: number
  readonly head: string
  readonly miner: Person
  readonly deadline: number
}

export interface InvitationAccepted extends Occurrence {
  readonly type: 'InvitationAccepted'
  readonly round: number
  readonly coldkey: string
}

export interface GuaranteeBillIssued extends Occurrence {
  readonly type: 'GuaranteeBillIssued'
  readonly round: number
  readonly bill: Bill
}

export interface GuaranteePaid extends Occurrence {
  readonly type: 'GuaranteePaid'
  readonly round: number
  readonly extrinsic: ExtrinsicRef
  readonly payer: string
  readonly collateral: Rao
}

/** The round ends without a launch; a collateral that was paid goes back. */
export interface RoundLapsed extends Occurrence {
  readonly type: 'RoundLapsed'
  readonly round: number
  readonly why: Lapse
  /** What the best of a month had to be graded at least and was not: hundredths of a point. */
  readonly needed?: number
}

export interface GuaranteeReturned extends Occurrence {
  readonly type: 'GuaranteeReturned'
  readonly round: number
  /** Where an update is undone and its author can do nothing about it. */
  readonly isUndone?: true
}

/** To the subnet's treasury (L2). */
export interface GuaranteeSlashed extends Occurrence {
  readonly type: 'GuaranteeSlashed'
  readonly round: number
}

/** N1: the best of a month was merged: the next month begins. */
export interface RoundAdopted extends Occurrence {
  readonly type: 'RoundAdopted'
  readonly round: number
}

/** D4: the subnet is gone. */
export interface RaceEnded extends Occurrence {
  readonly type: 'RaceEnded'
}

export type MiningEvent =
  | RaceOpened
  | RoundOpened
  | RoundNearsEnd
  | RoundClosed
  | CountDisturbed
  | RoundCounted
  | MinerInvited
  | InvitationAccepted
  | GuaranteeBillIssued
  | GuaranteePaid
  | RoundLapsed
  | GuaranteeReturned
  | GuaranteeSlashed
  | RoundAdopted
  | RaceEnded
  | RefundOwed
