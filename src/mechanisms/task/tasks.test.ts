import { describe, expect, test } from 'vitest'
import { people, settle, stream, tao, tick } from '../../../test/support/commands.ts'
import { seeDissolution } from '../../../test/support/dissolved-tale.ts'
import { hand, openHouse } from '../../../test/support/house.ts'
import {
  askSeat,
  giveScore,
  headOf,
  key,
  leaveSeat,
  minedConfig,
  openTask,
  reportHead,
  reportTask,
  reportTaskEnd,
  seeProposal,
  setRoles,
  validators,
} from '../../../test/support/mined-commands.ts'
import { taskTales, teamTale } from '../../../test/support/mined-tales.ts'
import { expectSmall } from '../../../test/support/small.ts'
import { intents } from '../subnet/intents.ts'
import type { SubnetCommand } from '../subnet/state.ts'
import { NO_TEAM } from '../team/bench.ts'
import type { TeamEnded } from '../team/slice.ts'
import { openTask as decideTask } from './decide.ts'
import { contenders, leftOut } from './results.ts'
import { besideRewards } from './tasks.ts'

const [eva, fox, gus] = validators
if (!eva || !fox || !gus) throw new Error('three validators')

/** Fox and Ada hold seats; nothing is open yet. */
const staffed = teamTale.slice(0, -1)

function told(commands: readonly SubnetCommand[]) {
  const house = openHouse()
  for (const command of commands) hand(house, stream(), command, minedConfig)
  const state = house.state(stream())
  return {
    state,
    tasks: state.tasks,
    refused: house.refusals.at(-1)?.code ?? null,
    events: house.happened.map(({ event }) => event).filter(({ type }) => type.startsWith('Task')),
    paid: intents(state).filter(({ purpose }) => purpose.kind === 'task-reward'),
  }
}

/** Which tasks the team's end has ended, as it is told. */
function dropped(commands: readonly SubnetCommand[]): number[] | undefined {
  const house = openHouse()
  for (const command of commands) hand(house, stream(), command, minedConfig)
  const ended = house.happened.map(({ event }) => event).find(({ type }) => type === 'TeamEnded')
  return (ended as TeamEnded | undefined)?.dropped?.map(({ issue }) => issue)
}

const resultsIn = (commands: readonly SubnetCommand[]) =>
  told(commands).tasks.open[0]?.results.map(({ pull, incentive }) => [pull, incentive > 0]) ?? []

test('the best submission is merged and paid, once, to its author out of the treasury', () => {
  const { paid, events, tasks } = told(taskTales.done)
  expect(events.at(-1)).toMatchObject({ type: 'TaskEnded', winner: people.fox, merged: { pull: 21 } })
  expect(paid).toMatchObject([
    { pot: { kind: 'treasury' }, call: { kind: 'transfer', to: { user: people.fox.id }, amount: tao(2) } },
  ])
  expect(tasks.open).toEqual([])
  const settled = told([...taskTales.done, settle(3_220, 121, key('task-reward', 60))])
  expect(settled.paid).toEqual([])
  expect(settled.tasks.rewards).toEqual([])
  expect(told([...taskTales.done, reportTaskEnd(3_211, 60, 22)]).events).toHaveLength(events.length)
})

test('whoever named the task and did not contend is told why', () => {
  const { events } = told(taskTales.crowded)
  expect(events.at(-1)).toMatchObject({
    merged: { pull: 21 },
    others: [
      { pull: 23, why: 'no-seat' },
      { pull: 24, why: 'another' },
      { pull: 25, why: 'late' },
    ],
  })
  const { state, tasks } = told(taskTales.crowded.slice(0, -2))
  const [task] = tasks.open
  if (!task) throw new Error('no task')
  const further = leftOut(state, task, [{ pull: 21 }]).find(({ pull }) => pull === 22)
  expect(further?.why).toBe('further')
})

test('the others are told by which criterion the winner is furthest above them', () => {
  const [best, other] = told(taskTales.counted).tasks.open[0]?.results ?? []
  expect(best).toMatchObject({ pull: 21, behindIn: null })
  expect(other).toMatchObject({ pull: 22, behindIn: 'correctness' })
})

