import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { encode } from '../src/ledger/json.ts'
import type { Ledger } from '../src/ledger/ledger.ts'
import { openLedger } from '../src/ledger/open.ts'
import { rebuild } from '../src/ledger/rebuild.ts'
import { snapshots } from '../src/ledger/schema.ts'
import { defaultConfig } from '../src/mechanisms/config.ts'
import type { Elector } from '../src/mechanisms/dispute/slice.ts'
import { rao } from '../src/mechanisms/money.ts'
import type { AnyState } from '../src/mechanisms/streams/kinds.ts'
import { proposalOf, raceOf } from '../src/mechanisms/streams/names.ts'
import { live } from './support/addressed.ts'
import {
  challenge,
  contribution,
  DAY,
  onIssue,
  openIdea,
  people,
  stream,
  tao,
  terms,
  tick,
  vote,
} from './support/commands.ts'
import { hand, openHouse } from './support/house.ts'
import {
  giveScore,
  headOf,
  minedConfig,
  openIncident,
  reportHead,
  reportHealth,
  reportStakes,
  seeProposal,
  voteIncident,
} from './support/mined-commands.ts'
import { minedTales } from './support/mined-tales.ts'
import { LARGEST_STATE } from './support/small.ts'
import { tales } from './support/tales.ts'

// More than people will do, and the states stay small: what may grow is in rows.

const ELECTORS = 5_000
const VOTERS = 1_000
/** Who vote and score on a real ledger, where each takes a while. */
const SOME = 50

const many = <Item>(count: number, make: (place: number) => Item): Item[] =>
  Array.from({ length: count }, (_, place) => make(place))

/** As long as GitHub lets a login be. */
const personOf = (place: number) => ({ id: 100_000_000 + place, login: `${place}-`.padEnd(39, 'x') })

const electorate: readonly Elector[] = many(ELECTORS, (place) => ({
  user: personOf(place).id,
  coldkey: `5${String(place).padStart(47, 'C')}`,
  stake: rao(1_234_567_890_123n + BigInt(place)),
}))

const sideOf = (place: number) => (place % 3 === 0 ? 'reject' : 'uphold')

const stakeOn = (side: 'uphold' | 'reject', voters: number) =>
  electorate
    .slice(0, voters)
    .filter((_, place) => sideOf(place) === side)
    .reduce((sum, { stake }) => sum + stake, 0n)

const sizeOf = (state: AnyState) => Buffer.byteLength(encode(state))

/** Prints the figure, which is what anybody wants to know of it. */
function expectUnder(name: string, state: AnyState, most = LARGEST_STATE): void {
  const size = sizeOf(state)
  process.stdout.write(`${name}: ${size} bytes\n`)
  expect(size).toBeLessThan(most)
}

