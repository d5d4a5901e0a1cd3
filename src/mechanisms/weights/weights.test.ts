import { expect, test } from 'vitest'
import { people, settle, tick } from '../../../test/support/commands.ts'
import { seeDissolution } from '../../../test/support/dissolved-tale.ts'
import {
  askSeat,
  key,
  leaveSeat,
  minedConfig,
  reportTask,
  reportWeights,
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

test('nobody is weighed before the first task, nor where there is no team any more', () => {
  expect(weigh([...minedTales.passed, askSeat(2_150, people.ben), tick(9_000, 900)]).weights.count).toBe(0)
  expect(weigh([...taskTales.counted]).weights.nextAt).not.toBeNull()
  const late = [...taskTales.scored, tick(3_200, 120), seeDissolution(3_201, 150), reportTask(3_202, 60)]
  expect(team.due(weigh(late).state.crew).at).toBeNull()
  const over = [...weightsTales.hidden, seeDissolution(3_400, 150)]
  expect(weigh(over)).toMatchObject({ weights: { count: 2, nextAt: null, weighing: null }, wished: [] })
})
