import type { Design, SubnetFacts } from './architecture.ts'
import type { Slot } from './layout.ts'
import { formatValue, isSame } from './values.ts'

/** Why the chain would refuse the plan. */
export interface PlanProblem {
  /** A JSON pointer into `architecture.yaml`. */
  readonly at: string
  readonly message: string
}

/** Everything for which the chain would refuse a step, each at the entry that can mend it. */
export function planProblems(design: Design, facts: SubnetFacts, slots: readonly Slot[]): PlanProblem[] {
  return [
    ...missing(design, facts),
    ...tooMany(design, facts, slots),
    ...uids(design, facts),
    ...burns(design, facts),
    ...alphas(design, facts),
  ]
}

const setting = (name: string): string => `/hyperparameters/${name}`

const missing = (design: Design, { hyperparameters }: SubnetFacts): PlanProblem[] =>
  Object.keys(design.hyperparameters)
    .filter((name) => hyperparameters[name] === undefined)
    .map((name) => ({ at: setting(name), message: `This chain has no \`${name}\`: remove it.` }))

function tooMany(
  design: Design,
  { hyperparameters, limits }: SubnetFacts,
  slots: readonly Slot[],
): PlanProblem[] {
  const { maximumMechanisms, maximumUids, minimumUids } = limits
  const least = Math.min(maximumMechanisms, Math.floor(maximumUids / Math.max(minimumUids, 1)))
  const over = slots[least]?.mechanisms[0]
  if (over) {
    const place = design.mechanisms.indexOf(over)
    const message = `This makes ${slots.length} mechanisms on chain, which allows ${least} a subnet: remove one.`
    return [{ at: `/mechanisms/${place}`, message }]
  }
  const wanted = design.hyperparameters.max_allowed_uids
  const each = Number(wanted ?? hyperparameters.max_allowed_uids ?? maximumUids)
  if (each * slots.length <= maximumUids) return []
  const room = Math.floor(maximumUids / slots.length)
  const mend = `set \`max_allowed_uids: ${room}\` or less below \`hyperparameters\``
  const message = `${slots.length} mechanisms with ${each} UIDs each are more than the ${maximumUids} that the chain allows together: ${mend}.`
  return [{ at: wanted === undefined ? '/mechanisms' : setting('max_allowed_uids'), message }]
}

function uids({ hyperparameters: { max_allowed_uids: wanted } }: Design, facts: SubnetFacts): PlanProblem[] {
  const present = facts.hyperparameters.max_allowed_uids
  if (wanted === undefined || wanted === present) return []
  const { neurons, limits } = facts
  const [least, why] =
    neurons > limits.minimumUids
      ? [neurons, 'that many neurons are registered']
      : [limits.minimumUids, 'the chain takes no less']
  const at = setting('max_allowed_uids')
  if (Number(wanted) < least) return [{ at, message: `Write at least ${least}: ${why}.` }]
  return Number(wanted) > limits.maximumUids
    ? [{ at, message: `Write at most ${limits.maximumUids}: the chain takes no more.` }]
    : []
}

function burns(
  { hyperparameters: wanted }: Design,
  { hyperparameters: present }: SubnetFacts,
): PlanProblem[] {
  if (wanted.min_burn === undefined && wanted.max_burn === undefined) return []
  const [least, most] = [wanted.min_burn ?? present.min_burn, wanted.max_burn ?? present.max_burn]
  if (least === undefined || most === undefined || least < most) return []
  const [min, max] = [formatValue('min_burn', least), formatValue('max_burn', most)]
  const at = setting(wanted.min_burn === undefined ? 'max_burn' : 'min_burn')
  return [{ at, message: `\`min_burn\` (${min}) must be below \`max_burn\` (${max}).` }]
}

function alphas(
  { hyperparameters: wanted }: Design,
  { hyperparameters: present }: SubnetFacts,
): PlanProblem[] {
  const { alpha_values: values } = wanted
  if (values === undefined || present.alpha_values === undefined) return []
  const isOn = wanted.liquid_alpha_enabled === true || present.liquid_alpha_enabled === true
  if (isOn || isSame('alpha_values', values, present.alpha_values)) return []
  const message =
    'The chain takes alpha values only while liquid alpha is on: add `liquid_alpha_enabled: true`.'
  return [{ at: setting('alpha_values'), message }]
}
