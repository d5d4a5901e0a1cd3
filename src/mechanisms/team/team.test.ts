import fc from 'fast-check'
import { expect, test } from 'vitest'
import { expectSmall } from '../../../test/support/small.ts'
import { defaultConfig } from '../config.ts'
import type { LaunchSlice } from '../launch/slice.ts'
import type { TaskCounted, TasksSlice } from '../task/slice.ts'
import { benchOf, MOST_SEATS, NO_TEAM, withinReach, withSaying } from './bench.ts'
import type { AskSeat, Bench, LeaveSeat, Role, Saying, Seat, SetRoles, TeamSlice } from './slice.ts'
import { afterCount, WHOLE_STANDING, weightsOf } from './standing.ts'
import { type TeamCommand, type TeamEvent, type TeamState, team } from './team.ts'

const DAY = 86_400_000
const WEEK = 7 * DAY
const roles: readonly Role[] = [
  { id: 'developer', seats: 2 },
  { id: 'curator', seats: 1 },
]
const launch = { startedAt: 0, stage: 'started', architecture: { roles } } as unknown as LaunchSlice

const byComment = (at: number, comment = at) =>
  ({ at, source: { kind: 'comment', issue: 4, comment } }) as const

const personOf = (id: number) => ({ id, login: `member-${id}` })

const ask = (at: number, id: number, role = 'developer', changes: Partial<AskSeat> = {}): AskSeat => ({
  type: 'AskSeat',
  role,
  person: personOf(id),
  coldkey: `5${id}`,
  inherited: [],
  ...byComment(at),
  ...changes,
})

const leave = (at: number, id: number, role: string | null = null): LeaveSeat => ({
  type: 'LeaveSeat',
  role,
  person: personOf(id),
  ...byComment(at),
})

const setRoles = (at: number, standing: readonly Role[]): SetRoles => ({
  type: 'SetRoles',
  roles: standing,
  at,
  source: { kind: 'stream', stream: 'subnet:7:1' },
})

function told(commands: readonly TeamCommand[], beside: LaunchSlice | null = launch) {
  const events: TeamEvent[] = []
  const answers: string[] = []
  const state = commands.reduce<TeamState>((now, command) => {
    const decision = team.decide(now, command, defaultConfig, { launch: beside })
    const { code = 'done', facts = {} } = decision.refusal ?? decision.notice ?? {}
    answers.push([code, ...Object.values(facts)].join(' '))
    events.push(...(decision.events ?? []))
    return (decision.events ?? []).reduce(team.evolve, now)
  }, team.initial('team:7:1'))
  const seats = benchOf(state.team).seats.map(({ role, person }) => `${role} ${person.id}`)
  return { state, events, answers, seats }
}

const opened = setRoles(0, roles)

test('a free seat is taken, once by each person and each wallet', () => {
  const { seats, answers } = told([
    opened,
    ask(1, 1),
    ask(2, 1),
    ask(3, 1, 'curator'),
    ask(4, 2, 'developer', { coldkey: '51' }),
    ask(5, 3, 'developer', { coldkey: '5heir', inherited: ['51'] }),
    ask(6, 4, 'nobody'),
    ask(7, 4, 'developer', { coldkey: null }),
    ask(8, 4),
  ])
  expect(seats).toEqual(['developer 1', 'curator 1', 'developer 4'])
  expect(answers).toEqual([
    'done',
    'done',
    'seated developer',
    'done',
    'coldkey-seated developer member-1',
    'coldkey-seated developer member-1',
    'unknown-role nobody developer, curator',
    'unlinked',
    'done',
  ])
})

test('of those past immunity the oldest makes room; while all are immune, whoever comes waits and is told until when', () => {
  const { seats, answers, events } = told([
    opened,
    ask(DAY, 1),
    ask(2 * DAY, 2),
    ask(DAY + WEEK - 1, 3),
    ask(DAY + WEEK, 3, 'developer', byComment(DAY + WEEK)),
    ask(2 * DAY + WEEK, 4),
    ask(2 * DAY + WEEK + 1, 5),
  ])
  expect(seats).toEqual(['developer 3', 'developer 4'])
  expect(answers.slice(3)).toEqual([
    `seats-taken developer 2 ${DAY + WEEK}`,
    'done',
    'done',
    `seats-taken developer 2 ${DAY + 2 * WEEK}`,
  ])
  const displaced = events.flatMap((event) => (event.type === 'SeatAsked' ? (event.displaced?.id ?? []) : []))
  expect(displaced).toEqual([1, 2])
})

