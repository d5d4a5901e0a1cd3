import type { Occurrence } from '../decider.ts'
import type { Obstacle } from '../errand/slice.ts'
import type { Repository } from '../idea/slice.ts'

/** Rule A1: a minable idea gets a repository of its own, its home. */
export interface HomeSlice {
  readonly repository: Repository
  readonly installation: number
}

export interface ReportHome extends Occurrence {
  readonly type: 'ReportHome'
  readonly result:
    | { readonly ok: true; readonly repository: Repository; readonly installation: number }
    | { readonly ok: false; readonly obstacle: Exclude<Obstacle, 'conflict'> }
}

export interface HomeMade extends Occurrence {
  readonly type: 'HomeMade'
  readonly repository: Repository
  readonly installation: number
}

export type HomeCommand = ReportHome
export type HomeEvent = HomeMade
