import fc from 'fast-check'
import { expect, test } from 'vitest'
import { CALM } from '../../../test/support/calm.ts'
import { calls } from '../../handlers/calls.ts'
import type { Intent } from '../../mechanisms/intent.ts'
import { rao } from '../../mechanisms/money.ts'
import type { Pot } from '../../mechanisms/pots.ts'
import { potName } from '../../mechanisms/pots.ts'
import { amountOf } from '../call-kinds.ts'
import type { DueIntent } from '../calls.ts'
import { fill, type Sizes } from './limits.ts'
import { pick } from './pick.ts'

const pots = fc.constantFrom<Pot>(
  { kind: 'float' },
  { kind: 'escrow', ordinal: 0 },
  { kind: 'treasury', ordinal: 1 },
)
const amounts = fc.bigInt(0n, 50n).map(rao)
const intentCalls = fc.oneof(
  amounts.map((amount) => ({ kind: 'transfer' as const, to: { coldkey: 'ada' }, amount })),
  amounts.map((amount) => ({ kind: 'sink' as const, sink: { kind: 'burn' as const }, amount })),
  fc.nat().map((loan) => ({ kind: 'loan-refund' as const, loan })),
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

test('no cap is ever passed, none that fits is held, and nothing is forgotten', () => {
  const cases = [
    dues,
    amounts,
    amounts,
    fc.dictionary(fc.constantFrom('float', 'escrow:0'), amounts),
  ] as const
  fc.assert(
    fc.property(...cases, (due, perIntent, perDay, before) => {
      const spent = new Map(Object.entries(before))
      const { go, held } = pick(calls, due, { perIntent, perDay }, { ...CALM, spent })
      expect([...go.map(({ intent }) => intent.key), ...held.map(({ key }) => key)].toSorted()).toEqual(
        due.map(({ intent }) => intent.key).toSorted(),
      )
      for (const { intent } of go) expect(amountOf(calls, intent.call, 0n)).toBeLessThanOrEqual(perIntent)
      for (const name of ['float', 'escrow:0', 'treasury:1']) {
        const out = go.filter(
          ({ intent }) => potName(intent.pot) === name && amountOf(calls, intent.call, 0n) > 0n,
        )
        const sum = out.reduce(
          (total, { intent }) => total + amountOf(calls, intent.call, 0n),
          spent.get(name) ?? 0n,
        )
        if (out.length > 0) expect(sum).toBeLessThanOrEqual(perDay)
      }
      for (const { reason } of held) expect(reason).toMatch(/ cap /)
      const moving = due
        .filter(({ intent }) => amountOf(calls, intent.call, 0n) > 0n)
        .map(({ intent }) => intent.key)
      expect(held.every(({ key }) => moving.includes(key))).toBe(true)
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
      const batch = fill(calls, due, sizes, { refTime, bytes, items })
      expect(batch).toEqual(due.slice(0, batch.length))
      expect(batch.length).toBeGreaterThanOrEqual(Math.min(1, due.length))
      if (batch.length < 2) return
      const taken = batch.map(({ intent }) => sizes.get(intent.call.kind))
      expect(taken.reduce((sum, one) => sum + (one?.weight.refTime ?? 0n), 0n)).toBeLessThanOrEqual(refTime)
      expect(taken.reduce((sum, one) => sum + (one?.bytes ?? 0), 0)).toBeLessThanOrEqual(bytes)
      expect(batch.length).toBeLessThanOrEqual(items)
    }),
  )
})
