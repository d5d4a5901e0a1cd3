import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { coldkeys, people, START, tick } from '../../../test/support/commands.ts'
import {
  accept,
  giveScore,
  headOf,
  minedConfig,
  reportHead,
  reportStakes,
  reportTask,
  seeProposal,
  validators,
} from '../../../test/support/mined-commands.ts'
import { minedTales, taskTales } from '../../../test/support/mined-tales.ts'
import { tell as tellRules } from '../../../test/support/tell.ts'
import { GRACE } from '../kernel/grace.ts'
import type { SubnetCommand } from './state.ts'

// What is pushed between the end of a round or a task and its count (rules A3 and G0).

const told = (...more: SubnetCommand[]) => tellRules([...minedTales.scored, ...more], minedConfig)
const [eva] = validators
if (!eva) throw new Error('a validator')

/** The round ends at 1,100. The clock says that all is heard up to its end a grace later. */
const end = 1_100
const clock = (after: number, block: number) => ({ ...tick(after, block), heardUpTo: START + after - GRACE })
const counted = [clock(end + GRACE, 22), reportStakes(end + GRACE + 1)]
const [first, second, third] = [headOf(11, 1), headOf(11, 2), headOf(11, 3)]
const push = (after: number, head: string, pull = 11) =>
  seeProposal(after, pull, pull === 11 ? people.ben : people.fox, { head })
const inGrace = [push(end + 1, second), reportHead(end + 2, 11, {}, second)]

const standings = (commands: readonly SubnetCommand[]) =>
  told(...commands).state.rounds[0]?.standings.map(({ pull, head, scores, incentive }) => ({
    pull,
    head,
    scores,
    incentive,
  }))

describe('a push after the end of a round', () => {
  test('takes no score that was given in time: the head that stood at the end is compared, and invited', () => {
    const { state } = told(...inGrace, ...counted)
    expect(state.rounds[0]?.standings[0]).toMatchObject({ pull: 11, head: first, scores: 3 })
    expect(state.mining.round).toMatchObject({ stage: 'invited', invitation: { pull: 11, head: first } })
  })

  test('changes nothing of what is counted, whatever is pushed, read and heard in whatever order', () => {
    const late = fc.record({
      pull: fc.constantFrom(11, 12),
      version: fc.integer({ min: 2, max: 4 }),
      after: fc.integer({ min: end, max: end + GRACE }),
      reading: fc.constantFrom(null, {}, { touches: false }, { fingerprint: [7, 7, 7] }),
      dice: fc.nat(),
    })
    fc.assert(
      fc.property(fc.array(late, { maxLength: 6 }), (all) => {
        const heard = all
          .toSorted((one, other) => one.dice - other.dice)
          .flatMap(({ pull, version, after, reading }) => [
            push(after, headOf(pull, version), pull),
            ...(reading ? [reportHead(after, pull, reading, headOf(pull, version))] : []),
          ])
        expect(standings([...heard, ...counted])).toEqual(standings(counted))
      }),
      { numRuns: 60 },
    )
  })

  test('a score that was given in time and is heard after it counts, and nobody is told that it does not', () => {
    const { state, notices, refusals } = told(...inGrace, giveScore(end - 1, 11, eva, 10), ...counted)
    expect([...notices, ...refusals]).toEqual([])
    expect(state.scores[11]?.[eva.user]?.points).toBe(1_000)
    expect(state.rounds[0]?.standings.find(({ pull }) => pull === 11)).toMatchObject({
      head: first,
      scores: 3,
    })
  })

  test('a score that was given in time and is heard while the round is counted has it counted anew', () => {
    const [over, report] = counted
    if (!over || !report) throw new Error('counted')
    const late = [giveScore(end - 1, 11, eva, 10), giveScore(end - 2, 12, eva, 100)]
    const { state, events, refusals } = told(over, ...late, report)
    expect(refusals).toEqual([])
    expect(events.filter(({ type }) => type === 'CountDisturbed')).toHaveLength(2)
    expect(state.rounds[0]?.standings).toEqual(told(...late, over, report).state.rounds[0]?.standings)
    expect(told(over, giveScore(end, 11, eva, 10)).refusals).toMatchObject([{ code: 'counting' }])
  })

  test('is heard before the head that it replaced was read: what is read of that later counts', () => {
    const pushes = [push(end - 2, second), giveScore(end - 1, 11, eva, 90), push(end + 1, third)]
    const unread = told(...pushes, ...counted).state
    expect(unread.rounds[0]?.standings.map(({ pull }) => pull)).toEqual([12])
    const [over, report] = counted
    if (!over || !report) throw new Error('counted')
    const { state } = told(...pushes, over, reportHead(end + GRACE, 11, {}, second), report)
    expect(state.mining.round).toMatchObject({ invitation: { pull: 11, head: second } })
  })
})

describe('the invitation of a head that is not the present one', () => {
  const invited = [...inGrace, ...counted]
  const later = end + GRACE + 10

  test('cannot be accepted before that is put back', () => {
    const early = told(...invited, accept(later, 11, people.ben))
    expect(early.refusals).toEqual([
      { code: 'other-commit', facts: { head: first, present: second, pull: 11 } },
    ])
    expect(early.state.mining.round?.stage).toBe('invited')
    const back = [push(later, first), accept(later + 1, 11, people.ben)]
    expect(told(...invited, ...back).refusals).toMatchObject([{ code: 'other-commit' }])
    const read = [push(later, first), reportHead(later, 11, {}, first), accept(later + 1, 11, people.ben)]
    expect(told(...invited, ...read).state.mining.round?.invitation?.coldkey).toBe(coldkeys.ben)
  })

  test('ends with a push after it, as any other, also once it was put back', () => {
    const lapse = (...more: SubnetCommand[]) => told(...invited, ...more).state.rounds[0]?.lapse
    expect(
      lapse(seeProposal(later, 11, people.ben, { head: second, title: 'Only another title' })),
    ).toBeNull()
    expect(lapse(push(later, third))).toBe('head-moved')
    expect(lapse(push(later, first), push(later + 1, second))).toBe('head-moved')
  })
})

test('a push after the end of a task takes no score that was given in time', () => {
  const results = (...more: SubnetCommand[]) =>
    tellRules([...taskTales.scored, ...more, tick(3_200, 120), reportTask(3_201, 60)], minedConfig).state
      .tasks.open[0]?.results
  const pushed = seeProposal(3_200, 21, people.fox, {
    head: headOf(21, 2),
    task: 60,
    openedAt: START + 2_910,
  })
  expect(results()?.[0]).toMatchObject({ pull: 21, head: headOf(21) })
  expect(results(pushed)).toEqual(results())
  expect(results(pushed, reportHead(3_200, 21, { touches: true }, headOf(21, 2)))).toEqual(results())
})
