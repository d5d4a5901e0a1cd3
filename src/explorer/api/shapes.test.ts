import { expect, test } from 'vitest'
import { units } from '../../handlers/fields.ts'
import type { RecordedEvent } from '../../ledger/read.ts'
import { createLinker } from '../links.ts'
import { eventShape } from './shapes.ts'

const link = createLinker({ github: 'https://github.com', chain: null })
const DAY = 86_400_000

/** What the API says of an event beside what it says of all. */
function detailsOf(event: object): unknown {
  const source = { kind: 'issue', issue: 4 }
  const recorded = { position: 1, sequence: 1, hash: '', seenIn: null, event: { at: 0, source, ...event } }
  return eventShape(recorded as unknown as RecordedEvent, link, units).details
}

test('a number is what the family of its event says', () => {
  expect(detailsOf({ type: 'TaskOpened', length: 3 * DAY, closesAt: DAY, reward: 5n })).toEqual({
    length_ms: 3 * DAY,
    closes_at: '1970-01-02T00:00:00.000Z',
    reward_rao: '5',
  })
  expect(detailsOf({ type: 'RolesSet', immunity: 5 })).toEqual({ immunity_ms: 5 })
  expect(detailsOf({ type: 'DaySkipped', day: 20_788 })).toEqual({ day: 20_788 })
  expect(detailsOf({ type: 'DayRecorded', emission: 7n })).toEqual({ emission_alpha_rao: '7' })
  expect(detailsOf({ type: 'NetworkRegistered', lockCost: null })).toEqual({ lock_cost_rao: null })
})

test('an event of a later version gives amounts and times alone', () => {
  expect(detailsOf({ type: 'SubnetSplit', length: 5, share: 7n, splitAt: DAY })).toEqual({
    length: 5,
    share_rao: '7',
    split_at: '1970-01-02T00:00:00.000Z',
  })
})
