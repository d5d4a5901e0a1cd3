import { array, assert, boolean, integer, option, property, record, uniqueArray } from 'fast-check'
import { expect, test } from 'vitest'
import type { Slot } from '../architecture/layout.ts'
import type { Bench, Seat } from '../team/slice.ts'
import { padded, weigh } from './vector.ts'

const slot = (...ids: readonly string[]): Slot => {
  const [first = 'commodity', ...others] = ids
  const of = (id: string) => ({ id, kind: id === 'commodity' ? 'commodity' : 'team', share: 1 }) as const
  return { mechanisms: [of(first), ...others.map(of)], share: 1 }
}
const slots = [slot('commodity'), slot('team', 'innovation'), slot('design')]
const roles = [
  { id: 'developer', mechanism: 'team' },
  { id: 'designer', mechanism: 'design' },
  { id: 'friend', mechanism: null },
]
const seat = (role: string, id: number): Seat => ({
  role,
  person: { id, login: `user-${id}` },
  coldkey: `5${id}`,
  since: id,
})
const benchOf = (seats: readonly Seat[], standings: Bench['standings']): Bench => ({
  roles: [],
  immunity: 0,
  seats,
  standings,
})

test('each mechanism has the standings of those whose role it pays, and who has no UID is told', () => {
  const seats = [seat('developer', 1), seat('developer', 2), seat('designer', 2), seat('designer', 3)]
  const bench = benchOf([...seats, seat('friend', 4), seat('developer', 5)], { 1: 300, 2: 100, 3: 50, 4: 70 })
  expect(
    weigh(
      bench,
      roles,
      slots,
      new Map([
        [1, 9],
        [2, 4],
        [4, 1],
        [5, 2],
      ]),
    ),
  ).toEqual({
    vectors: [
      { mechanism: 1, uids: [4, 9], values: [16_384, 49_151] },
      { mechanism: 2, uids: [4], values: [65_535] },
    ],
    left: [3],
  })
})

test('nobody weighs anything before the first task, and a mechanism of nobody has no weights', () => {
  expect(weigh(benchOf([seat('developer', 1)], {}), roles, slots, new Map([[1, 9]]))).toEqual({
    vectors: [],
    left: [],
  })
})

test('as many are named as the chain wants', () => {
  const vector = { mechanism: 1, uids: [3], values: [65_535] }
  expect(padded(vector, 3, 8)).toEqual({ mechanism: 1, uids: [0, 1, 3], values: [0, 0, 65_535] })
  expect(padded(vector, 3, 2)).toEqual({ mechanism: 1, uids: [0, 1, 3], values: [0, 0, 65_535] })
  expect(padded(vector, 1, 8)).toEqual(vector)
})

const member = record({
  user: integer({ min: 1, max: 128 }),
  role: integer({ min: 0, max: 2 }),
  standing: integer({ min: 0, max: 1_000_000_000 }),
  uid: option(integer({ min: 0, max: 255 })),
})
const teams = uniqueArray(member, { selector: ({ user }) => user, maxLength: 128 })

test('whoever is on the team, the weights of a mechanism are the whole, and their order changes nothing', () => {
  assert(
    property(teams, array(boolean()), (members, flips) => {
      const seats = members.map(({ user, role }) => seat(roles[role]?.id ?? '', user))
      const standings = Object.fromEntries(members.map(({ user, standing }) => [user, standing]))
      const uidOf = new Map(members.flatMap(({ user, uid }) => (uid === null ? [] : [[user, uid] as const])))
      const found = weigh(benchOf(seats, standings), roles, slots, uidOf)
      for (const { uids, values } of found.vectors) {
        expect(values.reduce((sum, value) => sum + value, 0)).toBe(65_535)
        expect(uids).toEqual([...new Set(uids)].toSorted((one, other) => one - other))
        expect(uids).toHaveLength(values.length)
        expect(values.every((value) => value > 0)).toBe(true)
      }
      const paid = members.filter(({ role, standing }) => roles[role]?.mechanism && standing > 0)
      const lost = paid.filter(({ uid }) => uid === null).map(({ user }) => user)
      expect(found.left).toEqual(lost.toSorted((one, other) => one - other))
      const turned = seats.toSorted((_, other) => (flips[other.person.id % 7] ? 1 : -1))
      expect(weigh(benchOf(turned, standings), roles, slots, uidOf)).toEqual(found)
    }),
    { numRuns: 100 },
  )
})
