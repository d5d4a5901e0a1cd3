import type { ChainStep, Design, SubnetFacts } from './architecture.ts'
import { withNeeded } from './needs.ts'
import { planOf } from './plan.ts'
import { formatValue } from './values.ts'

/**
 * C1: what a merge changes on chain. What the chain was set to beside the design before it is drift: that is told, and no merge overwrites
 * it, unless the chain would refuse for ever what the merge changes. A split of another number of mechanisms is another one, so a new number always comes with its split.
 */
export function stepsBetween(before: Design, after: Design, facts: SubnetFacts): ChainStep[] {
  const drift = new Set(planOf(before, facts).steps.map(nameOf))
  const steps = stepsTo(after, facts)
  const own = steps.filter((step) => !drift.has(nameOf(step)))
  return withNeeded(own, steps, facts)
}

/** C1: all that makes the chain like the design. A split that is the same to people, to the basis point, is left as it is. */
export function stepsTo(design: Design, facts: SubnetFacts): ChainStep[] {
  const { steps } = planOf(design, facts)
  const isCleared = steps.some(({ kind }) => kind === 'mechanism-count')
  return steps.filter((step) => step.kind !== 'emission-split' || isCleared || isFelt(step.split, facts))
}

const isFelt = (split: readonly number[], { emissionSplit }: SubnetFacts): boolean =>
  split.some((share, id) => pointsOf(share) !== pointsOf(emissionSplit?.[id] ?? -1))

const pointsOf = (share: number): number => Math.round((share * 10_000) / 65_535)

/** The same for two steps that lead to the same. */
function nameOf(step: ChainStep): string {
  switch (step.kind) {
    case 'mechanism-count':
      return `${step.kind} ${step.count}`
    case 'emission-split':
      return `${step.kind} ${step.split.join(' ')}`
    case 'hyperparameter':
      return `${step.name} ${formatValue(step.name, step.value)}`
  }
}
