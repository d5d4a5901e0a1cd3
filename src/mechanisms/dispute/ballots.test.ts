import fc from 'fast-check'
import { expect, test } from 'vitest'
import { challenge, DAY, people, START, stream, tick, vote } from '../../../test/support/commands.ts'
import { hand, openHouse, refold } from '../../../test/support/house.ts'
import { minedConfig, openIncident, voteIncident } from '../../../test/support/mined-commands.ts'
import { minedTales } from '../../../test/support/mined-tales.ts'
import { tales } from '../../../test/support/tales.ts'
import { defaultConfig } from '../config.ts'
import { GRACE } from '../kernel/grace.ts'
import { rao } from '../money.ts'
import { split } from '../shares.ts'
import type { SubnetCommand } from '../subnet/state.ts'
import type { Ballot, Elector, Side } from './slice.ts'

interface Cast {
  readonly user: number
  readonly side: Side
  /** When it was written: the clock of GitHub is coarse. */
  readonly second: number
  /** By this it is heard. */
  readonly dice: number
}

const VOTERS = 8
const first = 1_000

const elections = fc.record({
  stakes: fc.array(fc.bigInt({ min: 0n, max: 10n ** 16n }), { minLength: 1, maxLength: VOTERS }),
  // Some of them are none of the electorate, and many vote more than once.
  cast: fc.array(
    fc.record({
      user: fc.integer({ min: first, max: first + VOTERS + 1 }),
      side: fc.constantFrom<Side>('uphold', 'reject'),
      second: fc.nat(5),
      dice: fc.nat(),
    }),
    { maxLength: 30 },
  ),
})

const personOf = (user: number) => ({ id: user, login: `user-${user}` })

const electorsOf = (stakes: readonly bigint[]): Elector[] =>
  stakes.map((stake, place) => ({ user: first + place, coldkey: `5-${place}`, stake: rao(stake) }))

/** Votes as they are written, each with an id of its own, and as they are heard. */
function told(cast: readonly Cast[], voteOf: (one: Cast) => SubnetCommand) {
  const written = cast.toSorted((one, other) => one.second - other.second)
  const named = written.map((one, comment) => ({
    dice: one.dice,
    command: { ...voteOf(one), source: { kind: 'comment', issue: 1, comment } } as SubnetCommand,
  }))
  const heard = named.toSorted((one, other) => one.dice - other.dice).map(({ command }) => command)
  return { written, heard }
}

/** Rule M4 as plainly as can be: the last vote of each who may vote, and more than half of what voted, where the quorum did. */
function plainly(electorate: readonly Elector[], cast: readonly Cast[]) {
  const last = new Map(cast.map(({ user, side }) => [user, side]))
  const on = (side: Side) => electorate.filter(({ user }) => last.get(user) === side)
  const sum = (electors: readonly Elector[]) => electors.reduce((all, { stake }) => all + stake, 0n)
  const [upholding, rejecting, total] = [sum(on('uphold')), sum(on('reject')), sum(electorate)]
  const voted = upholding + rejecting
  const [quorum] = split(total, defaultConfig.dispute.quorumBasisPoints)
  const decided = upholding > rejecting ? 'upheld' : 'rejected'
  const verdict = voted === 0n || voted < quorum ? 'no-quorum' : decided
  const counts = { upholders: on('uphold').length, rejecters: on('reject').length }
  return { upholding, rejecting, ...counts, stake: total, electors: electorate.length, quorum, verdict }
}

function ballotAfter(commands: readonly SubnetCommand[], config: typeof defaultConfig): Ballot | undefined {
  const house = openHouse()
  for (const command of commands) hand(house, stream(), command, config)
  expect(refold(house.happened).state(stream())).toEqual(house.state(stream()))
  const { disputes, incidents } = house.state(stream())
  return disputes[0] ?? incidents[0]
}

