import { createHash } from 'node:crypto'
import type { EventRow } from '../../src/ledger/events.ts'
import { decode, encode } from '../../src/ledger/json.ts'
import { type AccountEvent, account } from '../../src/mechanisms/account/account.ts'
import { coldkey } from '../../src/mechanisms/lineage/lineage.ts'
import { type RefundState, refunds } from '../../src/mechanisms/refund/refunds.ts'
import { kindOf } from '../../src/mechanisms/streams/kinds.ts'
import { isRefund, subnetOf } from '../../src/mechanisms/streams/names.ts'
import { deadlines } from '../../src/mechanisms/subnet/deadlines.ts'
import { errands } from '../../src/mechanisms/subnet/errands.ts'
import { cancelledIntents, intents } from '../../src/mechanisms/subnet/intents.ts'
import type { SubnetEvent, SubnetState } from '../../src/mechanisms/subnet/state.ts'
import { openHouse } from '../support/house.ts'
import { places, shownOf } from './shown.ts'
import { upcast } from './upcast.ts'

/** What a subnet wants of the world outside. Sorted by key, so that it does not matter which part of the state wants it. */
export const wantsOf = (state: SubnetState) => ({
  phase: state.phase,
  deadlines: deadlines(state),
  // Its kind and key say what an errand is about; what else it carries is for whoever runs it.
  errands: errands(state)
    .map(({ kind, key }) => ({ kind, key }))
    .toSorted(byKey),
  // Frozen before intents had purposes.
  intents: intents(state)
    .map(({ purpose: _, ...intent }) => intent)
    .toSorted(byKey),
  cancelled: cancelledIntents(state)
    .map(({ purpose: _, ...intent }) => intent)
    .toSorted(byKey),
})

/**
 * One line for each event of the ledger: where its stream stands after it, and digests of what it then wants and shows. A change
 * in the middle of a story is seen although the end is the same.
 */
export function trailOf(rows: readonly EventRow[], isOfOneStream: boolean): string[] {
  const house = openHouse()
  let coldkeys: Readonly<Record<number, string>> = {}
  return rows.map((row) => {
    const place = `${row.position} ${row.stream} ${row.sequence} ${row.type}`
    if (kindOf(row.stream) === account.kind) {
      coldkeys = linked(coldkeys, decode<AccountEvent>(row.data))
      return place
    }
    if (kindOf(row.stream) === coldkey.kind) return place
    if (isRefund(row.stream)) {
      house.record(row.stream, decode<SubnetEvent>(row.data))
      return `${place}: intents ${digestOf(refunds.wished(house.stream(row.stream) as unknown as RefundState))}`
    }
    const subnet = subnetOf(row.stream)
    const written = { stream: row.stream, event: decode<SubnetEvent>(row.data) }
    const today = isOfOneStream ? upcast(row, () => house.state(subnet)) : [written]
    for (const { stream, event } of today) house.record(stream, event)
    return `${place}: ${digestsOf(house.state(subnet), coldkeys)}`
  })
}

/** A coldkey belongs to whoever linked it last. */
export function linked(coldkeys: Readonly<Record<number, string>>, { type, person, coldkey }: AccountEvent) {
  if (type === 'EarlierLinked') return coldkeys
  const others = Object.entries(coldkeys).filter(([, held]) => held !== coldkey)
  return { ...Object.fromEntries(others), [person.id]: coldkey }
}

function digestsOf(state: SubnetState, coldkeys: Readonly<Record<number, string>>): string {
  const { phase, deadlines: due, errands: asked, ...payments } = wantsOf(state)
  const facts = {
    ...places,
    page: `${places.explorer}/ideas/${state.idea?.issue}`,
    coldkeys,
    approvals: [],
    holds: {},
    missing: {},
    cost: null,
    balance: null,
    swaps: {},
    reports: [],
  }
  const shown = Object.fromEntries(shownOf(state, facts))
  return [
    phase,
    `due ${due.at ?? '-'}/${due.block ?? '-'}`,
    `errands ${digestOf(asked)}`,
    `intents ${digestOf(payments)}`,
    `shown ${digestOf(shown)}`,
  ].join(', ')
}

const digestOf = (value: unknown): string =>
  createHash('sha256').update(encode(value)).digest('hex').slice(0, 12)

const byKey = (a: { readonly key: string }, b: { readonly key: string }): number => (a.key < b.key ? -1 : 1)