test('nobody submits: the deadline moves once by its own length, and then the task is over', () => {
  const opened = [...staffed, openTask(2_900, 60)]
  const once = told([...opened, tick(3_200, 120), reportTask(3_201, 60)])
  expect(once.tasks.open).toMatchObject([{ stage: 'open', isExtended: true, closesAt: expect.any(Number) }])
  const [task] = once.tasks.open
  expect((task?.closesAt ?? 0) - (task?.length ?? 0)).toBe(openTask(2_900, 60).at + 300)
  const over = [...opened, tick(3_200, 120), reportTask(3_201, 60), tick(3_500, 130), reportTask(3_501, 60)]
  expect(told(over).tasks.open).toMatchObject([{ stage: 'ending', results: [] }])
  const { events, paid } = told([...over, reportTaskEnd(3_510, 60, null)])
  expect(events.at(-1)).toMatchObject({ type: 'TaskEnded', winner: null })
  expect(paid).toEqual([])
})

test('what cannot be merged makes way: whoever made what was merged is paid', () => {
  const { paid } = told([...taskTales.counted, reportTaskEnd(3_210, 60, 22)])
  expect(paid).toMatchObject([{ call: { to: { user: people.ada.id } } }])
})

describe('who may open one', () => {
  const refusedBy = (changes: Parameters<typeof openTask>[2], before: readonly SubnetCommand[] = staffed) =>
    told([...before, openTask(2_900, 60, changes)]).refused

  test('the guarantor and validators', () => {
    expect(refusedBy({ opener: people.eva })).toBe('not-a-guide')
    expect(
      told([...staffed, openTask(2_900, 60, { opener: people.eva, isValidator: true })]).tasks.open,
    ).toHaveLength(1)
  })

  test('for a role that there is, in a subnet that has started', () => {
    expect(refusedBy({ role: 'nobody' })).toBe('unknown-role')
    expect(refusedBy({}, staffed.slice(0, 20))).toBe('no-team')
  })

  test('in a subnet that had started before there were teams: the task opens its team', () => {
    const { state } = told(staffed)
    const before = { ...state, team: NO_TEAM }
    const around = { config: minedConfig, wished: () => [], meaning: () => [] }
    const decided = decideTask(before, openTask(2_900, 60), around)
    expect(decided).toMatchObject({ events: [{ type: 'RolesSet' }, { type: 'TaskOpened', issue: 60 }] })
  })

  test('with a reward that the treasury has, and that no other task promises', () => {
    expect(refusedBy({ reward: tao(51) })).toBe('too-dear')
    const others = [openTask(2_900, 60, { reward: tao(30) }), openTask(2_901, 61, { reward: tao(21) })]
    expect(told([...staffed, ...others]).refused).toBe('too-dear')
    const won = [...taskTales.done, openTask(3_300, 62, { reward: tao(49) })]
    expect(told(won).refused).toBe('too-dear')
  })

  test('with no more than its part of what is free', () => {
    const house = openHouse()
    const capped = { ...minedConfig, team: { ...minedConfig.team, taskCapBasisPoints: 1_000 } }
    for (const one of staffed) hand(house, stream(), one, capped)
    const last = () => house.refusals.at(-1)
    hand(house, stream(), openTask(2_900, 60, { reward: tao(5) }), capped)
    expect(last()?.code).not.toBe('too-dear')
    hand(house, stream(), openTask(2_901, 61, { reward: tao(5) }), capped)
    expect(last()).toMatchObject({ code: 'too-dear', facts: { free: tao(45), most: 4_500_000_000n } })
  })

  test('and rewards that are not paid are of those', () => {
    const won = Array.from({ length: 8 }, (_, n) => [
      openTask(2_900, 70 + n, { reward: tao(1) }),
      tick(3_200 + n, 120 + n),
    ]).flat()
    const { tasks } = told([...taskTales.done, ...won.slice(0, 14)])
    expect(tasks.open.length + tasks.rewards.length).toBe(8)
    expect(told([...taskTales.done, ...won]).refused).toBe('too-many-tasks')
  })

  test('once, and so many at a time', () => {
    expect(refusedBy({}, [...staffed, openTask(2_900, 60)])).toBe('task-known')
    const many = Array.from({ length: 9 }, (_, n) => openTask(2_900 + n, 60 + n, { reward: tao(1) }))
    const { refused, state } = told([...staffed, ...many])
    expect(refused).toBe('too-many-tasks')
    expect(() => expectSmall(state.crew)).not.toThrow()
  })
})

