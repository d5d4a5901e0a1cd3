import { type Document, isMap, parseDocument, Scalar } from 'yaml'
import {
  type ChainStep,
  type Design,
  type HyperparameterValue,
  type SubnetFacts,
  settingOf,
} from '../../mechanisms/architecture/architecture.ts'
import { HYPERPARAMETERS } from '../../mechanisms/architecture/hyperparameters.ts'
import { layoutOf, mechanismsAllowed } from '../../mechanisms/architecture/layout.ts'
import { planOf } from '../../mechanisms/architecture/plan.ts'
import { formatPercent, formatValue } from '../../mechanisms/architecture/values.ts'
import { divide } from '../../mechanisms/shares.ts'

const WHOLE = 10_000n

/**
 * C1: `architecture.yaml` with what the chain has, where the two differ; all else in it stays as it is written. `left` is what no file can
 * say: a number of mechanisms is that of the mechanisms that are described.
 */
export function writtenLike(
  text: string,
  design: Design,
  facts: SubnetFacts,
): { readonly text: string; readonly left: readonly string[] } {
  const document = parseDocument(text, { intAsBigInt: true })
  const left: string[] = []
  for (const step of planOf(design, facts).steps) {
    if (!write(document, step, design, facts)) left.push(settingOf(step))
  }
  return { text: document.toString({ lineWidth: 0 }), left }
}

/** False where the file cannot say it. */
function write(document: Document, step: ChainStep, design: Design, facts: SubnetFacts): boolean {
  switch (step.kind) {
    case 'mechanism-count':
      return false
    case 'emission-split':
      return writeSplit(document, design, facts)
    case 'hyperparameter': {
      const present = facts.hyperparameters[step.name]
      // Root may set what no owner may.
      if (present === undefined || !isOwners(step.name, present)) return false
      document.setIn(['hyperparameters', step.name], written(step.name, present))
      return true
    }
  }
}

function isOwners(name: string, value: HyperparameterValue): boolean {
  const type = HYPERPARAMETERS[name]?.type
  if (!type || typeof value === 'boolean' || !('minimum' in type)) return true
  const numbers = typeof value === 'bigint' ? [value] : value
  return numbers.every((one) => one >= type.minimum && one <= type.maximum)
}

function written(name: string, value: HyperparameterValue): unknown {
  if (typeof value === 'boolean') return value
  if (typeof value !== 'bigint') return [...value]
  const kind = HYPERPARAMETERS[name]?.type.kind
  return kind === 'integer' ? value : plain(formatValue(name, value))
}

/** A number is written as it is read, without quotes. */
function plain(text: string): unknown {
  if (!/^[0-9.]+$/.test(text)) return text
  const scalar = new Scalar(Number(text))
  scalar.source = text
  return scalar
}

/** Who shares a mechanism on chain divides its share there as before. */
function writeSplit(document: Document, design: Design, facts: SubnetFacts): boolean {
  const uids = Number(facts.hyperparameters.max_allowed_uids ?? facts.limits.maximumUids)
  const slots = layoutOf(design, mechanismsAllowed(uids, facts.limits))
  if (slots.length !== facts.mechanismCount) return false
  const stored = facts.emissionSplit
  const parts = divide(
    WHOLE,
    slots.map((_, id) => (stored ? BigInt(stored[id] ?? 0) : 1n)),
  )
  for (const [id, { mechanisms }] of slots.entries()) {
    const shares = divide(
      parts[id] ?? 0n,
      mechanisms.map(({ share }) => BigInt(share)),
    )
    for (const [place, one] of mechanisms.entries()) {
      const index = design.mechanisms.indexOf(one)
      if (!isMap(document.getIn(['mechanisms', index]))) return false
      document.setIn(['mechanisms', index, 'share'], formatPercent(Number(shares[place] ?? 0n)))
    }
  }
  return true
}