describe('on a ledger', () => {
  let ledger: Ledger
  beforeEach(async () => {
    ledger = await openLedger()
  })
  afterEach(() => ledger.close())

  /** Of the snapshots: the states that the commands after them are decided on. */
  const largest = async () => {
    const rows = await ledger.queries.select({ state: snapshots.state }).from(snapshots)
    return Math.max(...rows.map(({ state }) => Buffer.byteLength(state)))
  }

  test('5,000 validators may vote on a challenge, and some do, some of them twice', async () => {
    const { ben, ada } = people
    await live(ledger, stream(), [...tales.linkFails, challenge(40, { electorate })])
    await ledger.write(async ({ handle }) => {
      for (let place = 0; place < SOME; place++) {
        if (place % 10 === 0) await handle(stream(), vote(45, personOf(place), 'uphold'))
        await handle(stream(), vote(50, personOf(place), sideOf(place)))
      }
      expect((await handle(stream(), vote(50, personOf(ELECTORS), 'uphold'))).refusal?.code).toBe(
        'not-a-validator',
      )
      expect((await handle(stream(), vote(50, ada, 'uphold'))).refusal?.code).toBe('own-idea')
      expect((await handle(stream(), vote(50, ben, 'uphold'))).refusal?.code).toBe('not-a-validator')
    })
    const tally = {
      upholding: stakeOn('uphold', SOME),
      rejecting: stakeOn('reject', SOME),
      upholders: 33,
      rejecters: 17,
      electors: ELECTORS,
    }
    expect((await ledger.readSubnet(stream())).disputes).toMatchObject([tally])
    expect(await largest()).toBeLessThan(10_000)
    await live(ledger, stream(), [tick(8 * DAY, 900)])
    const state = await ledger.readSubnet(stream())
    expect(state.disputes).toMatchObject([{ ...tally, verdict: 'no-quorum' }])
    await ledger.queries.transaction(rebuild)
    expect(await ledger.readSubnet(stream())).toEqual(state)
  }, 180_000)

  test('validators score one head', async () => {
    await live(ledger, stream(), minedTales.proposed)
    const eleven = proposalOf(stream(), 11)
    await ledger.write(async ({ handle }) => {
      for (const [place, elector] of electorate.slice(0, SOME).entries()) {
        const validator = personOf(place)
        await handle(eleven, { ...giveScore(130 + place, 11, elector, place % 101), validator })
      }
    })
    const state = await ledger.readSubnet(stream())
    expect(Object.keys(state.scores[11] ?? {})).toHaveLength(SOME)
    expect(await largest()).toBeLessThan(10_000)
    await ledger.queries.transaction(rebuild)
    expect(await ledger.readSubnet(stream())).toEqual(state)
  }, 180_000)
})

