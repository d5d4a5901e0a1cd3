import fc from 'fast-check'
import { expect, test } from 'vitest'
import { CALM } from '../../../test/support/calm.ts'
import { calls } from '../../handlers/calls.ts'
import type { Held } from '../../ledger/holds.ts'
import { type Intent, movesAlpha } from '../../mechanisms/intent.ts'
import { type Alpha, alpha, rao } from '../../mechanisms/money.ts'
import type { Pot } from '../../mechanisms/pots.ts'
import { payAlpha } from '../../mechanisms/sheet/paying.ts'
import { amountOf } from '../call-kinds.ts'
import type { DueIntent } from '../calls.ts'
import { fill, type Sizes } from './limits.ts'
import { type Caps, pick } from './pick.ts'
import { sumName } from './spendings.ts'

const pots = fc.constantFrom<Pot>(
  { kind: 'float' },
  { kind: 'escrow', ordinal: 0 },
  { kind: 'treasury', ordinal: 1 },
)
const amounts = fc.bigInt(0n, 50n).map(rao)
const partOf = (total: Alpha) => ({ part: 0, round: 0, hash: '', rows: 1, total, largest: total })
const intentCalls = fc.oneof(
  amounts.map((amount) => ({ kind: 'transfer' as const, to: { coldkey: 'ada' }, amount })),
  amounts.map((amount) => ({ kind: 'sink' as const, sink: { kind: 'burn' as const }, amount })),
  fc.nat().map((loan) => ({ kind: 'loan-refund' as const, loan })),
  fc.bigInt(0n, 50n).map((amount) => payAlpha('', partOf(alpha(amount)), { netuid: 7, hotkey: 'hot' })),
)
const dues = fc.array(fc.record({ pot: pots, call: intentCalls })).map((all) =>
  all.map(({ pot, call }, n): DueIntent => {
    const intent: Intent = {
      key: `intent-${n}`,
      purpose: { kind: 'test', about: [] },
      pot,
      call,
      failures: 0,
      notBefore: 0,
    }
    return { intent, coldkey: 'ada' }
  }),
)

const SUMS = ['float', 'escrow:0', 'treasury:1'].flatMap((pot) => [pot, `${pot} alpha`])

function expectWithin(go: readonly DueIntent[], spent: ReadonlyMap<string, bigint>, caps: Caps): void {
  const out = go.map(({ intent: { pot, call } }) => {
    const cap = movesAlpha(call) ? caps.alpha : caps
    return { name: sumName(pot, call), amount: amountOf(calls, call, 0n), ...cap }
  })
  for (const { amount, perIntent } of out) if (amount > 0n) expect(amount).toBeLessThanOrEqual(perIntent)
  for (const name of SUMS) {
    const own = out.filter((one) => one.name === name && one.amount > 0n)
    const sum = own.reduce((total, { amount }) => total + amount, spent.get(name) ?? 0n)
    for (const { perDay } of own) expect(sum).toBeLessThanOrEqual(perDay)
  }
}

test('no cap is ever passed, none that fits is held, and nothing is forgotten', () => {
  const cases = [
    dues,
    amounts,
    amounts,
    fc.dictionary(fc.constantFrom('float', 'escrow:0', 'escrow:0 alpha'), amounts),
    fc.record({ perIntent: amounts.map(alpha), perDay: amounts.map(alpha) }),
  ] as const
  fc.assert(
    fc.property(...cases, (due, perIntent, perDay, before, ofAlpha) => {
      const spent = new Map(Object.entries(before))
      const { go, held } = pick(calls, due, { perIntent, perDay, alpha: ofAlpha }, { ...CALM, spent })
      expect([...go.map(({ intent }) => intent.key), ...held.map(({ key }) => key)].toSorted()).toEqual(
        due.map(({ intent }) => intent.key).toSorted(),
      )
      expectWithin(go, spent, { perIntent, perDay, alpha: ofAlpha })
      for (const { reason } of held) expect(reason).toMatch(/ cap |not from the float/)
      const moving = due
        .filter(({ intent }) => amountOf(calls, intent.call, 0n) > 0n)
        .map(({ intent }) => intent.key)
      const isRight = ({ key, reason }: Held) => moving.includes(key) || reason.includes('float')
      expect(held.every(isRight)).toBe(true)
    }),
  )
})

test('a batch keeps to the limits and to the order, and is never empty', () => {
  const cases = [
    dues,
    fc.bigInt(1n, 500n),
    fc.integer({ min: 1, max: 500 }),
    fc.integer({ min: 1, max: 20 }),
  ] as const
  const size = (refTime: bigint, bytes: number) => ({ weight: { refTime, proofSize: 0n }, bytes })
  const sizes: Sizes = new Map([
    ['transfer', size(10n, 7)],
    ['sink', size(5n, 30)],
    ['loan-refund', size(100n, 3)],
  ])
  fc.assert(
    fc.property(...cases, (due, refTime, bytes, items) => {
      const planned = due.map((one) => ({ ...one, grant: null }))
      const batch = fill(calls, planned, sizes, { refTime, bytes, items })
      expect(batch).toEqual(planned.slice(0, batch.length))
      expect(batch.length).toBeGreaterThanOrEqual(Math.min(1, due.length))
      if (batch.length < 2) return
      const taken = batch.map(({ intent }) => sizes.get(intent.call.kind))
      expect(taken.reduce((sum, one) => sum + (one?.weight.refTime ?? 0n), 0n)).toBeLessThanOrEqual(refTime)
      expect(taken.reduce((sum, one) => sum + (one?.bytes ?? 0), 0)).toBeLessThanOrEqual(bytes)
      expect(batch.length).toBeLessThanOrEqual(items)
    }),
  )
})
