import type { Update, UpdateStage } from './slice.ts'

const UNDERWAY: Readonly<Record<UpdateStage, boolean>> = {
  merging: true,
  applying: true,
  probation: true,
  reverting: true,
  'setting-back': true,
  held: false,
  reverted: false,
  voided: false,
  dissolved: false,
}

/** Whether something is still to come of it: so long nobody else is asked to guarantee. */
export const isUnderway = (current: Update | null): current is Update =>
  current !== null && UNDERWAY[current.stage]
