import { formatTao } from '../money.ts'
import type { HyperparameterValue } from './architecture.ts'
import { HYPERPARAMETERS } from './hyperparameters.ts'

const DECIMALS = 1_000_000_000n

/** Whether two values of a hyperparameter are the same to people: fixed point numbers are, where nine decimals are. */
export const isSame = (name: string, left: HyperparameterValue, right: HyperparameterValue): boolean =>
  formatValue(name, left) === formatValue(name, right)

/** A value as it is written in `architecture.yaml`. */
export function formatValue(name: string, value: HyperparameterValue): string {
  if (typeof value === 'boolean') return String(value)
  if (typeof value !== 'bigint') return `[${value.join(', ')}]`
  const type = HYPERPARAMETERS[name]?.type
  if (type?.kind === 'tao') return formatTao(value)
  if (type?.kind === 'choice') return type.choices[Number(value)] ?? String(value)
  return type?.kind === 'fixed' ? formatFixed(value) : String(value)
}

function formatFixed(bits: bigint): string {
  const rounded = (bits * DECIMALS + (1n << 63n)) >> 64n
  const fraction = (rounded % DECIMALS).toString().padStart(9, '0').replace(/0+$/, '')
  return `${rounded / DECIMALS}${fraction && `.${fraction}`}`
}

/** The bits of a U64F64, from billionths. */
export const fixedOf = (billionths: bigint): bigint => ((billionths << 64n) + DECIMALS / 2n) / DECIMALS

/** Basis points as people write them: `12.5 %`. */
export const formatPercent = (basisPoints: number): string => `${basisPoints / 100} %`
