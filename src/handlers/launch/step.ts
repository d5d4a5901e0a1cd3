import type { Markdown } from '../../github/escape.ts'
import { renderPart } from '../../github/template.ts'
import type { ChainStep, HyperparameterValue } from '../../mechanisms/architecture/architecture.ts'
import { steps } from './words.ts'

/** What a step of the architecture sets, in words. */
export function describeStep(step: ChainStep): Markdown {
  const value = step.kind === 'hyperparameter' ? wordOf(step.value) : null
  return renderPart(steps[step.kind], { ...step, value })
}

const wordOf = (value: HyperparameterValue): string =>
  typeof value === 'object' ? value.join(', ') : String(value)
