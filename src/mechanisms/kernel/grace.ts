/**
 * Rule G0: so long after its end a vote, a round or an invitation is not decided yet, milliseconds. What was written in time and is
 * heard by then counts; what was written after the end is refused as too late.
 */
export const GRACE = 5 * 60_000