describe('what counts', () => {
  test('nothing after the deadline, neither a score nor a submission', () => {
    const late = [...taskTales.scored, giveScore(3_200, 22, eva, 100)]
    expect(told(late).refused).toBe('too-late')
    const submitted = [
      ...taskTales.scored,
      askSeat(2_950, people.eva),
      seeProposal(3_200, 23, people.eva, { task: 60 }),
      tick(3_200, 120),
    ]
    const { state, tasks } = told(submitted)
    expect(tasks.open[0]?.members).toContain(people.eva.id)
    expect(tasks.open[0] && contenders(state, tasks.open[0]).map(({ pull }) => pull)).toEqual([21, 22])
  })

  const seeFox = (after: number, changes: Parameters<typeof seeProposal>[3]) =>
    seeProposal(after, 21, people.fox, { task: 60, openedAt: openTask(2_910, 60).at, ...changes })
  const contending = (...later: SubnetCommand[]) => {
    const { state, tasks } = told([...taskTales.scored, ...later, tick(3_900, 120)])
    return tasks.open[0] && contenders(state, tasks.open[0]).map(({ pull }) => pull)
  }

  test.for([
    ['closed', { status: 'closed' }],
    ['merged by hand', { status: 'merged' }],
    ['made a draft', { status: 'draft' }],
    ['aimed elsewhere', { status: 'elsewhere' }],
    ['edited to name another task', { task: 61 }],
  ] as const)('what is %s after the deadline contends, and before it only what was merged', ([, changes]) => {
    expect(contending(seeFox(3_200, changes))).toEqual([21, 22])
    const wasMerged = 'status' in changes && changes.status === 'merged'
    expect(contending(seeFox(3_199, changes))).toEqual(wasMerged ? [21, 22] : [22])
  })

  test('what becomes a submission after the deadline is none, also when that is heard first', () => {
    const [named, aimed] = [{ task: 61 }, { status: 'elsewhere' }] as const
    for (const changes of [named, aimed])
      expect(contending(seeFox(3_210, {}), seeFox(3_150, changes))).toEqual([22])
  })

  test('what was merged by hand is the winner by its scores', () => {
    const merged = [seeFox(3_150, { status: 'merged' }), tick(3_900, 120), reportTask(3_901, 60)]
    expect(resultsIn([...taskTales.scored, ...merged])).toEqual([
      [21, true],
      [22, true],
    ])
  })

  test('a score counts for the task that was named when it was written, and for no other', () => {
    const both = [...staffed, openTask(2_900, 60), openTask(2_901, 61)]
    const first = [seeFox(2_910, {}), reportHead(2_911, 21, { touches: false })]
    const moved = [...first, giveScore(2_930, 21, eva, 90), seeFox(2_940, { task: 61 })]
    const results = (...commands: SubnetCommand[]) =>
      told([
        ...both,
        ...commands,
        tick(3_900, 120),
        reportTask(3_901, 60),
        reportTask(3_902, 61),
      ]).tasks.open.map((one) => one.results.map(({ pull, incentive }) => [pull, incentive > 0]))
    expect(results(...moved)).toEqual([[], []])
    expect(results(...moved, giveScore(2_950, 21, gus, 80))).toEqual([[], [[21, true]]])
    expect(results(...moved, seeFox(2_960, {}))).toEqual([[[21, true]], []])
    const aside = reportHead(2_911, 21, { touches: false })
    const unnamed = [...both, seeFox(2_910, { task: 99 }), aside, seeFox(2_940, {})]
    expect(told([...unnamed, giveScore(2_930, 21, eva, 90)]).refused).toBe('not-valid')
  })

  test('nothing that changes the architecture: it is a proposal, whatever it names', () => {
    const sneaky = [
      ...taskTales.scored,
      seeProposal(2_950, 21, people.fox, { task: 60, head: headOf(99) }),
      reportHead(2_951, 21, { touches: true }, headOf(99)),
      tick(3_200, 120),
    ]
    const { state, tasks } = told(sneaky)
    expect(tasks.open[0] && contenders(state, tasks.open[0]).map(({ pull }) => pull)).toEqual([22])
    expect(resultsIn([...sneaky, reportTask(3_201, 60)])).toEqual([[22, true]])
  })

  test('of each member one, the first: a seat that is lost or that never was counts for nothing', () => {
    const second = [
      ...taskTales.scored,
      seeProposal(2_950, 23, people.ada, { task: 60 }),
      seeProposal(2_951, 24, people.ben, { task: 60 }),
    ]
    const counted = [...second, tick(3_200, 120), reportTask(3_201, 60)]
    expect(resultsIn(counted).map(([pull]) => pull)).toEqual([21, 22])
    const lost = [...taskTales.scored, leaveSeat(2_960, people.fox), tick(3_200, 120), reportTask(3_201, 60)]
    expect(resultsIn(lost)).toEqual([[22, true]])
  })

  test('a role that an update removes: nobody has a submission that counts', () => {
    const removed = [...taskTales.scored, setRoles(2_960, []), tick(3_200, 120), reportTask(3_201, 60)]
    expect(told(removed).events.at(-1)).toMatchObject({ type: 'TaskExtended' })
  })

  test('a push makes scores stale, and a tie goes to the head that was scored first', () => {
    const pushed = [
      ...taskTales.scored,
      seeProposal(2_950, 21, people.fox, { task: 60, head: headOf(21, 2) }),
      reportHead(2_951, 21, { touches: false }, headOf(21, 2)),
    ]
    const stale = [...pushed, tick(3_200, 120), reportTask(3_201, 60)]
    expect(resultsIn(stale)).toEqual([
      [22, true],
      [21, false],
    ])
    const even = [
      ...taskTales.scored,
      ...[21, 22].flatMap((pull) =>
        [eva, gus].map((one, n) => giveScore(2_960 + pull * 2 + n, pull, one, 70)),
      ),
    ]
    expect(resultsIn([...even, tick(3_200, 120), reportTask(3_201, 60)])[0]).toEqual([21, true])
  })

  test('nobody scores their own, and what names no open task is no submission', () => {
    const own = { user: people.fox.id, coldkey: 'x', stake: tao(5_000) }
    expect(told([...taskTales.scored, giveScore(2_950, 21, own, 100)]).refused).toBe('own-proposal')
    const other = seeProposal(2_950, 23, people.ada, { task: 99 })
    const aside = reportHead(2_951, 23, { touches: false })
    const scored = [...taskTales.scored, other, aside, giveScore(2_952, 23, eva, 100)]
    expect(told(scored).refused).toBe('not-valid')
  })
})

