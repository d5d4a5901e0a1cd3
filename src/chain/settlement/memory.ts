import type { ProxyFilters } from '../proxy-filter.ts'
import type { Sizes } from './limits.ts'
import type { Quote } from './registration.ts'

/** What this process remembers; a new one knows nothing and asks again. */
export interface Memory {
  /** When each attempt was last sent, milliseconds of this process. */
  readonly sent: Map<string, number>
  /** Of which runtime the rest is. */
  specVersion: number
  /** What calls weigh. */
  sizes: Sizes
  /** What proxies of each type may do; null until the runtime was asked. */
  filters: ProxyFilters | null
  /** Up to which runtime the calls that wait for guardians were weighed. */
  reweighed: number
  /** Calls that wait and that the runtime cannot read, by hash: nobody can approve them. */
  unreadable: readonly string[]
  /** Why the chain lets the treasury do nothing, null where it does. */
  frozen: string | null
  /** Why some intents cannot be made into a call, by key. */
  readonly unmade: Map<string, string>
  /** What could not be read of proxies, as it was logged. */
  readonly said: Set<string>
  /** When the last two were forgotten, milliseconds of this process. */
  triedAt: number
  /** What the chain said last of registrations, and when, milliseconds of this process. */
  quoted: { readonly quote: Quote; readonly at: number } | null
}

export const nothingKnown = (): Memory => ({
  sent: new Map(),
  specVersion: 0,
  sizes: new Map(),
  filters: null,
  reweighed: 0,
  unreadable: [],
  frozen: null,
  unmade: new Map(),
  said: new Set(),
  triedAt: 0,
  quoted: null,
})

/** A node may have said no for a reason of its own, or of that moment: it is asked again then. */
const TRY_AGAIN = 600_000

/** After an upgrade of the runtime calls may weigh something else, and may be possible that were not. */
export function forgetRuntime(memory: Memory, specVersion: number, now = performance.now()): void {
  const isNew = memory.specVersion !== specVersion
  if (!isNew && now - memory.triedAt < TRY_AGAIN) return
  memory.specVersion = specVersion
  memory.triedAt = now
  if (isNew) memory.sizes = new Map()
  if (isNew || memory.said.size > 0) memory.filters = null
  memory.unmade.clear()
  memory.said.clear()
}
