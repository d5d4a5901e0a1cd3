import type { ErrandBlocked, Obstacle, SeesErrands } from '../errand/slice.ts'
import type { Repository, SeesIdea } from '../idea/slice.ts'
import type { Occurrence } from '../kernel/occurrence.ts'
import type { SeesPhase } from '../phase/slice.ts'

/** Rule A1: a minable idea gets a repository of its own, its home. */
export interface HomeSlice {
  readonly repository: Repository
  readonly installation: number
}

export interface SeesHome {
  readonly home: HomeSlice | null
}

export interface ReportHome extends Occurrence {
  readonly type: 'ReportHome'
  readonly result:
    | { readonly ok: true; readonly repository: Repository; readonly installation: number }
    | { readonly ok: false; readonly obstacle: Exclude<Obstacle, 'conflict'>; readonly said?: string }
}

export interface HomeMade extends Occurrence {
  readonly type: 'HomeMade'
  readonly repository: Repository
  readonly installation: number
}

export type HomeCommand = ReportHome
export type HomeEvent = HomeMade

/** Make the subnet's repository, or find the one that was made; answered by `ReportHome`. */
export interface HomeErrand {
  readonly kind: 'home'
  readonly key: string
}

export interface HomeShape {
  readonly name: 'home'
  readonly own: HomeSlice | null
  readonly command: HomeCommand
  readonly event: HomeEvent
  readonly sees: SeesPhase & SeesIdea & SeesErrands
  readonly makes: ErrandBlocked
  readonly errand: HomeErrand
  readonly borrows: 'no-idea'
  readonly step: 'make-home'
}
