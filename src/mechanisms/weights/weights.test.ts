import { expect, test } from 'vitest'
import { people, START, settle, tick } from '../../../test/support/commands.ts'
import { seeDissolution } from '../../../test/support/dissolved-tale.ts'
import {
  askSeat,
  doubtWeights,
  key,
  leaveSeat,
  minedConfig,
  reportTask,
  reportWeights,
  seeOpened,
} from '../../../test/support/mined-commands.ts'
import { minedTales, taskTales } from '../../../test/support/mined-tales.ts'
import { tell } from '../../../test/support/tell.ts'
import { weightsTales } from '../../../test/support/weights-tale.ts'
import { intents } from '../subnet/intents.ts'
import type { SubnetCommand } from '../subnet/state.ts'
import { team } from '../team/team.ts'
import { foundIn } from './found.ts'
import type { WeightsSlice } from './slice.ts'
import { weights } from './weights.ts'

const weigh = (tale: readonly SubnetCommand[]) => {
  const { state } = tell(tale, minedConfig)
  const wished = intents(state).filter(({ purpose }) => purpose.kind === 'team-weights')
  return { weights: state.crew.weights, wished, state }
}

test('a counted task has the standings weighed, and the weights go from the owner’s hotkey', () => {
  expect(weigh(weightsTales.begun)).toMatchObject({ weights: { count: 1, nextAt: null }, wished: [] })
  const { wished, weights } = weigh(weightsTales.planned)
  expect(wished).toMatchObject([
    {
      key: key('team-weights', 1, 1),
      pot: { kind: 'hotkey', ordinal: 0, index: 3 },
      call: { kind: 'set-weights', netuid: 2, mechanism: 1, uids: [4, 5], values: [21_845, 43_690] },
    },
  ])
  expect(weights.weighing?.calls[0]?.setIn).toBeNull()
})

test('what is set is not set twice, and is set again before the chain forgets it', () => {
  const { wished, weights } = weigh(weightsTales.set)
  expect(wished).toEqual([])
  expect(weights.weighing?.calls[0]?.setIn).toBe(1_215)
  const before = [...weightsTales.set, tick(3_231 + 6 * 3_600_000 - 1, 1_999)]
  expect(weigh(before).weights.count).toBe(1)
  expect(weigh([...before, tick(3_231 + 6 * 3_600_000, 2_000)]).weights.count).toBe(2)
})

test('whoever leaves or is displaced has the others weighed anew, and nobody else does', () => {
  const after = (...commands: readonly SubnetCommand[]) =>
    weigh([...weightsTales.set, ...commands, tick(9_000, 1_300)]).weights.count
  expect(after()).toBe(1)
  expect(after(leaveSeat(3_300, people.ada))).toBe(2)
  expect(after(askSeat(3_300, people.eva))).toBe(1)
})

test('what is weighed anew takes the place of what was not set, once it is known what it is', () => {
  const anew = [...weightsTales.planned, leaveSeat(3_300, people.ada), tick(3_310, 123)]
  const first = key('team-weights', 1, 1)
  expect(weigh(anew)).toMatchObject({ weights: { count: 2 }, wished: [{ key: first }] })
  expect(weigh([...anew, reportWeights(3_311, 1)]).weights.weighing?.block).toBeNull()
  const [call] = reportWeights(0, 2).calls
  if (!call) throw new Error('there is one')
  const other = reportWeights(3_312, 2, { calls: [{ ...call, uids: [5], values: [65_535] }] })
  expect(weigh([...anew, other]).wished).toMatchObject([{ key: key('team-weights', 2, 1) }])
  expect(weigh([...anew, other, settle(3_313, 1_216, first)]).wished).toHaveLength(1)
})

test('what says the same is the same payment, and set while it is weighed anew it is set', () => {
  const first = key('team-weights', 1, 1)
  const anew = [...weightsTales.planned, leaveSeat(3_300, people.ada), tick(3_310, 123)]
  expect(weigh([...anew, reportWeights(3_311, 2)]).wished).toMatchObject([{ key: first }])
  const meanwhile = [...anew, settle(3_311, 1_216, first), reportWeights(3_312, 2)]
  expect(weigh(meanwhile)).toMatchObject({
    wished: [],
    weights: { count: 2, weighing: { calls: [{ setIn: 1_216 }] } },
  })
  const late = [...anew, reportWeights(3_312, 2), settle(3_313, 1_217, first)]
  expect(weigh(late)).toMatchObject({ wished: [], weights: { weighing: { calls: [{ setIn: 1_217 }] } } })
})

test('what the last look found is shown until the next is answered, with what is set meanwhile', () => {
  const anew = [...weightsTales.planned, leaveSeat(3_300, people.ada), tick(3_310, 123)]
  const shown = (...commands: readonly SubnetCommand[]) =>
    foundIn(weigh([...anew, ...commands]).weights.weighing)
  expect(shown()).toMatchObject({ block: weigh(weightsTales.planned).weights.weighing?.block })
  expect(shown()?.calls).toMatchObject([{ setIn: null }])
  const isSet = settle(3_311, 1_216, key('team-weights', 1, 1))
  expect(shown(isSet)?.calls).toMatchObject([{ setIn: 1_216 }])
  expect(weigh([...anew, reportWeights(3_312, 2)]).weights.weighing?.last).toBeNull()
})

