import type { Phase } from './slice.ts'

/** Whether nothing more is done for a subnet but to pay what it owes. */
const OVER: Readonly<Record<Phase, boolean>> = {
  none: false,
  'awaiting-deposit': false,
  checking: false,
  funding: false,
  minable: false,
  launching: false,
  preparing: false,
  probation: false,
  live: false,
  failed: true,
  unfunded: true,
  slashed: true,
  closed: true,
  dissolved: true,
  returned: true,
}

export const isPhaseOver = (phase: Phase): boolean => OVER[phase]

/** The phases that are so. */
export const phasesOver = (): Phase[] => (Object.keys(OVER) as Phase[]).filter(isPhaseOver)
