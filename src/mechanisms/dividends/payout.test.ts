import { expect, test } from 'vitest'
import { DAY, settle, tick } from '../../../test/support/commands.ts'
import { seeDissolution } from '../../../test/support/dissolved-tale.ts'
import {
  dayPart,
  minedConfig,
  openParts,
  payDay,
  settleFill,
  settlePart,
} from '../../../test/support/mined-commands.ts'
import { minedTales } from '../../../test/support/mined-tales.ts'
import { partlyPaid } from '../../../test/support/payout-tale.ts'
import { tell } from '../../../test/support/tell.ts'
import { dividendsOf } from '../streams/names.ts'
import { errands } from '../subnet/errands.ts'
import type { SubnetCommand } from '../subnet/state.ts'
import { type DividendsState, dividends } from './dividends.ts'

const told = (...commands: readonly SubnetCommand[]) => tell([...minedTales.passed, ...commands], minedConfig)
type Told = ReturnType<typeof told>

const stateOf = ({ house, state }: Told) =>
  house.stream(dividendsOf(state.stream)) as unknown as DividendsState
const wished = (one: Told) =>
  dividends.wished(stateOf(one)).map(({ key }) => key.replace('dividends:7:1:', ''))
const asked = ({ state }: Told) =>
  errands(state).flatMap((errand) => (errand.kind === 'open-parts' ? [[errand.from, errand.to]] : []))

const first = tick(90_000, 900)
const nextDay = tick(90_000 + DAY, 8_100)
const sheet = '1a'.padStart(64, '0')
const two = [dayPart(0), dayPart(1)]

test('the payroll is filled first, and then the parts are named and paid', () => {
  const begun = told(first, payDay(90_100, 1, 2))
  expect([wished(begun), asked(begun)]).toEqual([[`fill-payroll:1:${sheet}`], []])
  const filled = told(first, payDay(90_100, 1, 2), settleFill(90_200, 910, 1))
  expect([wished(filled), asked(filled)]).toEqual([[], [[0, 2]]])
  const open = told(first, payDay(90_100, 1, 2), settleFill(90_200, 910, 1), openParts(90_300, 1, 0, two))
  expect([wished(open), asked(open)]).toEqual([['day-part:1:0:0', 'day-part:1:1:0'], []])
  const [part] = dividends.wished(stateOf(open))
  expect(part).toMatchObject({ pot: { kind: 'payroll' }, call: { kind: 'pay-alpha', sheet, rows: 2 } })
})

test('where the payroll lacks nothing, the parts are named at once', () => {
  const begun = told(first, payDay(90_100, 1, 2, 0n))
  expect([wished(begun), asked(begun)]).toEqual([[], [[0, 2]]])
})

test('an answer that comes twice, or names more than may be open, opens nothing', () => {
  const filled = [first, payDay(90_100, 1, 2), settleFill(90_200, 910, 1)]
  const open = openParts(90_300, 1, 0, two)
  expect(wished(told(...filled, open, open))).toHaveLength(2)
  expect(wished(told(...filled, openParts(90_300, 1, 0, [...two, dayPart(2)])))).toEqual([])
  expect(wished(told(...filled, openParts(90_300, 2, 0, two)))).toEqual([])
})

test('what a part left is owed in its place, and the day ends with the last', () => {
  const one = tell(partlyPaid, minedConfig)
  expect(wished(one)).toEqual(['day-part:1:0:1'])
  const after = tell([...partlyPaid, settlePart(90_600, 913, 1, [0, 1])], minedConfig)
  expect(wished(after)).toEqual([])
  expect(stateOf(after).dividends).toMatchObject({ payout: null, owing: { day: 1, payouts: sheet } })
  expect(after.events.at(-1)).toMatchObject({ type: 'PayoutEnded', day: 1, left: 0n })
})

test('what was refused three times is owed on the next day', () => {
  const after = tell(
    [...partlyPaid, settlePart(90_600, 913, 1, [0, 1], 1), settlePart(90_700, 914, 1, [0, 2], 1)],
    minedConfig,
  )
  expect(after.events.at(-1)).toMatchObject({ type: 'PayoutEnded', left: 5_000_000_000n })
  expect(wished(after)).toEqual([])
})

