import type { FoundWeights, Weighing } from './slice.ts'

/** What is known of the last look that was answered; null before the first. */
export function foundIn(weighing: Weighing | null): FoundWeights | null {
  if (!weighing) return null
  const { block, calls, left } = weighing
  return block === null ? weighing.last : { block, calls, left }
}
