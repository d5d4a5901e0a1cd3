import type { Occurrence } from '../kernel/occurrence.ts'
import { retryDelay } from '../payments/retry.ts'
import type {
  BlockableErrand,
  Blocked,
  ErrandBlocked,
  ErrandRetried,
  Obstacle,
  SeesErrands,
} from './slice.ts'

/** The errand came back with nothing done: it is tried again, later each time. */
export function errandBlocked(
  state: SeesErrands,
  errand: BlockableErrand,
  obstacle: Obstacle,
  { at, source }: Occurrence,
  said?: string,
): ErrandBlocked {
  const failures = (state.errands[errand]?.failures ?? 0) + 1
  const retryAt = at + retryDelay(failures)
  const own = { type: 'ErrandBlocked', errand, obstacle, failures, retryAt, at, source } as const
  return said === undefined ? own : { ...own, said }
}

/** The first errand whose time to be tried again has come. */
export function dueErrand(state: SeesErrands, when: Occurrence): ErrandRetried | null {
  for (const [errand, { retryAt }] of entries(state)) {
    if (retryAt !== null && when.at >= retryAt) {
      return { type: 'ErrandRetried', errand, at: when.at, source: when.source }
    }
  }
  return null
}

/** How often it came back with nothing done. */
export const failuresOf = ({ errands }: SeesErrands, errand: BlockableErrand): number =>
  errands[errand]?.failures ?? 0

/** Whether the errand may be run now: never refused, or its time has come again. */
export const isFree = (state: SeesErrands, errand: BlockableErrand): boolean =>
  (state.errands[errand]?.retryAt ?? null) === null

export const errandDue = (state: SeesErrands): number | null =>
  entries(state).reduce<number | null>(
    (low, [, { retryAt }]) => (retryAt !== null && (low === null || retryAt < low) ? retryAt : low),
    null,
  )

const entries = ({ errands }: SeesErrands) => Object.entries(errands) as [BlockableErrand, Blocked][]