test('no day opens while one is paid: what is under way would be counted again', () => {
  const days = ({ events }: Told) => events.filter(({ type }) => type === 'DayOpened').length
  expect(days(tell([...partlyPaid, nextDay], minedConfig))).toBe(1)
  const after = [...partlyPaid, settlePart(90_600, 913, 1, [0, 1]), nextDay]
  expect(days(tell(after, minedConfig))).toBe(2)
  const reckon = errands(tell(after, minedConfig).state).find(({ kind }) => kind === 'reckon')
  expect(reckon).toMatchObject({ owing: { day: 1, payouts: sheet } })
})

test('a day without rows is over at once', () => {
  const { events } = told(first, payDay(90_100, 1, 0, 0n))
  expect(events.slice(-2).map(({ type }) => type)).toEqual(['PayoutBegun', 'PayoutEnded'])
})

test('with the network the payments end, and what was open stays owed', () => {
  const gone = tell([...partlyPaid, seeDissolution(90_600, 913)], minedConfig)
  expect(wished(gone)).toEqual([])
  const ended = gone.events.find(({ type }) => type === 'PayoutEnded')
  expect(ended).toMatchObject({ left: 5_000_000_000n })
})

test('a part that settles twice, or after its day, changes nothing', () => {
  const settled = settlePart(90_600, 913, 1, [0, 1])
  const once = tell([...partlyPaid, settled], minedConfig)
  const twice = tell([...partlyPaid, settled, settled, settleFill(90_700, 914, 1)], minedConfig)
  expect(stateOf(twice).dividends).toEqual(stateOf(once).dividends)
})

const cancel = (key: string): SubnetCommand => ({
  type: 'CancelIntent',
  key,
  operator: 'ops',
  reason: 'transfers are off',
  at: 2_000_000_000_000,
  source: { kind: 'errand', name: 'operator' },
})

test('what the operator gives up is owed on the next day, and the day goes on without it', () => {
  const nothing = told(first, payDay(90_100, 1, 2), cancel(`fill-payroll:dividends:7:1:1:${sheet}`))
  expect(stateOf(nothing).dividends).toMatchObject({ payout: null, owing: { day: 1, payouts: sheet } })
  const open = [first, payDay(90_100, 1, 2, 0n), openParts(90_300, 1, 0, two)]
  const less = told(...open, cancel('day-part:dividends:7:1:1:0:0'))
  expect(wished(less)).toEqual(['day-part:1:1:0'])
  const none = told(...open, cancel('day-part:dividends:7:1:1:0:0'), cancel('day-part:dividends:7:1:1:1:0'))
  expect(stateOf(none).dividends).toMatchObject({ payout: null, owing: { day: 1 } })
  const days = ({ events }: Told) => events.filter(({ type }) => type === 'DayOpened').length
  expect([days(less), days(told(...open, nextDay))]).toEqual([1, 1])
})

test('a fill that the chain refuses again and again, as its hotkey was swapped, ends the day: all of it is owed on the next', () => {
  const key = `fill-payroll:dividends:7:1:1:${sheet}`
  const refused = (nth: number) =>
    settle(90_200 + nth * 10, 910 + nth, key, {
      ok: false,
      error: 'SubtensorModule.NotEnoughStakeToWithdraw',
    })
  const begun = [first, payDay(90_100, 1, 2)]
  const four = told(...begun, ...[0, 1, 2, 3].map(refused))
  expect(wished(four)).toEqual([`fill-payroll:1:${sheet}`])
  const five = told(...begun, ...[0, 1, 2, 3, 4].map(refused))
  expect(wished(five)).toEqual([])
  expect(stateOf(five).dividends).toMatchObject({ payout: null, owing: { day: 1, payouts: sheet } })
  expect(five.events.at(-1)).toMatchObject({ type: 'PayoutEnded', day: 1 })
  const next = told(...begun, ...[0, 1, 2, 3, 4].map(refused), nextDay)
  expect(next.events.at(-1)).toMatchObject({ type: 'DayOpened', day: 2 })
})