test('events that do not say whose payment it is fold as they did: each weighing pays its own, until weights were hidden', () => {
  const anew = [...weightsTales.planned, leaveSeat(3_300, people.ada), tick(3_310, 123)]
  const { state, events } = tell([...anew, reportWeights(3_312, 2)], minedConfig)
  const said = events.flatMap((event) => (event.type === 'TeamWeighed' ? [event] : [])).at(-1)
  if (!said) throw new Error('it is weighed')
  expect(said.calls).toMatchObject([{ of: 1 }])
  const begun = weigh(anew).weights
  const untold = said.calls.map(({ of: _, ...call }) => call)
  const fold = (calls: typeof untold, before: WeightsSlice = begun) =>
    weights.evolve.TeamWeighed?.(before, { ...said, calls }, state.crew).weighing?.calls.map(({ of }) => of)
  expect(weights.evolve.TeamWeighed?.(begun, said, state.crew)).toEqual(state.crew.weights)
  expect(fold(untold)).toEqual([2])
  const held = untold.map((call) => ({ ...call, holders: '0xab' }))
  const beside = (begun.weighing?.calls ?? []).map((call) => ({ ...call, holders: '0xab' }))
  expect(begun.weighing && fold(held, { ...begun, weighing: { ...begun.weighing, calls: beside } })).toEqual([
    1,
  ])
})

test('what is to be committed has a round, and gets another when that is over', () => {
  const round = (tale: readonly SubnetCommand[]) => weigh(tale).weights.weighing?.calls[0]?.timelock?.opensIn
  expect(weigh(weightsTales.encrypted)).toMatchObject({
    weights: { count: 1 },
    wished: [{ call: { isHidden: true, timelock: { opensIn: 1_440 } } }],
  })
  expect(weigh(weightsTales.overdue).weights.count).toBe(2)
  expect(weigh(weightsTales.again).wished).toMatchObject([{ key: key('team-weights', 2, 1) }])
  // As long as it is the same and its round is to come, guardians are asked for nothing new.
  expect(weigh(weightsTales.unchanged).wished).toMatchObject([{ key: key('team-weights', 2, 1) }])
  expect([weightsTales.again, weightsTales.unchanged].map(round)).toEqual([1_800, 1_800])
  const { wished, weights, state } = weigh(weightsTales.committed)
  expect({ wished, setIn: weights.weighing?.calls[0]?.setIn }).toEqual({ wished: [], setIn: 1_446 })
  // Once it is committed its round may come.
  expect(team.due(state.crew).at).toBeGreaterThan(weights.weighing?.calls[0]?.timelock?.readableAt ?? 0)
})

const call = (tale: readonly SubnetCommand[]) => foundIn(weigh(tale).weights.weighing)?.calls[0]
const types = (tale: readonly SubnetCommand[]) => tell(tale, minedConfig).events.map(({ type }) => type)

test('the block in which the chain opens a commit is that since which it is in force', () => {
  expect(call(weightsTales.kept)).not.toHaveProperty('openedIn')
  expect(call(weightsTales.opened)).toMatchObject({ setIn: 1_446, openedIn: 1_803 })
  const after = (...commands: readonly SubnetCommand[]) => call([...weightsTales.kept, ...commands])?.openedIn
  const at = 2 * 360 * 12_000 + 40
  // An older commit of the same hotkey is opened before; other mechanisms and networks are none of it.
  expect(after(seeOpened(at, 1_799))).toBeUndefined()
  expect(after(seeOpened(at, 1_803, { mechanism: 0 }), seeOpened(at, 1_803, { netuid: 3 }))).toBeUndefined()
  expect(after(seeOpened(at, 1_803), seeOpened(at + 1, 1_804))).toBe(1_803)
  // Nothing is committed yet.
  expect(call([...weightsTales.again, seeOpened(at, 1_803)])).not.toHaveProperty('openedIn')
})

test('what lands an epoch later than was planned is opened an epoch later', () => {
  const late = settle(360 * 12_000 + 30, 1_446, key('team-weights', 1, 1))
  const { events } = tell([...weightsTales.encrypted, late], minedConfig)
  expect(events.at(-1)).toMatchObject({ type: 'TeamWeightsSet', opensIn: 1_800 })
  expect(call([...weightsTales.encrypted, late])?.timelock?.opensIn).toBe(1_800)
})