test('a seat that is left is free, and who holds none is told', () => {
  const { seats, answers } = told([
    opened,
    ask(1, 1),
    ask(2, 1, 'curator'),
    ask(3, 2),
    leave(4, 1, 'curator'),
    leave(5, 3),
    leave(6, 2, 'curator'),
    leave(7, 1),
    leave(7, 1),
  ])
  expect(seats).toEqual(['developer 2'])
  expect(answers.slice(4)).toEqual(['done', 'no-seat', 'no-seat curator', 'done', 'done'])
})

test('roles that change end the seats that they have no more, the lowest first', () => {
  const seated = [opened, ask(1, 1), ask(2, 2), ask(3, 3, 'curator')]
  const { seats, events, answers } = told([
    ...seated,
    setRoles(10, [{ id: 'developer', seats: 1 }]),
    ask(5, 4),
    ask(11, 3, 'curator'),
  ])
  expect(seats).toEqual(['developer 2'])
  expect(events[4]).toMatchObject({
    lost: [
      { role: 'developer', person: { id: 1 } },
      { role: 'curator', person: { id: 3 } },
    ],
  })
  expect(answers.slice(5)).toEqual(['heard-late', 'unknown-role curator developer'])
})

test('a subnet that had started before there were teams has the roles of its architecture; others have no team', () => {
  const { seats, events } = told([ask(5, 1)])
  expect(seats).toEqual(['developer 1'])
  expect(events.map(({ type }) => type)).toEqual(['RolesSet', 'SeatAsked'])
  const notYet = { ...launch, startedAt: null }
  const gone = { ...launch, stage: 'dissolved' } as const
  for (const beside of [null, notYet, gone]) expect(told([ask(5, 1)], beside).answers).toEqual(['no-team'])
})

test('no architecture has more seats than the chain has places, and the state stays small', () => {
  const many = Array.from({ length: 100 }, (_, n) => ({ id: `${n}`.padEnd(40, 'x'), seats: 256 }))
  expect(withinReach(many)).toEqual([{ id: many[0]?.id, seats: MOST_SEATS }])
  const wide = Array.from({ length: MOST_SEATS }, (_, n) => ({ id: `${n}`.padEnd(40, 'x'), seats: 1 }))
  const asks = wide.map(({ id }, n) =>
    ask(n + 1, n, id, {
      person: { id: 10 ** 9 + n, login: 'x'.repeat(39) },
      coldkey: `${n}`.padEnd(48, '5'),
      inherited: Array.from({ length: 100 }, () => '6'.padEnd(48, '6')),
    }),
  )
  const { state, seats } = told([setRoles(0, wide), ...asks])
  expect(seats).toHaveLength(MOST_SEATS)
  expect(() => expectSmall(state)).not.toThrow()
})

const sayings: fc.Arbitrary<readonly Saying[]> = fc.uniqueArray(
  fc.tuple(fc.nat(30), fc.nat(5), fc.nat(5), fc.constantFrom('developer', 'curator'), fc.nat(4)).map(
    ([day, id, wallet, role, kind]): Saying => ({
      ...(kind === 0
        ? { type: 'SeatLeft', role, person: personOf(id) }
        : { type: 'SeatAsked', role, person: personOf(id), coldkey: `5${wallet}`, inherited: [] }),
      at: day * DAY,
      source: { kind: 'comment', issue: 4, comment: day * 100 + id * 10 + wallet },
    }),
  ),
  { selector: ({ source }) => (source.kind === 'comment' ? source.comment : 0), maxLength: 30 },
)

const open = team.evolve(team.initial('team:7:1'), {
  ...opened,
  type: 'RolesSet',
  immunity: WEEK,
  lost: [],
}).team

test('in whatever order they are heard, the seats are the same', () => {
  const orders = sayings.chain((said) =>
    fc.shuffledSubarray([...said], { minLength: said.length }).map((heard) => [said, heard] as const),
  )
  fc.assert(
    fc.property(orders, ([said, heard]) => {
      const inTime = benchOf(said.reduce(withSaying, open))
      expect(benchOf(heard.reduce(withSaying, open))).toEqual(inTime)
    }),
  )
})

test('seats are never more than there are, none is held twice, and nobody is displaced within immunity', () => {
  fc.assert(
    fc.property(sayings, (said) => {
      const inTime = said.toSorted((a, b) => a.at - b.at || idOf(a) - idOf(b))
      let before = benchOf(open)
      for (const [count, saying] of inTime.entries()) {
        const after = benchOf(inTime.slice(0, count + 1).reduce(withSaying, open))
        for (const { id, seats } of roles) {
          const held = after.seats.filter(({ role }) => role === id)
          expect(held.length).toBeLessThanOrEqual(seats)
          expect(new Set(held.map(({ person }) => person.id)).size).toBe(held.length)
          expect(new Set(held.map(({ coldkey }) => coldkey)).size).toBe(held.length)
        }
        const lost = before.seats.filter(
          (seat) => !after.seats.some((one) => isSame(one, seat)) && seat.person.id !== saying.person.id,
        )
        for (const { since } of lost) expect(saying.at - since).toBeGreaterThanOrEqual(WEEK)
        before = after
      }
    }),
  )
})

