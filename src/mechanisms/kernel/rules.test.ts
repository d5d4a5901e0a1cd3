import fc from 'fast-check'
import { expect, test } from 'vitest'
import { stream, tick } from '../../../test/support/commands.ts'
import { dissolvedTales, seeDissolution } from '../../../test/support/dissolved-tale.ts'
import { mandateTales } from '../../../test/support/mandate-tales.ts'
import { minedConfig, reportTask } from '../../../test/support/mined-commands.ts'
import { dailyTale, minedTales, soldTale, taskTales, teamTale } from '../../../test/support/mined-tales.ts'
import { tales } from '../../../test/support/tales.ts'
import { tell } from '../../../test/support/tell.ts'
import { askOver } from '../dispute/asks.ts'
import { kindOf, rulesFor } from '../streams/kinds.ts'
import { dividendsOf, raceOf, subnetOf, teamOf } from '../streams/names.ts'
import type { SubnetCommand } from '../subnet/state.ts'
import type { Family, Tick } from './family.ts'
import { keyOf, purposeOf } from './purpose.ts'
import { rulesOf } from './rules.ts'

const whole = [tales, minedTales, taskTales, mandateTales, dissolvedTales].flatMap(
  (all): (readonly SubnetCommand[])[] => Object.values(all),
)
const anyTale = fc
  .tuple(fc.constantFrom(...whole, dailyTale, teamTale, soldTale), fc.nat(200))
  .map(([tale, length]) => tale.slice(0, length))

/** The streams that the clock may call. */
const clocked = [stream(), raceOf(stream()), teamOf(stream()), dividendsOf(stream())]

test('the clock has to call no other kind of stream', () => {
  const calls = whole.flatMap((tale) => {
    const { house } = tell(tale, minedConfig)
    const names = [...new Set(house.happened.map((one) => one.stream))]
    return names.filter((name) => {
      const { at, block } = rulesFor(name).due(house.stream(name))
      return at !== null || block !== null
    })
  })
  expect(calls.filter((name) => !clocked.includes(name))).toEqual([])
  expect(new Set(calls.map(kindOf)).size).toBe(clocked.length)
})

test('nothing follows on a tick that nobody had called for', () => {
  const anyTick = fc
    .tuple(fc.nat(40 * 86_400_000), fc.nat(10_000))
    .map(([after, block]) => tick(after, block))
  fc.assert(
    fc.property(anyTale, fc.constantFrom(...clocked), anyTick, (tale, name, clock) => {
      const { house } = tell(tale, minedConfig)
      const due = rulesFor(name).due(house.stream(name))
      const isCalled =
        (due.at !== null && clock.at >= due.at) || (due.block !== null && clock.block >= due.block)
      // The first day of a distribution is due when its subnet goes live: its row says so, and it has no state yet.
      const isBorn = house.happened.some((one) => one.stream === name)
      if (!isCalled && isBorn) expect(house.handle(name, clock, minedConfig)).toEqual([])
    }),
    { numRuns: 500 },
  )
})

/** The chain dissolves the subnet at any time, and what was counted of a task is heard after it. */
const lateTask = [tick(3_200, 120), seeDissolution(3_201, 150), reportTask(3_202, 60)]

test('at its time, what is due happens, and is not due again', () => {
  fc.assert(
    fc.property(anyTale, fc.boolean(), fc.constantFrom(...clocked), (tale, isDissolved, name) => {
      const { house } = tell(isDissolved ? [...tale, ...lateTask] : tale, minedConfig)
      const { at } = rulesFor(name).due(house.stream(name))
      // The row of a distribution goes with its subnet, so the clock calls for it no more.
      if (at === null || (isDissolved && name === dividendsOf(stream()))) return
      expect(house.handle(name, { ...tick(0, 0), at } as Tick, minedConfig)).not.toEqual([])
      expect(rulesFor(name).due(house.stream(name)).at).not.toBe(at)
    }),
    { numRuns: 300, examples: [[taskTales.scored, true, teamOf(stream())]] },
  )
})

test('a key tells its purpose', () => {
  const about = fc.array(fc.oneof(fc.nat(), fc.stringMatching(/^0x[0-9a-f]{8}$/)), { maxLength: 3 })
  fc.assert(
    fc.property(fc.constantFrom('bounty', 'loan-open'), about, (kind, parts) => {
      const purpose = { kind, about: parts }
      expect(purposeOf(stream(), keyOf(stream(), purpose))).toEqual(purpose)
    }),
  )
})

interface Lamp {
  readonly name: 'lamp'
  readonly own: boolean
  readonly command: { readonly type: 'Press' }
  readonly event: { readonly type: 'Pressed' }
}

const lamp: Family<Lamp> = {
  name: 'lamp',
  initial: false,
  inHome: false,
  decide: { Press: ({ lamp: isOn }) => ({ events: isOn ? [] : [{ type: 'Pressed' }] }) },
  evolve: { Pressed: () => true },
}

test('two families cannot claim one command', () => {
  const twin = { ...lamp, name: 'twin' as const, shape: { ...lamp.shape, name: 'twin' as const } }
  expect(() => rulesOf({ kind: 'room', version: 1 }, { lamp, twin } as never)).toThrow(
    'Two families claim Press',
  )
})

interface Watched extends Lamp {
  readonly beside: { readonly idea: string; readonly over?: number }
}

test('what is seen beside a stream is read by the name under which it is seen, and does not compile unread', () => {
  const { shape: _, ...plain } = lamp
  const watched: Family<Watched> = { ...plain, asks: { idea: subnetOf, over: askOver } }
  const { beside } = rulesOf({ kind: 'room', version: 1 }, { lamp: watched })
  expect(beside('team:7:1', { type: 'Press' })).toEqual({ idea: 'subnet:7:1' })
  expect(beside('team:7:1', tick(5, 2))).toMatchObject({ over: { rows: 'over', at: tick(5, 2).at } })
  // @ts-expect-error: nothing reads what it sees
  const blind: Family<Watched> = plain
  // @ts-expect-error: nothing reads what is over
  const half: Family<Watched> = { ...plain, asks: { idea: subnetOf } }
  expect([blind, half]).toHaveLength(2)
})
