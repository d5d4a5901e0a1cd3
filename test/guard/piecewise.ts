import type { ThreadFacts } from '../../src/github/facts.ts'
import type { Text } from '../../src/github/section.ts'
import type { Thread } from '../../src/github/thread.ts'
import { staleSections, wantedFor } from '../../src/handlers/piecewise.ts'
import type { SectionName } from '../../src/handlers/sections.ts'
import {
  changesThread,
  isOpened,
  putTogether,
  renderSections,
  renderThread,
} from '../../src/handlers/thread.ts'
import type { Cause, OutsideCause } from '../../src/ledger/causes.ts'
import { intents } from '../../src/mechanisms/subnet/intents.ts'
import type { SubnetEvent, SubnetState } from '../../src/mechanisms/subnet/state.ts'
import { places } from './shown.ts'

/** One event of a subnet or one link, and how it leaves the subnet. */
export interface Moment {
  readonly subnet: string
  readonly state: SubnetState
  /** Null where somebody linked a wallet. */
  readonly type: SubnetEvent['type'] | null
  readonly coldkeys: ThreadFacts['coldkeys']
}

/** What settlement says of all that is owed while a batch is shown. */
export interface Settlement {
  readonly held: boolean
  readonly open: boolean
}

export interface Batch {
  readonly moments: readonly Moment[]
  readonly settlement: Settlement
}

/** What GitHub is made to show of a subnet after a batch, and what it should show. */
export interface Pair {
  readonly subnet: string
  readonly piecewise: Thread | null
  readonly whole: Thread | null
}

/** How many threads were put together, and how many sections were rendered for it. */
export interface Effort {
  jobs: number
  sections: number
}

interface Surface {
  texts: ReadonlyMap<SectionName, Text>
  thread: Thread | null
  settlement: Settlement
}

/** Shows the subnets of each batch as the App's jobs do, with what they kept before, and beside it as if nothing had been kept. */
export function* showBatches(batches: readonly Batch[], effort: Effort): Generator<Pair> {
  const surfaces = new Map<string, Surface>()
  for (const { moments, settlement } of batches) {
    for (const [subnet, of] of Map.groupBy(moments, (moment) => moment.subnet)) {
      const last = of.at(-1)
      if (!last) continue
      const before = surfaces.get(subnet) ?? NOTHING
      const surface = show(before, of, settlement, factsOf(last, settlement), effort)
      surfaces.set(subnet, surface)
      yield { subnet, piecewise: surface.thread, whole: wholeOf(last, settlement) }
    }
  }
}

/** However batches are cut, a moment looks the same. */
const wholes = new WeakMap<Moment, Map<string, Thread | null>>()

function wholeOf(moment: Moment, settlement: Settlement): Thread | null {
  const known = wholes.get(moment) ?? new Map<string, Thread | null>()
  wholes.set(moment, known)
  const name = `${settlement.held} ${settlement.open}`
  const whole = known.get(name) ?? renderThread(moment.state, factsOf(moment, settlement))
  known.set(name, whole)
  return whole
}

const NOTHING: Surface = { texts: new Map(), thread: null, settlement: { held: false, open: false } }

function show(
  before: Surface,
  moments: readonly Moment[],
  settlement: Settlement,
  facts: ThreadFacts,
  effort: Effort,
): Surface {
  const state = moments.at(-1)?.state
  const types = moments.flatMap(({ type }) => type ?? [])
  const beside: OutsideCause[] = [
    ...(moments.some(({ type }) => type === null) ? (['coldkeys'] as const) : []),
    ...(settlement.held !== before.settlement.held ? (['holds'] as const) : []),
    ...(settlement.open !== before.settlement.open ? (['approvals'] as const) : []),
  ]
  const isAsked = changesThread(types) || beside.length > 0
  if (!isAsked || !state || !isOpened(state)) return { ...before, settlement }
  const stale = staleSections(before.texts, new Set<Cause>([...types, ...beside]))
  const read = only(facts, wantedFor(state, stale))
  const texts = new Map([...before.texts, ...renderSections(stale, state, read)])
  effort.jobs += 1
  effort.sections += stale.length
  return { texts, thread: putTogether(state, read, texts), settlement }
}

/** What is not wanted is not read. */
const only = (facts: ThreadFacts, wanted: ReadonlySet<OutsideCause>): ThreadFacts => ({
  ...facts,
  coldkeys: wanted.has('coldkeys') ? facts.coldkeys : {},
  approvals: wanted.has('approvals') ? facts.approvals : [],
  holds: wanted.has('holds') ? facts.holds : {},
  missing: wanted.has('missing') ? facts.missing : {},
  cost: wanted.has('cost') ? facts.cost : null,
  balance: wanted.has('balance') ? facts.balance : null,
  swaps: wanted.has('swaps') ? facts.swaps : {},
  reports: wanted.has('reports') ? facts.reports : [],
})

const openCall = { callHash: '0xee', callHex: '0x1f', threshold: 2, signatories: [], others: 0 }

function factsOf({ state, coldkeys }: Moment, { held, open }: Settlement): ThreadFacts {
  const owed = intents(state).map(({ key }) => key)
  return {
    ...places,
    page: `${places.explorer}/ideas/1`,
    coldkeys,
    approvals: open && owed.length > 0 ? [{ ...openCall, intents: owed }] : [],
    holds: held ? Object.fromEntries(owed.map((key) => [key, 'Held.'])) : {},
    missing: {},
    cost: { amount: 95_000_000_000n, block: 7 },
    balance: { amount: 14_000_000_000n, block: 8 },
    swaps: {},
    reports: [],
  }
}
