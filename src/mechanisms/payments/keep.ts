import type { Intent } from '../intent.ts'
import type { Wish } from '../kernel/family.ts'
import type { SeesPayments } from './slice.ts'

/** The wishes that are not settled, each with how often it failed and when it may be tried again. */
export function keep(
  { payments: { settled, failed } }: SeesPayments,
  wishes: readonly (Wish & { readonly key: string })[],
): Intent[] {
  return wishes
    .filter(({ key }) => !settled[key])
    .map((wish) => ({
      ...wish,
      failures: failed[wish.key]?.failures ?? 0,
      notBefore: Math.max(failed[wish.key]?.retryAt ?? 0, wish.notBefore ?? 0),
    }))
}

/** A settled wish that nobody wishes any more is the past: whoever shows it reads it from the rows. */
export function forget<State extends SeesPayments>(state: State, wished: ReadonlySet<string>): State {
  const open = Object.entries(state.payments.settled).filter(([key]) => wished.has(key))
  return { ...state, payments: { ...state.payments, settled: Object.fromEntries(open) } }
}
