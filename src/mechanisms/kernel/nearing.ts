const DAY = 86_400_000

/** So long before an end whoever could still act is told of it, milliseconds. */
const LEAD = 2 * DAY

/** What is over within so much has been told of so lately that nobody is told again. */
const SHORTEST = 2 * DAY

/**
 * When an end is near, milliseconds UTC: two days before it, or as long as is said, or a quarter of the whole time if that is less. Null where
 * all of it takes under two days.
 */
export function nearAt(opensAt: number, closesAt: number, lead = LEAD): number | null {
  const length = closesAt - opensAt
  return length < SHORTEST ? null : closesAt - Math.min(lead, Math.floor(length / 4))
}