test('a challenge is decided by the vote that each wrote last, whoever else votes, how often, and in whatever order it is heard', () => {
  fc.assert(
    fc.property(elections, ({ stakes, cast }) => {
      const electorate = electorsOf(stakes)
      fc.pre(stakes.some((stake) => stake > 0n))
      const { written, heard } = told(cast, ({ user, side, second }) =>
        vote(50 + second, personOf(user), side),
      )
      const story = [...tales.linkFails, challenge(40, { electorate }), ...heard]
      const { verdict, ...open } = plainly(electorate, written)
      expect(ballotAfter(story, defaultConfig)).toMatchObject({ ...open, verdict: null })
      expect(ballotAfter([...story, tick(8 * DAY, 900)], defaultConfig)).toMatchObject({ ...open, verdict })
    }),
    { numRuns: 200 },
  )
})

test('an incident likewise', () => {
  fc.assert(
    fc.property(elections, ({ stakes, cast }) => {
      const electorate = electorsOf(stakes)
      fc.pre(stakes.some((stake) => stake > 0n))
      const { written, heard } = told(cast, ({ user, side, second }) =>
        voteIncident(1_760 + second, 40, personOf(user), side),
      )
      const story = [...minedTales.probation, openIncident(1_750, 40, { electorate }), ...heard]
      const over = tick(1_750 + minedConfig.dispute.duration, 5_000)
      expect(ballotAfter([...story, over], minedConfig)).toMatchObject(plainly(electorate, written))
    }),
    { numRuns: 50 },
  )
})

test('several incidents close at one tick, each by its own votes, in the order in which they were opened', () => {
  const { eva, fox, ben } = people
  const commands = [
    ...minedTales.probation,
    openIncident(1_752, 42),
    openIncident(1_750, 40),
    openIncident(1_751, 41),
    voteIncident(1_760, 40, eva, 'reject'),
    voteIncident(1_761, 42, fox, 'reject'),
    voteIncident(1_762, 42, ben, 'uphold'),
  ]
  const house = openHouse()
  for (const command of commands) hand(house, stream(), command, minedConfig)
  const happened = hand(house, stream(), tick(1_751 + minedConfig.dispute.duration, 5_000), minedConfig)
  const closed = happened.flatMap(({ event }) => (event.type === 'IncidentClosed' ? [event] : []))
  expect(closed).toMatchObject([
    { issue: 40, verdict: 'rejected', rejecting: 6_000_000_000_000n },
    { issue: 41, verdict: 'no-quorum' },
  ])
  expect(house.state(stream()).probation?.closings).toHaveLength(1)
})

test('a vote that was written before the one that stands is told so; one of before the challenge is none of it', () => {
  const { eva } = people
  const house = openHouse()
  const commands = [
    ...tales.disputed,
    vote(60, eva, 'uphold'),
    vote(60, eva, 'uphold'),
    vote(50, eva, 'reject'),
    vote(39, eva, 'reject'),
  ]
  for (const command of commands) hand(house, stream(), command, defaultConfig)
  expect(house.refusals.map(({ code }) => code)).toEqual(['voted-since', 'no-dispute'])
  expect(house.happened.filter(({ event }) => event.type === 'VoteCast')).toHaveLength(1)
  expect(house.state(stream()).disputes).toMatchObject([{ upholders: 1, rejecters: 0 }])
})

test('what was written in time counts while it is not decided yet, what was written after the end is told so', () => {
  const { eva, fox } = people
  const closesAt = 40 + 7 * DAY
  const house = openHouse()
  const given = (...commands: readonly SubnetCommand[]) => {
    for (const command of commands) hand(house, stream(), command, defaultConfig)
    return house.state(stream()).disputes[0]?.verdict
  }
  const clock = (after: number) => ({ ...tick(after, 900), heardUpTo: START + after - GRACE })
  expect(given(...tales.disputed, clock(closesAt), clock(closesAt + GRACE - 1))).toBeNull()
  expect(given(vote(closesAt - 1, eva, 'uphold'), vote(closesAt, fox, 'reject'))).toBeNull()
  expect(house.refusals.map(({ code }) => code)).toEqual(['too-late'])
  expect(given(clock(closesAt + GRACE))).toBe('upheld')
})
