import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Alpha, alpha, rao } from '../money.ts'
import type { Day, DaySheet } from './day.ts'
import { heirOf, isUnlinked, unlinked } from './heirs.ts'
import { shareDay } from './share-day.ts'

const terms = { chainMinimum: alpha(2n), fee: rao(3n), price: rao(500_000_000n) }
const settings = { investorsBasisPoints: 2_000, reserve: alpha(10n), minimum: alpha(5n), feeBasisPoints: 100 }
const free = { ...terms, fee: rao(0n), chainMinimum: alpha(0n) }

const plain: Day = {
  available: alpha(0n),
  heldBack: [],
  positions: [],
  excluded: new Set(),
  investors: [],
  discoverer: null,
  owed: [],
  heirs: new Map(),
  terms: free,
  settings: { ...settings, minimum: alpha(0n) },
}
const at = (coldkey: string, amount: bigint, hotkey = 'h') => ({ coldkey, hotkey, amount: alpha(amount) })
const of = ({ payouts }: DaySheet) => Object.fromEntries(payouts.map((row) => [row.account, row.amount]))

const account = fc.constantFrom(...'abcdefghijklmnop', unlinked(1), unlinked(2))
const amount = fc
  .oneof(fc.bigInt(0n, 50n), fc.bigInt(0n, 2n ** 40n), fc.bigInt(0n, 2n ** 64n - 1n))
  .map(alpha)
const owed = fc.record({ account, amount })
const position = fc.record({ hotkey: fc.constantFrom('x', 'y', 'z'), coldkey: account, amount })

const days: fc.Arbitrary<Day> = fc.record({
  available: amount,
  heldBack: fc.array(fc.record({ reason: fc.constant('locked'), amount }), { maxLength: 2 }),
  positions: fc.array(position, { maxLength: 20 }),
  excluded: fc.uniqueArray(account, { maxLength: 3 }).map((all) => new Set(all)),
  investors: fc.array(fc.record({ coldkey: account, gave: amount.map(rao) }), { maxLength: 6 }),
  discoverer: fc.option(fc.record({ account, basisPoints: fc.nat(10_000) })),
  authors: fc.uniqueArray(fc.record({ account, basisPoints: fc.nat(10_000), round: fc.nat(9) }), {
    maxLength: 3,
    selector: ({ round }) => round,
  }),
  owed: fc.array(owed, { maxLength: 6 }),
  heirs: fc.array(fc.tuple(account, account), { maxLength: 5 }).map((all) => new Map(all)),
  terms: fc.constantFrom(terms, free),
  settings: fc.constantFrom(settings, { ...settings, reserve: alpha(0n) }, plain.settings),
})

const sum = (rows: Iterable<{ readonly amount: Alpha }>) =>
  [...rows].reduce((all, row) => all + row.amount, 0n)

test('nothing is created or lost, and no more is paid than is free', () => {
  fc.assert(
    fc.property(days, (day) => {
      const { payouts, carry, totals } = shareDay(day)
      const { available, heldBack, reserved, missing, paid, carried } = totals
      expect(paid + carried + reserved + heldBack).toBe(available + missing)
      expect([paid, carried]).toEqual([sum(payouts), sum(carry)])
      expect(paid).toBeLessThanOrEqual(available - heldBack)
      const { authors = [], ...parts } = totals
      for (const part of [...Object.values(parts), ...authors.map(({ earned }) => earned)])
        expect(part).toBeGreaterThanOrEqual(0n)
      const given = authors.reduce((all, { earned }) => all + earned, 0n)
      const shared = given + totals.discoverer + totals.investors + totals.holders
      expect(shared).toBeLessThanOrEqual(available - heldBack)
      expect(authors.length).toBeLessThanOrEqual(day.authors?.length ?? 0)
      if (missing > 0n) expect([reserved, totals.investors, totals.holders]).toEqual([0n, 0n, 0n])
    }),
    { numRuns: 2_000 },
  )
})

test('nobody is paid below zero or twice, nobody who may not be, and nothing that is too small', () => {
  fc.assert(
    fc.property(days, (day) => {
      const { payouts, carry } = shareDay(day)
      for (const rows of [payouts, carry]) {
        const accounts = rows.map((row) => row.account)
        expect(accounts).toEqual([...new Set(accounts)].sort())
        expect(rows.every((row) => row.amount > 0n && !day.excluded.has(row.account))).toBe(true)
      }
      for (const { account: paid, amount: part } of payouts) {
        expect(isUnlinked(paid)).toBe(false)
        expect(part).toBeGreaterThanOrEqual(day.terms.chainMinimum)
        expect(part).toBeGreaterThanOrEqual(day.settings.minimum)
        expect(day.terms.fee * 100n * 1_000_000_000n).toBeLessThanOrEqual(part * day.terms.price)
      }
    }),
    { numRuns: 1_000 },
  )
})

test('what is owed from before is paid or carried to its heir, whole', () => {
  fc.assert(
    fc.property(days, (day) => {
      const { payouts, carry } = shareDay(day)
      const has = new Map<string, bigint>()
      for (const row of [...payouts, ...carry])
        has.set(row.account, (has.get(row.account) ?? 0n) + row.amount)
      const due = new Map<string, bigint>()
      for (const one of day.owed) {
        const heir = heirOf(day.heirs, one.account)
        if (!day.excluded.has(heir)) due.set(heir, (due.get(heir) ?? 0n) + one.amount)
      }
      for (const [heir, debt] of due) expect(has.get(heir) ?? 0n).toBeGreaterThanOrEqual(debt)
    }),
    { numRuns: 1_000 },
  )
})

