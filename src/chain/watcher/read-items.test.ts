import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Outcome } from '../../mechanisms/intent.ts'
import { rao } from '../../mechanisms/money.ts'
import type { ChainEvent, EventBody } from './block.ts'
import { readItems } from './read-items.ts'

const inExtrinsic = (bodies: readonly EventBody[]): ChainEvent[] =>
  bodies.map((body) => ({ extrinsic: 1, ...body }))

const moved: EventBody = { kind: 'transfer', from: 'pot', to: 'ada', amount: 1n }
const done: EventBody = { kind: 'item-completed' }
const batchEnd: EventBody = { kind: 'batch-completed' }
const failed = (error: string): EventBody => ({ kind: 'item-failed', error })
const executed = (error: string | null): EventBody => ({ kind: 'proxy-executed', error })

/** What a call comes to: it moves, the chain refuses it, or the proxy that it went through says so. */
type Fate = 'moves' | 'refused' | 'refused by proxy' | 'moves by proxy'
const fate = fc.constantFrom<Fate>('moves', 'refused', 'refused by proxy', 'moves by proxy')

const callEvents: Record<Fate, readonly EventBody[]> = {
  moves: [moved, done],
  refused: [failed('Token.FundsUnavailable')],
  'refused by proxy': [executed('Token.FundsUnavailable'), done],
  'moves by proxy': [moved, executed(null), done],
}
const isRefused = (one: Fate): boolean => one.startsWith('refused')
const error = 'Token.FundsUnavailable'

const leaf = fc.boolean().map((moves) => ({ kind: 'leaf' as const, moves }))
const bulk = fc.record({
  kind: fc.constant('bulk' as const),
  refused: fc.boolean(),
  rows: fc.array(fate, { minLength: 1, maxLength: 6 }),
})
type Item =
  | { readonly kind: 'leaf'; readonly moves: boolean }
  | { readonly kind: 'bulk'; readonly refused: boolean; readonly rows: readonly Fate[] }

/** The events as the chain emits them: the rows of a bulk payment end before the item that holds them. */
function eventsOf(item: Item): readonly EventBody[] {
  if (item.kind === 'leaf') return item.moves ? callEvents.moves : callEvents.refused
  if (item.refused) return [failed('System.CallFiltered')]
  return [...item.rows.flatMap((row) => callEvents[row]), batchEnd, done]
}

function expected(item: Item): Outcome {
  if (item.kind === 'leaf') return item.moves ? { ok: true } : { ok: false, error }
  if (item.refused) return { ok: false, error: 'System.CallFiltered' }
  const failedRows = item.rows.flatMap((row, place) =>
    isRefused(row) ? [{ place, error, moved: rao(0n) }] : [],
  )
  return { ok: true, failedRows }
}

const shapeOf = (items: readonly Item[], leading = 0) => ({
  pots: items.map(() => 'pot'),
  rows: new Map(
    items.flatMap((item, place) => (item.kind === 'bulk' ? [[place, item.rows.length] as const] : [])),
  ),
  leading,
})

const items = fc.array(fc.oneof(leaf, bulk), { minLength: 1, maxLength: 6 })

test('rows and items are told apart, whatever failed and whatever came before in the same extrinsic', () => {
  fc.assert(
    fc.property(items, fc.array(fate, { maxLength: 4 }), (batch, before) => {
      const events = [...before.flatMap((one) => callEvents[one]), ...batch.flatMap(eventsOf), batchEnd]
      expect(readItems(inExtrinsic(events), shapeOf(batch, before.length), null)).toEqual(batch.map(expected))
    }),
  )
})

test('nothing is concluded where ends are missing, and a whole that was refused is refused for each', () => {
  fc.assert(
    fc.property(items, fc.nat(), (batch, which) => {
      const events = batch.flatMap(eventsOf)
      const ends = events.flatMap((event, place) => (event.kind.startsWith('item-') ? [place] : []))
      const without = events.filter((_, place) => place !== ends[which % ends.length])
      expect(readItems(inExtrinsic(without), shapeOf(batch), null)).not.toEqual(batch.map(expected))
      expect(readItems(inExtrinsic(events), shapeOf(batch, 1), null)).toBeNull()
      expect(readItems(inExtrinsic([]), shapeOf(batch), 'Proxy.NotProxy')).toEqual(
        batch.map(() => ({ ok: false, error: 'Proxy.NotProxy' })),
      )
    }),
  )
})

test('a completed bulk payment whose batch has no end is not concluded', () => {
  const shape = { pots: ['pot'], rows: new Map([[0, 2]]), leading: 0 }
  expect(readItems(inExtrinsic([moved, done, moved, done, done]), shape, null)).toBeNull()
  expect(readItems(inExtrinsic([moved, done, batchEnd, done]), shape, null)).toBeNull()
})

test('rows that are items themselves are told apart; what a proxy may not do at all fails as a whole', () => {
  const shape = (count: number) => ({ pots: ['pot'], rows: new Map([[0, count]]), leading: 0, isFlat: true })
  fc.assert(
    fc.property(fc.array(fate, { minLength: 1, maxLength: 6 }), (rows) => {
      const events = inExtrinsic([...rows.flatMap((row) => callEvents[row]), batchEnd])
      const failedRows = rows.flatMap((row, place) =>
        isRefused(row) ? [{ place, error, moved: rao(0n) }] : [],
      )
      expect(readItems(events, shape(rows.length), null)).toEqual([{ ok: true, failedRows }])
      expect(readItems(events, shape(rows.length + 1), null)).toBeNull()
    }),
  )
  for (const row of [[executed('System.CallFiltered'), done], [failed('Proxy.NotProxy')]]) {
    const events = inExtrinsic([...row, ...row, batchEnd])
    const told = row.flatMap((event) => ('error' in event ? [event.error] : []))
    expect(readItems(events, shape(2), null)).toEqual([{ ok: false, error: told[0] }])
  }
})

test('an item that went through a proxy fails as the proxy says', () => {
  const shape = { pots: ['pot', 'pot'], leading: 0 }
  const events = inExtrinsic([moved, executed(null), done, executed(error), done, batchEnd])
  expect(readItems(events, shape, null)).toEqual([{ ok: true }, { ok: false, error }])
})
