/** Periods and births are block numbers. */
export type Era = { readonly period: number; readonly phase: number } | 'immortal'

/** An era as the codec decodes it: Immortal, or MortalN with the second of its two bytes. */
export type EncodedEra = { readonly type: string; readonly value: unknown }

/** Undefined for two bytes that no era has. */
export function decodeEra({ type, value }: EncodedEra): Era | undefined {
  if (type === 'Immortal') return 'immortal'
  const bits = Number(type.slice('Mortal'.length)) | ((value as number) << 8)
  const period = 2 << (bits & 0b1111)
  const phase = (bits >> 4) * Math.max(period >> 12, 1)
  return period >= 4 && phase < period ? { period, phase } : undefined
}

/** The block whose hash was signed, seen from the current one. */
export function eraBirth(era: Exclude<Era, 'immortal'>, current: number): number {
  const { period, phase } = era
  return Math.floor((Math.max(current, phase) - phase) / period) * period + phase
}