describe('members are those who held a seat at the deadline, 3,200', () => {
  const membersAfter = (...later: SubnetCommand[]) =>
    told([...taskTales.scored, ...later, tick(3_900, 121)]).tasks.open[0]?.members
  const both = [people.fox.id, people.ada.id]

  test('whoever comes or goes until the clock calls is neither in nor out by it', () => {
    expect(membersAfter()).toEqual(both)
    expect(membersAfter(askSeat(3_200, people.eva))).toEqual(both)
    expect(membersAfter(leaveSeat(3_200, people.fox))).toEqual(both)
    expect(membersAfter(askSeat(3_199, people.eva))).toEqual([...both, people.eva.id])
  })

  test('what was said in time counts, also when it is heard after what came later', () => {
    const heardLate = [leaveSeat(3_250, people.fox), askSeat(3_150, people.eva), leaveSeat(3_160, people.ada)]
    expect(membersAfter(...heardLate)).toEqual([people.fox.id, people.eva.id])
  })

  test('whose role is removed since held it', () => {
    expect(membersAfter(setRoles(3_210, []))).toEqual(both)
    expect(membersAfter(setRoles(3_210, []), setRoles(3_220, [{ id: 'developer', seats: 9 }]))).toEqual(both)
  })

  test('more sayings than are kept apart change nothing of it', () => {
    const fuss = Array.from({ length: 40 }, (_, n) =>
      n % 2 ? askSeat(3_210 + n, people.fox) : leaveSeat(3_210 + n, people.fox),
    )
    expect(membersAfter(...fuss, leaveSeat(3_260, people.ada))).toEqual(both)
  })

  test('the count of another task settles what was said, and keeps who sat', () => {
    const other = [
      openTask(2_901, 61, { length: 250 }),
      tick(3_160, 119),
      leaveSeat(3_210, people.fox),
      reportTask(3_215, 61),
    ]
    const { tasks } = told([...taskTales.scored, ...other, reportTask(3_220, 61), tick(3_900, 121)])
    expect(tasks.open.find(({ issue }) => issue === 60)?.members).toEqual(both)
  })
})

