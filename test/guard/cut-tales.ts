import fc from 'fast-check'
import { expect } from 'vitest'
import { longestLives } from '../../src/handlers/kit/testing/lives.ts'
import { facts } from '../../src/handlers/kit/testing/situations.ts'
import type { EventRow } from '../../src/ledger/events.ts'
import { decode } from '../../src/ledger/json.ts'
import { type AccountEvent, account } from '../../src/mechanisms/account/account.ts'
import { kindOf } from '../../src/mechanisms/streams/kinds.ts'
import { isRefund, subnetOf } from '../../src/mechanisms/streams/names.ts'
import type { SubnetEvent } from '../../src/mechanisms/subnet/state.ts'
import { stream } from '../support/commands.ts'
import { openHouse, unfold } from '../support/house.ts'
import { FROZEN, type Frozen, readFrozen } from './frozen.ts'
import { type Batch, type Effort, type Moment, type Settlement, showBatches } from './piecewise.ts'
import { linked } from './trail.ts'
import { rowsOfToday } from './upcast-rows.ts'

// The tales whose threads are put together piece by piece, and how they are cut.

export const frozen = await Promise.all(
  (Object.keys(FROZEN) as Frozen[]).map(async (name) => ({
    name,
    moments: momentsOf(rowsOfToday(name, await readFrozen(name))),
  })),
)

export const told = longestLives.map(([name, commands, config]) => ({
  name,
  moments: [...unfold(commands, config, stream())].map(
    ({ event, state }): Moment => ({
      subnet: stream(),
      state,
      type: event.type,
      coldkeys: facts.coldkeys,
    }),
  ),
}))

/** A link and a refund concern every thread here: which ones the ledger asks for is tested beside it. */
function momentsOf(rows: readonly EventRow[]): Moment[] {
  const house = openHouse()
  const subnets = new Set<string>()
  let coldkeys: Moment['coldkeys'] = {}
  const momentOf = (subnet: string, type: Moment['type']): Moment => ({
    subnet,
    state: house.state(subnet),
    type,
    coldkeys,
  })
  return rows.flatMap((row): Moment[] => {
    if (kindOf(row.stream) === account.kind) {
      coldkeys = linked(coldkeys, decode<AccountEvent>(row.data))
      return [...subnets].map((subnet) => momentOf(subnet, null))
    }
    const subnet = subnetOf(row.stream)
    const event = decode<SubnetEvent>(row.data)
    house.record(row.stream, event)
    if (isRefund(row.stream)) return [...subnets].map((one) => momentOf(one, event.type))
    subnets.add(subnet)
    return [momentOf(subnet, event.type)]
  })
}

const settlement: fc.Arbitrary<Settlement> = fc.record({ held: fc.boolean(), open: fc.boolean() })

/** Sizes of batches, one after another and again from the first. */
const cuts = fc.array(fc.record({ size: fc.integer({ min: 1, max: 9 }), settlement }), {
  minLength: 1,
  maxLength: 20,
})

export function cut(
  moments: readonly Moment[],
  sizes: readonly { size: number; settlement: Settlement }[],
): Batch[] {
  const batches: Batch[] = []
  for (let from = 0; from < moments.length; ) {
    const next = sizes[batches.length % sizes.length]
    if (!next) break
    batches.push({ moments: moments.slice(from, from + next.size), settlement: next.settlement })
    from += next.size
  }
  return batches
}

export function expectSame(batches: readonly Batch[], effort: Effort = { jobs: 0, sections: 0 }): Effort {
  for (const { piecewise, whole } of showBatches(batches, effort)) expect(piecewise).toEqual(whole)
  return effort
}

/** Nothing is held, and no call is open. */
export const still: Settlement = { held: false, open: false }

/** Cuts a tale anyhow, `runs` times. */
export function cutAnyhow(moments: readonly Moment[], runs: number): void {
  fc.assert(
    fc.property(cuts, (sizes) => void expectSame(cut(moments, sizes))),
    { numRuns: runs },
  )
}
