import type { SeesHome } from '../home/slice.ts'
import type { Occurrence } from '../kernel/occurrence.ts'
import type { SeesPhase } from '../phase/slice.ts'

/** Rule S1: the issue in a live subnet's home where its output is sold. */
export interface StorefrontSlice {
  readonly issue: number
}

export interface ReportStorefront extends Occurrence {
  readonly type: 'ReportStorefront'
  readonly issue: number
}

export interface StorefrontOpened extends Occurrence {
  readonly type: 'StorefrontOpened'
  readonly issue: number
}

/** Open the issue, or find the one that was opened; answered by `ReportStorefront`. */
export interface StorefrontErrand {
  readonly kind: 'storefront'
  readonly key: string
}

export interface StorefrontShape {
  readonly name: 'storefront'
  readonly own: StorefrontSlice | null
  readonly command: ReportStorefront
  readonly event: StorefrontOpened
  readonly sees: SeesPhase & SeesHome
  readonly errand: StorefrontErrand
}
