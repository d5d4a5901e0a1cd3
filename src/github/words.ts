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

const UNITS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1_000],
] as const

const LIST = new Intl.ListFormat('en', { type: 'conjunction' })

/** Milliseconds as people say them: `7 days`, `1 day and 12 hours`. What is under a second is dropped. */
export function formatDuration(milliseconds: number): string {
  let left = milliseconds
  const parts: string[] = []
  for (const [unit, length] of UNITS) {
    const count = Math.floor(left / length)
    left -= count * length
    if (count > 0) parts.push(formatUnit(count, unit))
  }
  return parts.length > 0 ? LIST.format(parts) : formatUnit(0, 'second')
}

function formatUnit(count: number, unit: string): string {
  return new Intl.NumberFormat('en', { style: 'unit', unit, unitDisplay: 'long' }).format(count)
}

/** Basis points (1 % = 100) as `10 %`, `0.5 %`. */
export function formatPercent(basisPoints: number): string {
  return `${basisPoints / 100} %`
}

/** A share as the chain has it (u16: 65,535 is the whole) as `31.25 %`. */
export function formatShare(share: number): string {
  return formatPercent(Math.round((share * 10_000) / 65_535))
}

/** A whole number with its thousands apart: `7,123,456`. */
export function formatCount(count: number): string {
  return count.toLocaleString('en')
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