describe('in memory', () => {
  test('5,000 validators may vote on a challenge, and 1,000 do', () => {
    const house = openHouse()
    for (const command of [...tales.linkFails, challenge(40, { electorate })])
      hand(house, stream(), command, defaultConfig)
    for (const place of many(VOTERS, (one) => one))
      hand(house, stream(), vote(50, personOf(place), sideOf(place)), defaultConfig)
    const [dispute] = house.state(stream()).disputes
    expect(dispute).toMatchObject({
      upholding: stakeOn('uphold', VOTERS),
      rejecting: stakeOn('reject', VOTERS),
    })
    expectUnder('5,000 electors, 1,000 voters', house.stream(stream()))
    hand(house, stream(), tick(8 * DAY, 900), defaultConfig)
    expect(house.state(stream()).disputes[0]?.verdict).toBe('upheld')
    expectUnder('the same, closed', house.stream(stream()))
  })

  test('1,000 validators score one head', () => {
    const house = openHouse()
    for (const command of minedTales.proposed) hand(house, stream(), command, minedConfig)
    for (const [place, elector] of electorate.slice(0, VOTERS).entries()) {
      const score = {
        ...giveScore(130 + (place % 900), 11, elector, place % 101),
        validator: personOf(place),
      }
      hand(house, stream(), score, minedConfig)
    }
    expect(Object.keys(house.state(stream()).scores[11] ?? {})).toHaveLength(VOTERS)
    expectUnder('1,000 scores', house.stream(proposalOf(stream(), 11)))
  })

  test('1,000 edits of an idea, before and after it is paid', () => {
    const edited = (place: number) =>
      ({
        type: 'EditIdea',
        isChange: true,
        terms: { ...terms, title: `Title ${place}`, roles: [`role-${place}`], target: tao(100 + place) },
        ...onIssue(2 + place),
      }) as const
    const house = openHouse()
    for (const command of [openIdea(), ...many(1_000, edited), ...tales.checking.slice(1)])
      hand(house, stream(), command, defaultConfig)
    for (const command of many(1_000, (place) => edited(2_000 + place)))
      hand(house, stream(), command, defaultConfig)
    expect(house.state(stream()).idea?.editedAfterPayment).toEqual(['title', 'target', 'roles'])
    expectUnder('1,000 edits', house.stream(stream()))
  })

  test('100 challenges, one after the other, each with a reason as long as may be', () => {
    const house = openHouse()
    for (const command of tales.checking) hand(house, stream(), command, defaultConfig)
    const config = { ...defaultConfig, link: { ...defaultConfig.link } }
    for (let n = 0; n < 100; n++) {
      const after = 10 + n * 100
      const reason = `${n} `.padEnd(1_000, '"')
      const short = { ...config, dispute: { ...config.dispute, duration: 50 } }
      hand(house, stream(), challenge(after, { reason, electorate: electorate.slice(0, 10) }), short)
      hand(house, stream(), tick(after + 60, 900 + n), short)
    }
    const { disputes } = house.state(stream())
    expect(disputes).toHaveLength(100)
    expect(new Set(disputes.map(({ verdict }) => verdict))).toEqual(new Set(['no-quorum']))
    expectUnder('100 challenges', house.stream(stream()))
  })

  test('a probation of 365 days with 1,000 incidents open at once, on one of which 5,000 may vote', () => {
    const config = { ...minedConfig, probation: { ...minedConfig.probation, days: 365 } }
    const commands = [
      ...minedTales.probation,
      ...many(1_000, (place) =>
        openIncident(1_750, 1_000 + place, {
          opener: personOf(Math.floor(place / 3)),
          reason: 'r'.repeat(256),
          electorate: electorate.slice(0, place === 0 ? ELECTORS : 5),
        }),
      ),
      ...many(VOTERS, (place) => voteIncident(1_760, 1_000, personOf(place), sideOf(place))),
      ...many(365, (n) => [
        tick(1_800 + n * 100, 50 + n),
        reportHealth(1_801 + n * 100, n + 1, { emission: 10n ** 18n, miners: 0 }),
      ]).flat(),
    ]
    const house = openHouse()
    for (const command of commands) hand(house, stream(), command, config)
    const state = house.state(stream())
    expect([state.days.length, state.incidents.length, state.probation?.verdict]).toEqual([365, 1_000, null])
    expect(state.incidents[0]).toMatchObject({ upholders: 666, rejecters: 334, verdict: null })
    expectUnder('365 days, 1,000 open incidents', house.stream(stream()))
    hand(house, stream(), tick(1_750 + config.dispute.duration, 9_000), config)
    expect(house.state(stream()).probation).toMatchObject({ closings: [], verdict: 'failed' })
    expectUnder('1,000 closed incidents', house.stream(stream()))
  }, 120_000)

  test('1,000 rounds that nobody wins, and one that is counted with the stakes of 5,000', () => {
    const house = openHouse()
    for (const command of minedTales.proposed) hand(house, stream(), command, minedConfig)
    const stakes = Object.fromEntries(electorate.map(({ user, stake }) => [user, stake]))
    for (let round = 1; round <= 1_000; round++) {
      const { closesAt } = house.state(stream()).mining.round ?? { closesAt: 0 }
      const over = tick(0, 100 + round)
      hand(house, stream(), { ...over, at: closesAt }, minedConfig)
      hand(house, stream(), { ...reportStakes(0, round, stakes), at: closesAt + 1 }, minedConfig)
    }
    const state = house.state(stream())
    expect(state.rounds).toHaveLength(1_001)
    expect(Object.keys(state.stakes)).toHaveLength(ELECTORS)
    expectUnder('1,000 rounds', house.stream(raceOf(stream())))
  }, 120_000)

  test('1,000 heads of one proposal', () => {
    const house = openHouse()
    for (const command of minedTales.scored) hand(house, stream(), command, minedConfig)
    for (let n = 2; n < 1_002; n++) {
      const head = headOf(11, n)
      hand(
        house,
        stream(),
        seeProposal(150 + n, 11, people.ben, { head, title: 't'.repeat(256) }),
        minedConfig,
      )
      hand(house, stream(), reportHead(150 + n, 11, {}, head), minedConfig)
    }
    expectUnder('1,000 heads', house.stream(proposalOf(stream(), 11)))
  })

  test('as many funders as a crowdloan takes', () => {
    const house = openHouse()
    for (const command of tales.funding) hand(house, stream(), command, defaultConfig)
    for (const place of many(498, (one) => one))
      hand(house, stream(), contribution(40, 7, `5${String(place).padStart(47, 'C')}`, 0.1), defaultConfig)
    expect(Object.keys(house.state(stream()).funding?.contributions ?? {})).toHaveLength(500)
    expectUnder('500 funders', house.stream(stream()))
  })
})
