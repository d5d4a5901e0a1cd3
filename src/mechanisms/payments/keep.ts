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
      notBefore: failed[wish.key]?.retryAt ?? 0,
    }))
}
