import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { FailedRow } from '../intent.ts'
import { type Alpha, alpha, rao } from '../money.ts'
import { beginPaying, evolvePaying, opensNext, type Paying } from '../sheet/paying.ts'
import { repairOf, untriedIn } from '../sheet/repair.ts'
import type { Row } from '../sheet/row.ts'
import { type Part, type Sheet, summaryOf } from '../sheet/sheet.ts'
import type { Day, Owed } from './day.ts'
import { sheetsOf } from './day-sheets.ts'

// A subnet's days one after the other: what each leaves owing comes first on the next.

const hash = (text: string): string => createHash('sha256').update(text).digest('hex')
const when = { at: 1_000, source: { kind: 'block', block: 1, blockHash: '0x01', extrinsic: 2 } } as const
const people = [...'abcdefghij']

type Fate = 'all' | 'none' | 'half'

const days = fc.array(
  fc.record({
    income: fc.bigInt(0n, 5_000n),
    held: fc.bigInt(0n, 900n),
    holdings: fc.dictionary(fc.constantFrom(...people), fc.bigInt(1n, 1_000n), { minKeys: 1 }),
    fates: fc.array(fc.constantFrom<Fate>('all', 'all', 'none', 'half'), { minLength: 1, maxLength: 9 }),
    /** The order in which the chain settles parts. */
    picks: fc.array(fc.nat(30), { minLength: 1, maxLength: 9 }),
  }),
  { minLength: 1, maxLength: 4 },
)

type Lived = typeof days extends fc.Arbitrary<(infer One)[]> ? One : never

const dayOf = ({ held, holdings }: Lived, available: bigint, owed: readonly Owed[]): Day => ({
  available: alpha(available),
  heldBack: held > 0n ? [{ reason: 'locked', amount: alpha(held) }] : [],
  positions: Object.entries(holdings).map(([coldkey, amount]) => ({
    coldkey,
    hotkey: 'h',
    amount: alpha(amount),
  })),
  excluded: new Set(),
  investors: [
    { coldkey: 'a', gave: rao(3n) },
    { coldkey: 'z', gave: rao(1n) },
  ],
  discoverer: { account: 'b', basisPoints: 500 },
  owed,
  heirs: new Map(),
  terms: { chainMinimum: alpha(4n), fee: rao(0n), price: rao(1_000_000_000n) },
  settings: {
    investorsBasisPoints: 2_000,
    reserve: alpha(50n),
    minimum: alpha(6n),
    feeBasisPoints: 100,
  },
})

/** What a try does to a row hangs on its account and its round alone: a chain does not care about our order. */
const fateOf = (fates: readonly Fate[], account: string, round: number): Fate =>
  fates[(account.charCodeAt(0) + 3 * round) % fates.length] ?? 'all'

/** Pays a sheet part by part; answers what moved, and the rows that were left. */
function pay(sheet: Sheet<Alpha>, { fates }: Lived, picks: readonly number[]) {
  const open = new Map<string, Part<Alpha>>(sheet.parts.map((part) => [`${part.part}:0`, part]))
  const moved = new Map<string, bigint>()
  let paying: Paying<Alpha> = beginPaying({ sheet: sheet.digest, parts: sheet.parts.length })
  const { from, to } = opensNext(paying)
  const parts = sheet.parts.slice(from, to).map(summaryOf)
  paying = evolvePaying(paying, { type: 'PartsOpened', sheet: sheet.digest, parts, ...when })
  for (let turn = 0; paying.open.length > 0; turn++) {
    const one = paying.open[(picks[turn % picks.length] ?? 0) % paying.open.length]
    const name = `${one?.part}:${one?.round}`
    const part = open.get(name)
    if (!part) throw new Error('no such part')
    open.delete(name)
    const failed = part.lines.map(({ account, amount }, place): FailedRow => {
      const fate = fateOf(fates, account, part.round)
      const now = fate === 'all' ? amount : fate === 'half' ? amount / 2n : 0n
      moved.set(account, (moved.get(account) ?? 0n) + now)
      return { place, error: 'Module.Refused', moved: alpha(now) }
    })
    const repair = repairOf(part, failed, hash)
    if (repair) open.set(`${repair.part}:${repair.round}`, repair)
    const about = { sheet: sheet.digest, part: part.part, round: part.round }
    const left = { repair: repair && summaryOf(repair), untried: repair ? untriedIn(repair) : 0 }
    paying = evolvePaying(paying, { type: 'PartPaid', ...about, ...left, ...when })
  }
  return { moved, left: [...open.values()].flatMap(({ lines }) => lines), carried: paying.carried }
}

const sum = (rows: Iterable<{ readonly amount: bigint }>): bigint =>
  [...rows].reduce((all, { amount }) => all + amount, 0n)

const byAccount = (rows: readonly Pick<Row<Alpha>, 'account' | 'amount'>[]): Map<string, bigint> => {
  const sums = new Map<string, bigint>()
  for (const { account, amount } of rows) sums.set(account, (sums.get(account) ?? 0n) + amount)
  return sums
}

/** Lives the days, and holds each against what must be true of it. */
function live(lived: readonly Lived[], order: (picks: readonly number[]) => readonly number[]) {
  let has = 0n
  let owed: readonly Owed[] = []
  const given = new Map<string, bigint>()
  const due = new Map<string, bigint>()
  for (const [number, one] of lived.entries()) {
    has += one.income
    const day = dayOf(one, has, owed)
    const { payouts, carry, totals } = sheetsOf(day, { previous: 'x', block: number, size: 3 }, hash)
    const { paid, carried, reserved, heldBack, available, missing } = totals
    expect(paid + carried + reserved + heldBack).toBe(available + missing)
    const before = byAccount(owed)
    const rows = [...payouts.parts, ...carry.parts].flatMap(({ lines }) => lines)
    const after = byAccount(rows)
    for (const account of new Set([...before.keys(), ...after.keys()])) {
      const fresh = (after.get(account) ?? 0n) - (before.get(account) ?? 0n)
      expect(fresh, `${account} loses nothing of what is owed`).toBeGreaterThanOrEqual(0n)
      due.set(account, (due.get(account) ?? 0n) + fresh)
    }
    const { moved, left, carried: refused } = pay(payouts, one, order(one.picks))
    expect(sum(left)).toBe(refused)
    for (const [account, amount] of moved) {
      given.set(account, (given.get(account) ?? 0n) + amount)
      has -= amount
    }
    expect(has).toBeGreaterThanOrEqual(0n)
    owed = [...byAccount([...carry.parts.flatMap(({ lines }) => lines), ...left])].map(
      ([account, amount]) => ({
        account,
        amount: alpha(amount),
      }),
    )
  }
  const still = byAccount(owed as Row<Alpha>[])
  for (const [account, amount] of due)
    expect((given.get(account) ?? 0n) + (still.get(account) ?? 0n), account).toBe(amount)
  return { has, given: [...given].toSorted(), owed: [...still].toSorted() }
}

test('over any days, what was given and what is owed are what was due, to the unit', () => {
  fc.assert(
    fc.property(days, (lived) => {
      const { has, given } = live(lived, (picks) => picks)
      const income = lived.reduce((all, one) => all + one.income, 0n)
      expect(has + given.reduce((all, [, amount]) => all + amount, 0n)).toBe(income)
    }),
  )
})

test('the order in which parts settle changes nothing', () => {
  fc.assert(
    fc.property(days, (lived) => {
      const forwards = live(lived, (picks) => picks)
      expect(live(lived, (picks) => picks.toReversed().map((pick) => pick + 1))).toEqual(forwards)
    }),
  )
})
