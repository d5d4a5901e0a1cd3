import { parseAlpha, parseTao } from '../parse/amount.ts'
import { notParsed, type Parsed } from '../parse/parsed.ts'

/** What a setting can be measured in; its value in `Config` is in rao, units of alpha, milliseconds, basis points or plain. */
export type QuantityUnit = 'tao' | 'alpha' | 'duration' | 'percentage' | 'number'

const MILLISECONDS: Readonly<Record<string, number>> = {
  second: 1_000,
  minute: 60_000,
  hour: 3_600_000,
  day: 86_400_000,
  week: 604_800_000,
}

/** A time as people say it, such as `7 days` or `90 seconds`, in milliseconds. */
export function parseDuration(text: string): Parsed<number> {
  const [, count, unit] = /^([0-9]{1,6}) ?([a-z]{3,7})$/i.exec(text) ?? []
  const length = MILLISECONDS[unit?.toLowerCase().replace(/s$/, '') ?? '']
  if (count === undefined || length === undefined) {
    return notParsed('Write a whole number of seconds, minutes, hours, days or weeks, such as `7 days`.')
  }
  return { ok: true, value: Number(count) * length }
}

/** A percentage such as `10 %` or `0.25 %`, in basis points (100 are 1 %). */
export function parsePercentage(text: string): Parsed<number> {
  const [, whole, fraction = ''] = /^([0-9]{1,3})(?:\.([0-9]{1,2}))? ?%$/.exec(text) ?? []
  if (whole === undefined) return notParsed('Write a percentage with at most two decimals, such as `10 %`.')
  const value = Number(whole) * 100 + Number(fraction.padEnd(2, '0'))
  return value <= 10_000 ? { ok: true, value } : notParsed('A share is at most `100 %`.')
}

/** A natural number. */
export function parseWhole(text: string | number): Parsed<number> {
  return /^[0-9]{1,9}$/.test(String(text))
    ? { ok: true, value: Number(text) }
    : notParsed('Write a whole number in the digits 0 to 9.')
}

export const READERS: Readonly<Record<QuantityUnit, (text: string) => Parsed<number | bigint>>> = {
  tao: parseTao,
  alpha: parseAlpha,
  duration: parseDuration,
  percentage: parsePercentage,
  number: parseWhole,
}
