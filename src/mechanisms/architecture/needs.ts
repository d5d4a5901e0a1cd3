import { type ChainStep, type SubnetFacts, settingOf } from './architecture.ts'
import { applied } from './plan.ts'

/** Which setting has to be right before the chain takes another, both by name. */
const NEEDS: Readonly<Record<string, string>> = {
  'emission-split': 'mechanism-count',
  'mechanism-count': 'max_allowed_uids',
  max_allowed_uids: 'mechanism-count',
  alpha_values: 'liquid_alpha_enabled',
  min_burn: 'max_burn',
  max_burn: 'min_burn',
}

/**
 * C1: some of the steps of a plan, with those without which the chain would refuse them for ever. The whole plan, in its order, is one that
 * the chain takes.
 */
export function withNeeded(some: ChainStep[], all: readonly ChainStep[], facts: SubnetFacts): ChainStep[] {
  const refused = firstRefused(some, facts)
  const needed = refused && NEEDS[settingOf(refused)]
  const missing = all.find((step) => settingOf(step) === needed && !some.includes(step))
  if (!missing) return some
  // A new number of mechanisms clears the split.
  const isCleared = missing.kind === 'mechanism-count'
  const more = all.filter(
    (step) => step === missing || some.includes(step) || (isCleared && step.kind === 'emission-split'),
  )
  return withNeeded(more, all, facts)
}

function firstRefused(steps: readonly ChainStep[], facts: SubnetFacts): ChainStep | null {
  let chain = facts
  for (const step of steps) {
    if (!takes(chain, step)) return step
    chain = applied(chain, step)
  }
  return null
}

/** Whether the chain takes a step as it is. */
function takes({ hyperparameters, mechanismCount, limits }: SubnetFacts, step: ChainStep): boolean {
  switch (step.kind) {
    case 'mechanism-count':
      return step.count * Number(hyperparameters.max_allowed_uids ?? 0) <= limits.maximumUids
    case 'emission-split':
      return step.split.length === mechanismCount
    case 'hyperparameter':
      return isTaken(step, hyperparameters, limits.maximumUids / mechanismCount)
  }
}

function isTaken(
  { name, value }: ChainStep & { readonly kind: 'hyperparameter' },
  { min_burn, max_burn, liquid_alpha_enabled }: SubnetFacts['hyperparameters'],
  uids: number,
): boolean {
  if (name === 'alpha_values') return liquid_alpha_enabled === true
  if (name === 'min_burn') return max_burn === undefined || value < max_burn
  if (name === 'max_burn') return min_burn === undefined || value > min_burn
  return name !== 'max_allowed_uids' || Number(value) <= uids
}
