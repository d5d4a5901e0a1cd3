import type { IdeaConfig } from '../config.ts'
import type { DepositAccepted, SeesDeposit } from '../deposit/slice.ts'
import type { SeesDispute } from '../dispute/slice.ts'
import type { Occurrence, Person } from '../kernel/occurrence.ts'
import type { SeesLink } from '../link/slice.ts'
import type { Rao } from '../money.ts'
import type { SeesPhase } from '../phase/slice.ts'
import type { Pots } from '../pots.ts'

/** Rule M1: what the discoverer proposes. Long answers stay in the issue; the hash of its body ties them to the ledger. */
export interface Terms {
  readonly title: string
  readonly link: string
  readonly roles: readonly string[]
  readonly target: Rao
  /** SHA-256 of the issue's body, hex. */
  readonly bodyHash: string
}

export interface Repository {
  readonly id: number
  readonly owner: string
  readonly name: string
}

export interface IdeaSlice {
  readonly repository: Repository
  readonly issue: number
  /** The installation that may write in the repository. */
  readonly installation: number
  readonly discoverer: Person
  readonly terms: Terms
  /** Null until the deposit is paid. */
  readonly pots: Pots | null
  /** As it stood when the idea was opened. */
  readonly config: IdeaConfig
  readonly openedAt: number
  /** When its issue was edited last, as far as was heard: what was edited before changes nothing. */
  readonly editedAt: number
  readonly closedWhy: IdeaClosed['why'] | null
  /** Names of the terms that were edited after payment: shown, never accepted. */
  readonly editedAfterPayment: readonly string[]
}

export interface SeesIdea {
  readonly idea: IdeaSlice | null
}

export interface OpenIdea extends Occurrence {
  readonly type: 'OpenIdea'
  readonly repository: Repository
  readonly issue: number
  readonly installation: number
  readonly discoverer: Person
  readonly terms: Terms
  /** When its issue said so, if that was later than it was opened. */
  readonly saidAt?: number
}

/** The issue was edited, and still reads as an idea. */
export interface EditIdea extends Occurrence {
  readonly type: 'EditIdea'
  readonly terms: Terms
  /** What earlier versions may have kept as the digest of the same body. */
  readonly earlierHashes?: readonly string[]
  /** Whether a person has just edited it, or it was looked at. */
  readonly isChange: boolean
}

/** The issue was closed or deleted by a person. */
export interface WithdrawIdea extends Occurrence {
  readonly type: 'WithdrawIdea'
}

export interface IdeaOpened extends Occurrence {
  readonly type: 'IdeaOpened'
  readonly repository: Repository
  readonly issue: number
  readonly installation: number
  readonly discoverer: Person
  readonly terms: Terms
  /** When its issue said so, if that was later. */
  readonly saidAt?: number
  /** They are given out when the deposit is paid; once they were when an issue was opened. */
  readonly pots?: Pots
  readonly config: IdeaConfig
}

/** The terms changed before payment; the bill is made anew. */
export interface IdeaRevised extends Occurrence {
  readonly type: 'IdeaRevised'
  readonly terms: Terms
}

/** The issue was edited after payment: what was paid for stays as it was. */
export interface IdeaEdited extends Occurrence {
  readonly type: 'IdeaEdited'
  readonly changed: readonly string[]
}

/** Closed by the discoverer or because nobody paid in time; or paid, and its link never passed. */
export interface IdeaClosed extends Occurrence {
  readonly type: 'IdeaClosed'
  readonly why: 'withdrawn' | 'unpaid' | 'link-failed'
}

export type IdeaCommand = OpenIdea | EditIdea | WithdrawIdea
export type IdeaEvent = IdeaOpened | IdeaRevised | IdeaEdited | IdeaClosed

/** Why a command of it changes nothing. */
export type IdeaRefusal = 'no-idea'

export interface IdeaShape {
  readonly name: 'idea'
  readonly own: IdeaSlice | null
  readonly command: IdeaCommand
  readonly event: IdeaEvent
  readonly sees: SeesPhase & SeesDeposit & SeesLink & SeesDispute
  readonly refusal: IdeaRefusal
  readonly hears: DepositAccepted
}