test('the order in which anything comes changes nothing', () => {
  const shuffled = days.chain((day) => {
    const mix = <T>(all: Iterable<T>) => fc.shuffledSubarray([...all], { minLength: [...all].length })
    const lists = fc.record({
      positions: mix(day.positions),
      investors: mix(day.investors),
      owed: mix(day.owed),
      heirs: mix(day.heirs).map((all) => new Map(all)),
    })
    return fc.tuple(fc.constant(day), lists)
  })
  fc.assert(
    fc.property(shuffled, ([day, mixed]) => {
      expect(shareDay({ ...day, ...mixed })).toEqual(shareDay(day))
    }),
    { numRuns: 500 },
  )
})

test('holders have 80 % by alpha over all hotkeys, investors 20 % by TAO over all rounds', () => {
  const sheet = shareDay({
    ...plain,
    available: alpha(1_010n),
    positions: [at('a', 200n, 'x'), at('b', 100n, 'y'), at('a', 100n, 'y')],
    investors: [
      { coldkey: 'c', gave: rao(30n) },
      { coldkey: 'a', gave: rao(10n) },
      { coldkey: 'c', gave: rao(60n) },
    ],
  })
  expect(of(sheet)).toEqual({ a: 620n, b: 200n, c: 180n })
  expect(sheet.totals).toMatchObject({ reserved: 10n, investors: 200n, holders: 800n, paid: 1_000n })
  expect(sheet.payouts.map(({ hotkey }) => hotkey)).toEqual(['x', 'y', undefined])
})

test('the discoverer has a share of each day before the others, and it waits for a link', () => {
  const day: Day = {
    ...plain,
    available: alpha(1_010n),
    positions: [at('a', 1n)],
    discoverer: { account: unlinked(7), basisPoints: 100 },
  }
  const first = shareDay(day)
  expect(of(first)).toEqual({ a: 990n })
  expect(first.carry).toEqual([{ account: 'user:7', amount: 10n, reason: 'not-linked' }])
  const linked = new Map([[unlinked(7), 'd']])
  const second = shareDay({ ...day, available: alpha(1_020n), owed: first.carry, heirs: linked })
  expect(of(second)).toEqual({ a: 990n, d: 20n })
})

test('an author has the whole share of what is free, before all others, whole or carried until there is a link', () => {
  const day: Day = {
    ...plain,
    available: alpha(1_010n),
    positions: [at('a', 1n)],
    discoverer: { account: 'd', basisPoints: 1_000 },
    authors: [
      { account: unlinked(8), basisPoints: 100, round: 5 },
      { account: 'b', basisPoints: 100, round: 4 },
    ],
  }
  const first = shareDay(day)
  expect(of(first)).toEqual({ a: 882n, b: 10n, d: 98n })
  expect(first.carry).toEqual([{ account: 'user:8', amount: 10n, reason: 'not-linked' }])
  expect(first.totals.authors).toEqual([
    { round: 4, earned: 10n },
    { round: 5, earned: 10n },
  ])
  // Who has nothing to get has not been rewarded: it is asked for with the next day.
  expect(shareDay({ ...day, available: alpha(10n) }).totals.authors).toBeUndefined()
  const greedy = { account: 'b', basisPoints: 10_000, round: 3 }
  expect(shareDay({ ...day, authors: [greedy, ...(day.authors ?? [])] }).totals).toMatchObject({
    authors: [{ round: 3, earned: 1_000n }],
    holders: 0n,
  })
})

test('a swapped coldkey’s heir has its carry and its privilege, through several swaps', () => {
  const heirs = new Map([
    ['old', 'mid'],
    ['mid', 'new'],
  ])
  const sheet = shareDay({
    ...plain,
    available: alpha(115n),
    positions: [at('new', 1n)],
    investors: [{ coldkey: 'old', gave: rao(5n) }],
    owed: [{ account: 'mid', amount: alpha(5n) }],
    heirs,
  })
  expect(of(sheet)).toEqual({ new: 105n })
  expect(heirOf(new Map([...heirs, ['new', 'old']]), 'mid')).toBe('old')
})

test('each is carried by its own reason', () => {
  const reasonOf = (part: bigint, change: Partial<Day>) =>
    shareDay({ ...plain, available: alpha(10n + part), positions: [at('a', 1n)], terms, settings, ...change })
      .carry[0]?.reason
  expect(reasonOf(1n, {})).toBe('below-chain-minimum')
  expect(reasonOf(4n, {})).toBe('below-minimum')
  // 3 rao are 1 % of 300 rao, which are 600 units of alpha.
  expect(reasonOf(599n, {})).toBe('fee-too-high')
  expect(reasonOf(600n, {})).toBeUndefined()
})

test('what is held back is no part of what is free; a debt that it covers waits', () => {
  const day: Day = {
    ...plain,
    available: alpha(100n),
    heldBack: [{ reason: 'locked', amount: alpha(70n) }],
    positions: [at('a', 1n)],
  }
  expect(shareDay(day).totals).toMatchObject({ heldBack: 70n, reserved: 10n, holders: 20n, missing: 0n })
  const owing = shareDay({ ...day, owed: [{ account: 'b', amount: alpha(50n) }] })
  expect(of(owing)).toEqual({ b: 30n })
  expect(owing.carry).toEqual([{ account: 'b', amount: 20n, reason: 'not-at-hand' }])
})

test('without holders their part stays; without investors there is no pool; own pots are given nothing', () => {
  const lent = { coldkey: 'pot', gave: rao(10n) }
  const day = { ...plain, available: alpha(110n), excluded: new Set(['pot']), investors: [lent] }
  expect(shareDay({ ...day, positions: [at('pot', 9n)] }).totals).toMatchObject({ reserved: 110n, paid: 0n })
  expect(of(shareDay({ ...day, positions: [at('pot', 9n), at('a', 1n)] }))).toEqual({ a: 100n })
})
