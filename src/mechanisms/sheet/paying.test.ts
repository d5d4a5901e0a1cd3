import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { FailedRow } from '../intent.ts'
import { rao } from '../money.ts'
import { beginPaying, evolvePaying, isPaid, opensNext, type Paying } from './paying.ts'
import { NOT_SENT, repairOf, untriedIn } from './repair.ts'
import { makeSheet, type Part, summaryOf } from './sheet.ts'

const hash = (text: string): string => createHash('sha256').update(text).digest('hex')
const when = { at: 1_000, source: { kind: 'block', block: 1, blockHash: '0x01', extrinsic: 2 } } as const

/** What a try of one row does: all, nothing, or half of it. */
const fate = fc.constantFrom('all', 'all', 'none', 'half')
/** How many rows an extrinsic has room for, try after try. */
const rooms = fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 5 })

/** Pays a sheet whose rows fare as `fates` says, the parts in any order, and answers what each account was given. */
function pay(
  rows: number,
  size: number,
  fates: readonly string[],
  picks: readonly number[],
  room: readonly number[],
) {
  const payments = Array.from({ length: rows }, (_, n) => ({ account: `5${n}`, amount: rao(BigInt(n + 2)) }))
  const { digest: sheet, parts } = makeSheet({ payments, size, previous: '', block: 1 }, hash)
  const stored = new Map<string, Part>(parts.map((part) => [`${part.part}:0`, part]))
  const given = new Map<string, bigint>()
  let paying: Paying = beginPaying({ sheet, parts: parts.length })
  let tries = 0
  let widest = 0
  const open = () => {
    const { from, to } = opensNext(paying)
    const opened = parts.slice(from, to).map(summaryOf)
    paying = evolvePaying(paying, { type: 'PartsOpened', sheet, parts: opened, ...when })
  }
  for (open(); !isPaid(paying); open()) {
    const places = paying.open.flatMap(({ part, round }) => stored.get(`${part}:${round}`)?.lines ?? [])
    const accounts = places.map(({ account }) => account)
    expect(accounts.length, 'a row is in one open part at most').toBe(new Set(accounts).size)
    widest = Math.max(widest, paying.open.length)
    const one = paying.open[(picks[tries % picks.length] ?? 0) % paying.open.length]
    const part = stored.get(`${one?.part}:${one?.round}`)
    if (!one || !part) throw new Error('no such part')
    const most = room[tries % room.length] ?? 1
    const failed = part.lines.flatMap(({ account, amount }, place): FailedRow[] => {
      if (place >= most) return [{ place, error: NOT_SENT, moved: rao(0n) }]
      const how = fates[(tries * 7 + place) % fates.length]
      const left = how === 'all' ? 0n : how === 'half' ? amount - amount / 2n : amount
      given.set(account, (given.get(account) ?? 0n) + amount - left)
      return how === 'all' && place % 2 === 0
        ? []
        : [{ place, error: 'Token.FundsUnavailable', moved: rao(amount - left) }]
    })
    const repair = repairOf(part, failed, hash)
    expect(repair?.lines.every(({ amount }) => amount > 0n)).not.toBe(false)
    if (repair) stored.set(`${repair.part}:${repair.round}`, repair)
    const paid = { type: 'PartPaid', sheet, part: part.part, round: part.round } as const
    paying = evolvePaying(paying, {
      ...paid,
      repair: repair && summaryOf(repair),
      untried: repair ? untriedIn(repair) : 0,
      ...when,
    })
    tries += 1
    if (tries > 3 * rows + 9 * parts.length) throw new Error('it is tried for ever')
  }
  return { paying, given, payments, widest }
}

test('whatever fails, no row is open twice, and what was given and what is carried are the whole', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 120 }),
      fc.integer({ min: 1, max: 7 }),
      fc.array(fate, { minLength: 1, maxLength: 12 }),
      fc.array(fc.nat(50), { minLength: 1, maxLength: 12 }),
      rooms,
      (rows, size, fates, picks, room) => {
        const { paying, given, payments, widest } = pay(rows, size, fates, picks, room)
        const sum = payments.reduce((total, { amount }) => total + amount, 0n)
        const paid = [...given.values()].reduce((total, amount) => total + amount, 0n)
        expect(paid + paying.carried).toBe(sum)
        for (const { account, amount } of payments)
          expect(given.get(account) ?? 0n).toBeLessThanOrEqual(amount)
        if (fates.every((how) => how === 'all')) expect(paying.carried).toBe(0n)
        expect(widest).toBeLessThanOrEqual(32)
      },
    ),
  )
})

test('a part or a sheet that is not in hand changes nothing', () => {
  const sheet = 'sheet'
  const part = { part: 0, round: 0, hash: 'h', rows: 1, total: rao(1n), largest: rao(1n) }
  const opened = evolvePaying(beginPaying({ sheet, parts: 1 }), {
    type: 'PartsOpened',
    sheet,
    parts: [part],
    ...when,
  })
  const place = { sheet, part: 0, round: 0, repair: null, untried: 0 }
  const paid = { type: 'PartPaid', ...place, ...when } as const
  expect(isPaid(evolvePaying(opened, paid))).toBe(true)
  expect(evolvePaying(opened, { ...paid, round: 1 })).toEqual(opened)
  expect(evolvePaying(opened, { ...paid, sheet: 'another' })).toBe(opened)
})
