import { divide } from '../shares.ts'
import type { ChainStep, Design, PlanRow, SubnetFacts } from './architecture.ts'
import { HYPERPARAMETERS } from './hyperparameters.ts'
import { layoutOf, mechanismsAllowed, type Slot } from './layout.ts'
import { type PlanProblem, planProblems } from './plan-problems.ts'
import { formatPercent, formatValue, isSame } from './values.ts'

export interface Plan {
  /** In the order in which the chain takes them; where there are problems it would not. */
  readonly steps: readonly ChainStep[]
  readonly rows: readonly PlanRow[]
  readonly problems: readonly PlanProblem[]
}

/** All emission, as the chain writes it: the shares of a split sum to it. */
const WHOLE = 65_535

/** C1: what must change on chain so that it is as the design says; what the design does not name stays. */
export function planOf(design: Design, facts: SubnetFacts): Plan {
  const slots = layoutOf(design, mechanismsAllowed(uidsOf(design, facts), facts.limits))
  const steps: ChainStep[] = []
  let chain = facts
  const take = (step: ChainStep | null) => {
    if (!step) return
    steps.push(step)
    chain = applied(chain, step)
  }
  for (const step of sizeSteps(design, slots, facts)) take(step)
  take(splitStep(slots, chain))
  for (const name of settingOrder(design, facts)) take(settingStep(name, design, chain))
  return {
    steps,
    rows: steps.flatMap((step) => rowsOf(step, slots, facts)),
    problems: planProblems(design, facts, slots),
  }
}

/** The chain after a step that it took. A change of the number of mechanisms clears the split. */
export function applied(facts: SubnetFacts, step: ChainStep): SubnetFacts {
  switch (step.kind) {
    case 'mechanism-count':
      return step.count === facts.mechanismCount
        ? facts
        : { ...facts, mechanismCount: step.count, emissionSplit: null }
    case 'emission-split':
      return { ...facts, emissionSplit: step.split }
    case 'hyperparameter':
      return { ...facts, hyperparameters: { ...facts.hyperparameters, [step.name]: step.value } }
  }
}

const uidsOf = (design: Design, { hyperparameters, limits }: SubnetFacts): number =>
  Number(design.hyperparameters.max_allowed_uids ?? hyperparameters.max_allowed_uids ?? limits.maximumUids)

/** UIDs × mechanisms may at no time be above the limit: what shrinks comes first. */
function sizeSteps(design: Design, slots: readonly Slot[], facts: SubnetFacts): (ChainStep | null)[] {
  const uids = settingStep('max_allowed_uids', design, facts)
  const count: ChainStep | null =
    slots.length === facts.mechanismCount ? null : { kind: 'mechanism-count', count: slots.length }
  const fits = uidsOf(design, facts) * facts.mechanismCount <= facts.limits.maximumUids
  return fits ? [uids, count] : [count, uids]
}

function splitStep(slots: readonly Slot[], facts: SubnetFacts): ChainStep | null {
  const split = divide(
    BigInt(WHOLE),
    slots.map(({ share }) => BigInt(share)),
  ).map(Number)
  const present = splitOf(facts)
  return split.every((share, id) => share === present[id]) ? null : { kind: 'emission-split', split }
}

/** Shares by mechanism, u16: nothing stored means even ones, and who is missing at the end of what is stored has none. */
function splitOf({ mechanismCount, emissionSplit }: SubnetFacts): number[] {
  const ids = Array.from({ length: mechanismCount }, (_, id) => id)
  if (emissionSplit) return ids.map((id) => emissionSplit[id] ?? 0)
  return divide(
    BigInt(WHOLE),
    ids.map(() => 1n),
  ).map(Number)
}

/** As in the table, but: alpha values are taken only while liquid alpha is on, and a least burn only below the largest. */
function settingOrder(design: Design, facts: SubnetFacts): string[] {
  const order = Object.keys(HYPERPARAMETERS).filter((name) => name !== 'max_allowed_uids')
  const { liquid_alpha_enabled, min_burn } = design.hyperparameters
  if (liquid_alpha_enabled === false) swap(order, 'liquid_alpha_enabled', 'alpha_values')
  if (min_burn !== undefined && min_burn >= (facts.hyperparameters.max_burn ?? 0n)) {
    swap(order, 'min_burn', 'max_burn')
  }
  return order
}

function swap(order: string[], left: string, right: string): void {
  const [at, to] = [order.indexOf(left), order.indexOf(right)]
  order[at] = right
  order[to] = left
}

function settingStep(name: string, design: Design, facts: SubnetFacts): ChainStep | null {
  const [value, present] = [design.hyperparameters[name], facts.hyperparameters[name]]
  if (value === undefined || present === undefined || isSame(name, value, present)) return null
  return { kind: 'hyperparameter', name, value }
}

/** Whether a row of a plan tells what a step sets. */
export function isOf(step: ChainStep, what: string): boolean {
  switch (step.kind) {
    case 'mechanism-count':
      return what === COUNT
    case 'emission-split':
      return what.startsWith(`${SPLIT} `)
    case 'hyperparameter':
      return what === step.name
  }
}

const COUNT = 'mechanisms'
const SPLIT = 'emission of mechanism'

function rowsOf(step: ChainStep, slots: readonly Slot[], before: SubnetFacts): PlanRow[] {
  switch (step.kind) {
    case 'mechanism-count':
      return [{ what: COUNT, from: String(before.mechanismCount), to: String(step.count) }]
    case 'emission-split': {
      const present = splitOf(before)
      return slots.map(({ mechanisms, share }, id) => ({
        what: `${SPLIT} ${id} (${mechanisms.map((one) => one.id).join(', ')})`,
        from: present[id] === undefined ? 'none' : formatPercent(Math.round((present[id] * 10_000) / WHOLE)),
        to: formatPercent(share),
      }))
    }
    case 'hyperparameter': {
      const present = before.hyperparameters[step.name]
      return [
        {
          what: step.name,
          from: present === undefined ? 'none' : formatValue(step.name, present),
          to: formatValue(step.name, step.value),
        },
      ]
    }
  }
}
