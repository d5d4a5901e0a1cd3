import fc from 'fast-check'
import { expect, test } from 'vitest'
import { defaultConfig } from '../config.ts'
import { alpha } from '../money.ts'
import { type SalesEvent, type SalesState, sales } from './sales.ts'
import type { SeePurchase } from './slice.ts'
import { type Bought, quote, shareTable, WHOLE } from './table.ts'

const purchase = (block: number, buyer: string, amount: bigint, transfer = 0): SeePurchase => ({
  type: 'SeePurchase',
  buyer,
  alpha: alpha(amount),
  netuid: 2,
  extrinsic: { block, blockHash: `0x${block}`, index: 1, hash: `0x${block}1` },
  transfer,
  at: block * 12_000,
  source: { kind: 'block', block, blockHash: `0x${block}`, extrinsic: 1 },
})

function told(commands: readonly Parameters<typeof sales.decide>[1][], from = sales.initial('sales:1:1')) {
  const events: SalesEvent[] = []
  const state = commands.reduce<SalesState>((now, command) => {
    const { events: made = [] } = sales.decide(now, command, defaultConfig)
    events.push(...made)
    return made.reduce(sales.evolve, now)
  }, from)
  return { state, events }
}

const shares = (...totals: (readonly [string, bigint])[]) =>
  shareTable(totals.map(([coldkey, amount]): Bought => ({ coldkey, amount: alpha(amount) }))).map(
    ({ coldkey, parts }) => [coldkey, Number((parts * 100n) / WHOLE)],
  )

test('S1 in its own numbers: 800 and 200, then another 1,000', () => {
  expect(shares(['a', 800n], ['b', 200n])).toEqual([
    ['a', 80],
    ['b', 20],
  ])
  expect(shares(['a', 800n], ['b', 200n], ['c', 1_000n])).toEqual([
    ['a', 40],
    ['b', 10],
    ['c', 50],
  ])
})

test('what was bought is counted once, however often it is told', () => {
  const both = [purchase(5, 'a', 8n), purchase(6, 'b', 2n), purchase(6, 'b', 3n, 1)]
  const { state, events } = told([...both, ...both])
  expect(state.sales).toMatchObject({ sold: 13n, purchases: 3, last: { block: 6, index: 1, transfer: 1 } })
  expect(events).toHaveLength(3)
})

test('nothing is bought by nothing', () => {
  expect(told([purchase(5, 'a', 0n), purchase(6, 'a', -1n)]).events).toEqual([])
})

const buyers = fc.uniqueArray(
  fc.record({
    coldkey: fc.string({ minLength: 1, maxLength: 3 }),
    amount: fc.bigInt(0n, 2n ** 64n).map(alpha),
  }),
  { selector: ({ coldkey }) => coldkey },
)

test('shares sum to the whole exactly, none is further from its due than one part, and the order changes nothing', () => {
  fc.assert(
    fc.property(buyers, (totals) => {
      const table = shareTable(totals)
      const sold = totals.reduce((sum, { amount }) => sum + amount, 0n)
      expect(table.reduce((sum, { parts }) => sum + parts, 0n)).toBe(sold === 0n ? 0n : WHOLE)
      for (const { amount, parts } of table) {
        const due = WHOLE * amount
        expect(parts * sold - due).toBeLessThan(sold)
        expect(due - parts * sold).toBeLessThan(sold)
      }
      expect(shareTable(totals.toReversed())).toEqual(table)
    }),
  )
})

test('a quote is what the table says once it was bought, within one part', () => {
  fc.assert(
    fc.property(buyers, fc.bigInt(1n, 2n ** 64n), (all, more) => {
      const totals = all.filter(({ coldkey }) => coldkey !== 'new')
      const sold = totals.reduce((sum, { amount }) => sum + amount, 0n)
      const after = shareTable([...totals, { coldkey: 'new', amount: alpha(more) }])
      const own = after.find(({ coldkey }) => coldkey === 'new')?.parts ?? 0n
      expect(own - quote(sold, 0n, more)).toBeGreaterThanOrEqual(0n)
      expect(own - quote(sold, 0n, more)).toBeLessThanOrEqual(1n)
    }),
  )
})
