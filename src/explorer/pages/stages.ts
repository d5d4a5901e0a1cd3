import { isPhaseOver, type Phase, type SubnetView } from '../../ledger/read.ts'

/** What an idea goes through, in this order. */
const STAGES = ['idea', 'funding', 'mining', 'launch', 'probation', 'live'] as const
export type Stage = (typeof STAGES)[number]

/** The last stage that a phase has come to; where its life ended early depends on how far it was. */
const REACHED: Readonly<Record<Phase, Stage | ((view: SubnetView) => Stage)>> = {
  none: 'idea',
  'awaiting-deposit': 'idea',
  checking: 'idea',
  funding: 'funding',
  minable: 'mining',
  launching: 'launch',
  preparing: 'launch',
  probation: 'probation',
  live: 'live',
  failed: 'probation',
  dissolved: (view) => (view.probation === null ? 'launch' : 'probation'),
  returned: 'launch',
  unfunded: 'funding',
  slashed: (view) => (view.loan === null ? 'idea' : 'funding'),
  closed: 'idea',
}

export interface StageMark {
  readonly stage: Stage
  readonly mark: 'done' | 'now' | 'ended' | 'later'
}

/** Each stage, and whether a subnet has come to it. */
export function stagesOf(view: SubnetView): StageMark[] {
  const reached = REACHED[view.phase]
  const now = STAGES.indexOf(typeof reached === 'string' ? reached : reached(view))
  const standing = isPhaseOver(view.phase) ? 'ended' : 'now'
  return STAGES.map((stage, place) => ({
    stage,
    mark: place < now ? 'done' : place === now ? standing : 'later',
  }))
}
