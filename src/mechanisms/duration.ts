const inWords = (unit: string) => new Intl.NumberFormat('en', { style: 'unit', unit, unitDisplay: 'long' })

// To make one takes longer than all that is written with it in a comment.
const SECONDS = inWords('second')
const UNITS = [
  [inWords('day'), 86_400_000],
  [inWords('hour'), 3_600_000],
  [inWords('minute'), 60_000],
  [SECONDS, 1_000],
] as const

const LIST = new Intl.ListFormat('en', { type: 'conjunction' })

/** Milliseconds as people say them: `7 days`, `1 day and 12 hours`. What is under a second is dropped. */
export function formatDuration(milliseconds: number): string {
  let left = milliseconds
  const parts: string[] = []
  for (const [unit, length] of UNITS) {
    const count = Math.floor(left / length)
    left -= count * length
    if (count > 0) parts.push(unit.format(count))
  }
  return parts.length > 0 ? LIST.format(parts) : SECONDS.format(0)
}
