import type { Phase } from '../ledger/read.ts'

/** The phases in the order in which an idea goes through them, and then those in which it ends. */
export const PHASES = [
  'awaiting-deposit',
  'checking',
  'funding',
  'minable',
  'unfunded',
  'slashed',
  'closed',
] as const satisfies readonly Phase[]

export type ShownPhase = (typeof PHASES)[number]

export const asPhase = (text: string | undefined): ShownPhase | undefined =>
  PHASES.find((phase) => phase === text)

/** A count, a position or an issue's number as it stands in a URL; undefined where it is none. At most 2^53 - 1. */
export function asNumber(text: string | undefined): number | undefined {
  if (text === undefined || !/^\d{1,16}$/.test(text)) return undefined
  const value = Number(text)
  return Number.isSafeInteger(value) ? value : undefined
}