const isSame = (one: Seat, other: Seat) =>
  one.role === other.role && one.since === other.since && one.person.id === other.person.id

const idOf = ({ source }: Saying): number => (source.kind === 'comment' ? source.comment : 0)

test('what is settled by the number of those who came since is heard too late', () => {
  const many = Array.from({ length: 40 }, (_, n) => (n % 2 === 0 ? ask(n + 10, 1) : leave(n + 10, 1)))
  const { answers, state } = told([opened, ...many, ask(5, 2)])
  expect(answers.at(-1)).toBe('heard-late')
  expect(state.team.said.length).toBeLessThan(many.length)
  expect(told([opened, ...many.slice(0, 4), ask(5, 2)]).seats).toEqual(['developer 2'])
  expect(NO_TEAM.said).toEqual([])
})

const bench = (standings: Readonly<Record<number, number>>, ids: readonly number[]): Bench => ({
  roles,
  immunity: WEEK,
  seats: ids.map((id) => ({ role: 'developer', person: personOf(id), coldkey: `5${id}`, since: id })),
  standings,
})

test('T3: weights follow the standings and sum to the whole exactly, whatever the order of seats', () => {
  const members = fc.uniqueArray(fc.tuple(fc.nat(50), fc.integer({ min: 0, max: WHOLE_STANDING })), {
    selector: ([id]) => id,
    minLength: 1,
    maxLength: 40,
  })
  fc.assert(
    fc.property(members, (held) => {
      const standings = Object.fromEntries(held)
      const ids = held.map(([id]) => id)
      const weights = weightsOf(bench(standings, [...ids, ...ids]))
      const sum = [...weights.values()].reduce((left, weight) => left + weight, 0)
      expect(sum).toBe(held.some(([, standing]) => standing > 0) ? 65_535 : 0)
      expect(weightsOf(bench(standings, ids.toReversed()))).toEqual(weights)
      for (const [one, standing] of held)
        for (const [other, another] of held)
          if (standing > another + WHOLE_STANDING / 1_000)
            expect(weights.get(one) ?? 0).toBeGreaterThanOrEqual(weights.get(other) ?? 0)
    }),
  )
})

const counted = (incentives: Readonly<Record<number, number>>): TaskCounted => ({
  type: 'TaskCounted',
  issue: 60,
  stakes: {},
  block: 1,
  results: [],
  incentives,
  standingBasisPoints: 1_000,
  at: 1,
  source: { kind: 'errand', name: 'task-stakes' },
})

test('T3: a standing is the moving average of what each task gave; whoever did not hold the role is not moved', () => {
  const tasks = { open: [{ issue: 60, members: [1, 2] }], rewards: [] } as unknown as TasksSlice
  const start: TeamSlice = { settled: bench({ 3: 7 }, [1, 2, 3]), settledBy: null, said: [] }
  const once = afterCount(start, counted({ 1: 65_535 }), { tasks })
  expect(once.settled.standings).toEqual({ 1: 100_000_000, 3: 7 })
  const twice = afterCount(once, counted({ 2: 65_535 }), { tasks })
  expect(twice.settled.standings).toEqual({ 1: 90_000_000, 2: 100_000_000, 3: 7 })
})

test('the lowest standing makes room first, and what was said before a count is settled', () => {
  const full: TeamSlice = { settled: bench({ 1: 5 }, [1, 2]), settledBy: null, said: [] }
  const { type: _, ...said } = ask(3 * WEEK, 9)
  const asked: Saying = { ...said, type: 'SeatAsked', coldkey: '59' }
  expect(benchOf(withSaying(full, asked)).seats.map(({ person }) => person.id)).toEqual([1, 9])
  const tasks = { open: [], rewards: [] }
  const settled = afterCount(withSaying(full, asked), counted({}), { tasks })
  expect(settled).toMatchObject({ said: [], settledBy: { at: 3 * WEEK } })
})

test('whoever has left since is answered as it stood when they asked, however late that is heard', () => {
  const inOrder = told([ask(DAY, 1), ask(2 * DAY, 1), leave(3 * DAY, 1)])
  const late = told([ask(DAY, 1), leave(3 * DAY, 1), ask(2 * DAY, 1)])
  expect(late.seats).toEqual(inOrder.seats)
  expect(late.answers[2]).toBe(inOrder.answers[1])
  expect(late.answers[2]).toBe('seated developer')
})