test('a commit that the chain has not opened when its epoch is over is weighed anew, and the next says so', () => {
  expect(call(weightsTales.recommitted)).toMatchObject({ setIn: 1_863, timelock: { opensIn: 2_160 } })
  expect(call(weightsTales.lost)).toMatchObject({ unopenedBy: 2_524 })
  expect(weigh(weightsTales.lost).weights.count).toBe(4)
  expect(call(weightsTales.replaced)).toMatchObject({
    of: 4,
    setIn: null,
    instead: { setIn: 1_863, unopenedBy: 2_524 },
  })
  const epoch = 360 * 12_000
  const anew = settle(4 * epoch + 20, 2_530, key('team-weights', 4, 1))
  expect(call([...weightsTales.replaced, anew])).not.toHaveProperty('instead')
  // While its epoch lasts, by the clock or by its blocks, it may be opened still; and what was opened is not lost.
  const [ticking] = weightsTales.lost.slice(-1)
  const whole = (...commands: readonly SubnetCommand[]) =>
    types([...weightsTales.recommitted, ...commands]).includes('TeamWeightsUnopened')
  expect(ticking && whole(ticking)).toBe(true)
  expect(whole(tick(4 * epoch - 1, 2_524))).toBe(false)
  expect(whole(tick(4 * epoch, 2_523))).toBe(false)
  expect(whole(seeOpened(3 * epoch, 2_163), tick(4 * epoch, 2_524))).toBe(false)
  // Heard late, it is in force all the same.
  const late = call([...weightsTales.lost, seeOpened(4 * epoch + 1, 2_525)])
  expect(late).toMatchObject({ openedIn: 2_525 })
  expect(late).not.toHaveProperty('unopenedBy')
})

test('a UID that moved has them weighed anew within ten minutes, once however many move, and what says the same is not set again', () => {
  expect(weigh(weightsTales.doubted).weights).toMatchObject({ count: 2 })
  const at = 2 * 360 * 12_000
  const again = [...weightsTales.doubted, doubtWeights(at + 5 * 60_000, 1_820, 5)]
  expect(types(again).filter((type) => type === 'WeightsDoubted')).toHaveLength(1)
  const soon = [...weightsTales.doubted, tick(at + 11 * 60_000 - 1, 1_857)]
  expect([weigh(soon).weights.count, weigh(weightsTales.reweighed).weights.count]).toEqual([2, 3])
  expect(weigh(weightsTales.fresh).wished).toEqual([])
  expect(call(weightsTales.fresh)).toMatchObject({ of: 2, setIn: 1_446, openedIn: 1_803 })
  // It is set again by its own time, and not by that of the look.
  expect(weigh(weightsTales.fresh).weights.nextAt).toBe(START + 360 * 12_000 + 30 + 6 * 3_600_000)
  expect(weigh(weightsTales.recommitted.slice(0, -1)).wished).toMatchObject([
    { key: key('team-weights', 3, 1) },
  ])
})

test('a UID that weighs nothing moves nobody, unless somebody has none; how weights are taken concerns all', () => {
  const at = 2 * 360 * 12_000 + 60_000
  const doubted = (tale: readonly SubnetCommand[], uid: number | null) =>
    tell([...tale, doubtWeights(at, 1_808, uid)], minedConfig)
      .events.slice(tell(tale, minedConfig).events.length)
      .map((event) => event.type === 'WeightsDoubted' && event.again)
  expect(doubted(weightsTales.opened, 9)).toEqual([])
  expect(doubted(weightsTales.opened, null)).toEqual([600_000])
  expect(doubted(taskTales.counted, null)).toEqual([])
  const absent = [
    ...weightsTales.begun,
    reportWeights(3_231, 1, { calls: [], left: [people.fox], again: 9 * 3_600_000 }),
  ]
  expect([doubted(absent, 9), doubted(absent, null)]).toEqual([[3_600_000], []])
  // While a look is under way it may have read what was before.
  expect(doubted(weightsTales.reweighed, 5)).toEqual([600_000])
})

test('what something holds past its round is not weighed anew each epoch, but when it is doubted', () => {
  const epoch = 360 * 12_000
  const counts = [tick(2 * epoch + 1, 1_804), tick(3 * epoch, 2_164)].map(
    (_, last, all) => weigh([...weightsTales.again, ...all.slice(0, last + 1)]).weights.count,
  )
  expect(counts).toEqual([2, 2])
  const regular = tick(epoch + 1 + 6 * 3_600_000, 4_000)
  expect(weigh([...weightsTales.again, regular]).weights.count).toBe(3)
  const freed = [doubtWeights(2 * epoch, 1_805, null), tick(2 * epoch + 600_000, 1_860)]
  expect(weigh([...weightsTales.again, ...freed]).weights.count).toBe(3)
})

test('nobody is weighed before the first task, nor where there is no team any more', () => {
  expect(weigh([...minedTales.passed, askSeat(2_150, people.ben), tick(9_000, 900)]).weights.count).toBe(0)
  expect(weigh([...taskTales.counted]).weights.nextAt).not.toBeNull()
  const late = [...taskTales.scored, tick(3_200, 120), seeDissolution(3_201, 150), reportTask(3_202, 60)]
  expect(team.due(weigh(late).state.crew).at).toBeNull()
  const over = [...weightsTales.hidden, seeDissolution(3_400, 150)]
  expect(weigh(over)).toMatchObject({ weights: { count: 2, nextAt: null, weighing: null }, wished: [] })
})
