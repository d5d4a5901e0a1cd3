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
