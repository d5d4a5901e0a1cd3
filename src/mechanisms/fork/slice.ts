import type { ErrandBlocked, SeesErrands } from '../errand/slice.ts'
import type { SeesHome } from '../home/slice.ts'
import type { Repository, SeesIdea, Terms } from '../idea/slice.ts'
import type { Occurrence, Person } from '../kernel/occurrence.ts'
import type { Rao } from '../money.ts'
import type { SeesPhase } from '../phase/slice.ts'

/** Rule F1: what a subnet is a fork of, and which forks of it were asked for last. */
export interface ForkSlice {
  /** Null where it is no fork. */
  readonly parent: Parent | null
  /** How many forks of it were asked for in all. */
  readonly asked: number
  /** The last of them, and all for which no issue was opened yet: in the order in which they were asked for. */
  readonly last: readonly AskedFork[]
}

/** A subnet as its fork names it. It stays as it was when the fork was opened, whatever becomes of the parent. */
export interface Parent {
  readonly stream: string
  /** Of the market in which it is an idea. */
  readonly repository: Repository
  readonly issue: number
  readonly title: string
  /** Its article, which the fork may go on with. */
  readonly link: string
  /** What the fork begins with; null where the parent had no repository that could be read. */
  readonly origin: Origin | null
}

/** The last commit on the default branch of a subnet's own repository. */
export interface Origin {
  readonly repository: Repository
  readonly commit: string
}

export interface AskedFork {
  readonly number: number
  readonly name: string
  readonly target: Rao
  readonly person: Person
  readonly at: number
  /** The issue of its idea; null before it is opened. */
  readonly issue: number | null
}

/** `/fork <name>`. */
export interface AskFork extends Occurrence {
  readonly type: 'AskFork'
  readonly name: string
  readonly person: Person
}

export interface ReportFork extends Occurrence {
  readonly type: 'ReportFork'
  readonly number: number
  readonly result:
    | { readonly ok: true; readonly issue: number; readonly terms: Terms; readonly origin: Origin | null }
    | { readonly ok: false; readonly obstacle: 'forbidden' | 'no-access'; readonly said?: string }
}

/** To the stream of the fork, once its idea is open. */
export interface NameParent extends Occurrence {
  readonly type: 'NameParent'
  readonly parent: Parent
}

export interface ForkAsked extends Occurrence {
  readonly type: 'ForkAsked'
  readonly number: number
  readonly name: string
  /** The parent's, within what the market's settings allow. */
  readonly target: Rao
  readonly person: Person
}

/** The issue of the fork's idea is there. */
export interface ForkOpened extends Occurrence {
  readonly type: 'ForkOpened'
  readonly number: number
  readonly issue: number
  readonly person: Person
  readonly terms: Terms
  readonly origin: Origin | null
}

/** On the stream of the fork. */
export interface ParentNamed extends Occurrence {
  readonly type: 'ParentNamed'
  readonly parent: Parent
}

/** Open the issue of a fork's idea, or find the one that was opened; answered by `ReportFork`. */
export interface ForkErrand {
  readonly kind: 'fork'
  readonly key: string
  readonly number: number
}

export type ForkRefusal = 'not-forkable' | 'fork-named-alike' | 'fork-waits' | 'too-many-forks'

export interface ForkShape {
  readonly name: 'fork'
  readonly own: ForkSlice
  readonly command: AskFork | ReportFork | NameParent
  readonly event: ForkAsked | ForkOpened | ParentNamed
  readonly sees: SeesPhase & SeesIdea & SeesHome & SeesErrands
  readonly makes: ErrandBlocked
  readonly errand: ForkErrand
  readonly refusal: ForkRefusal
  readonly borrows: 'no-idea'
}
