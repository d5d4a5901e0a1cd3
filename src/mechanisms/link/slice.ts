import type { Occurrence } from '../decider.ts'

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
