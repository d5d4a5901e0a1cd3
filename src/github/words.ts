import { formatPercent } from '../mechanisms/architecture/values.ts'
import { formatAlpha, formatTao } from '../mechanisms/money.ts'

const DAY = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'UTC',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
})

/** Milliseconds since 1970 as `29 November 2026, 19:23 UTC`. */
export function formatDate(at: number): string {
  return `${DAY.format(at)}, ${new Date(at).toISOString().slice(11, 16)} UTC`
}

/** A share as the chain has it (u16: 65,535 is the whole) as `31.25 %`. */
export function formatShare(share: number): string {
  return formatPercent(Math.round((share * 10_000) / 65_535))
}

/** Hundredths of a point as `64.25`, of 100. */
export const formatGrade = (points: number): string => String(points / 100)

const COUNT = new Intl.NumberFormat('en')

/** A whole number with its thousands apart: `7,123,456`. */
export function formatCount(count: number): string {
  return COUNT.format(count)
}

const LEVELS = '▁▂▃▄▅▆▇█'

/** Values as bars of a line, the largest the tallest; a dot where there is none. */
export function sparkline(values: readonly (number | undefined)[]): string {
  const most = Math.max(...values.map((value) => value ?? 0), 0)
  return values
    .map((value) => {
      if (value === undefined) return '·'
      return LEVELS[most > 0 ? Math.round((value / most) * (LEVELS.length - 1)) : 0] ?? ''
    })
    .join('')
}

const CELLS = 20n

/** How much of a whole there is, in 20 cells and in per cent, both rounded down: full only when nothing is missing. */
export function progressBar(part: bigint, whole: bigint): { bar: string; percent: string } {
  const reached = part < 0n ? 0n : part > whole ? whole : part
  const share = (of: bigint) => Number(whole > 0n ? (reached * of) / whole : of)
  const filled = share(CELLS)
  return {
    bar: '█'.repeat(filled) + '░'.repeat(Number(CELLS) - filled),
    percent: formatPercent(share(1_000n) * 10),
  }
}

/** An amount in rao as `1,234.5 TAO`: exact, with its thousands apart as those of every other number. */
export const formatAmount = (amount: bigint): string => thousandsApart(formatTao(amount))

/** The same of alpha: `1,234.5 alpha`. */
export const formatAlphaAmount = (amount: bigint): string => thousandsApart(formatAlpha(amount))

const thousandsApart = (amount: string): string =>
  amount.replace(/^-?\d+/, (whole) => whole.replace(/\B(?=(\d{3})+$)/g, ','))
