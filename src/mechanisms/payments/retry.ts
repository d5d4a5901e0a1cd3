const FIRST_RETRY = 15_000
const LAST_RETRY = 6 * 3_600_000

/** 15 seconds, doubled with each failure, at most 6 hours. Milliseconds. */
export const retryDelay = (failures: number): number =>
  Math.min(FIRST_RETRY * 2 ** Math.min(failures - 1, 30), LAST_RETRY)
