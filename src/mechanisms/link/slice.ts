import type { DepositAccepted, SeesDeposit } from '../deposit/slice.ts'
import type { IdeaRevised, SeesIdea } from '../idea/slice.ts'
import type { Occurrence } from '../kernel/occurrence.ts'
import type { SeesPhase } from '../phase/slice.ts'

/** Rule M3. `asked` counts the checks that were due, `answered` the last one that came back. */
export interface LinkSlice {
  readonly asked: number
  readonly answered: number
  /** Hash of the content that was first seen, SHA-256 hex. */
  readonly contentHash: string | null
  /** The content differs from what was first seen. */
  readonly changed: { readonly at: number; readonly contentHash: string } | null
  /** Why the last check failed. */
  readonly failing: { readonly since: number; readonly reason: string } | null
  readonly nextCheckAt: number | null
}

export interface SeesLink {
  readonly link: LinkSlice
}

export type LinkResult =
  | { readonly ok: true; readonly contentHash: string; readonly finalUrl: string }
  | { readonly ok: false; readonly reason: string }

export interface ReportLink extends Occurrence {
  readonly type: 'ReportLink'
  readonly check: number
  readonly result: LinkResult
}

export interface LinkCheckDue extends Occurrence {
  readonly type: 'LinkCheckDue'
  readonly check: number
}

export interface LinkPassed extends Occurrence {
  readonly type: 'LinkPassed'
  readonly check: number
  readonly contentHash: string
  readonly finalUrl: string
}

export interface LinkChanged extends Occurrence {
  readonly type: 'LinkChanged'
  readonly check: number
  readonly contentHash: string
}

export interface LinkFailed extends Occurrence {
  readonly type: 'LinkFailed'
  readonly check: number
  readonly reason: string
}

export type LinkCommand = ReportLink
export type LinkEvent = LinkCheckDue | LinkPassed | LinkChanged | LinkFailed

/** Visit the article; answered by `ReportLink`. */
export interface LinkErrand {
  readonly kind: 'link'
  readonly key: string
  readonly check: number
  readonly url: string
}

export interface LinkShape {
  readonly name: 'link'
  readonly own: LinkSlice
  readonly command: LinkCommand
  readonly event: LinkEvent
  readonly sees: SeesPhase & SeesIdea & SeesDeposit
  readonly hears: IdeaRevised | DepositAccepted
  readonly errand: LinkErrand
  readonly borrows: 'no-idea'
  readonly step: 'change-link' | 'check-link' | 'mend-link'
}
