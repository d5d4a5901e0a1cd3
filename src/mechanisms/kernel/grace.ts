import type { Moment } from './family.ts'

/**
 * Rule G0: so long after its end a vote, a round or an invitation is not decided yet, milliseconds. What was written in time and is
 * heard by then counts; what was written after the end is refused as too late.
 */
export const GRACE = 5 * 60_000

/** Between blocks of the main network, milliseconds: what says how long ago a block was, where only its number is known. */
const BLOCK_TIME = 12_000

/**
 * Whether a block is over up to which people could say something that counts, as `isOver` is for times: the chain has passed it, and what
 * was said until then was heard.
 */
export function isPast({ tick }: Moment, block: number | null): boolean {
  if (tick === null || block === null || tick.block < block) return false
  return tick.heardUpTo >= tick.at - (tick.block - block) * BLOCK_TIME
}