test('too few validators have scored: the deadline moves once, and then nobody wins', () => {
  const few = [...taskTales.scored, tick(3_200, 120), reportTask(3_201, 60, tao(1_000_000))]
  expect(told(few).tasks.open).toMatchObject([{ stage: 'open', isExtended: true }])
  const over = [...few, tick(3_900, 130), reportTask(3_901, 60, tao(1_000_000))]
  expect(resultsIn(over)).toEqual([
    [21, false],
    [22, false],
  ])
  expect(told(over).events.at(-1)).toMatchObject({ type: 'TaskCounted', incentives: {} })
})

test('what the opener scores counts nothing', () => {
  const own = [
    openTask(2_900, 61, { opener: people.eva, isValidator: true, length: 900 }),
    seeProposal(2_910, 23, people.fox, { task: 61 }),
    reportHead(2_911, 23, { touches: false }),
  ]
  const results = (...scores: SubnetCommand[]) =>
    resultsIn([
      ...staffed,
      ...own,
      ...scores,
      tick(4_900, 120),
      reportTask(4_901, 61),
      tick(5_900, 130),
      reportTask(5_901, 61),
    ])
  expect(results(giveScore(2_930, 23, eva, 90))).toEqual([[23, false]])
  expect(results(giveScore(2_930, 23, eva, 90), giveScore(2_931, 23, gus, 90))).toEqual([[23, true]])
})

test('the deadline is over when what was written before it is heard', () => {
  const early = { ...tick(3_200, 120), heardUpTo: tick(3_199, 1).at }
  expect(told([...taskTales.scored, early]).tasks.open).toMatchObject([{ stage: 'open' }])
})

test.for([
  ['waits for the clock', []],
  ['is counted', [tick(3_900, 120)]],
  ['ends', [tick(3_900, 120), reportTask(3_901, 60)]],
] as const)('a task whose deadline came before the dissolution and that %s is owed', ([, before]) => {
  const open = [...taskTales.scored, ...before, seeDissolution(3_910, 150)]
  const { tasks } = told(open)
  expect(tasks.open).toHaveLength(1)
  expect(besideRewards(tao(5), tasks)).toBe(tao(3))
  const done = told([...open, tick(4_000, 160), reportTask(4_001, 60), reportTaskEnd(4_010, 60, 21)])
  expect(done.tasks.open).toEqual([])
  expect(done.paid).toMatchObject([{ call: { to: { user: people.fox.id }, amount: tao(2) } }])
})

test('after the dissolution no deadline moves', () => {
  const { events } = told([
    ...staffed,
    openTask(2_900, 60),
    seeDissolution(3_300, 150),
    tick(3_900, 160),
    reportTask(3_901, 60),
    reportTaskEnd(3_910, 60, null),
  ])
  expect(events.map(({ type }) => type)).toEqual(['TaskOpened', 'TaskClosed', 'TaskCounted', 'TaskEnded'])
})

test('when the chain dissolves the subnet, tasks are over, and what was won is owed', () => {
  const { tasks, state } = told([...taskTales.done, openTask(3_300, 62), seeDissolution(3_310, 150)])
  expect(dropped([...taskTales.done, openTask(3_300, 62), seeDissolution(3_310, 150)])).toEqual([62])
  expect(dropped([...taskTales.scored, openTask(3_250, 62), seeDissolution(3_310, 150)])).toEqual([62])
  expect(dropped([...taskTales.done, seeDissolution(3_310, 150)])).toBeUndefined()
  expect(tasks.open).toEqual([])
  expect(tasks.rewards).toHaveLength(1)
  expect([besideRewards(tao(5), tasks), besideRewards(tao(1), tasks)]).toEqual([tao(3), 0n])
  expect(state.team.settled.seats).toEqual([])
})
