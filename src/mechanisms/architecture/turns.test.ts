import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ChainStep } from './architecture.ts'
import { goesAt, openFrom, queueOf, retimed } from './turns.ts'

const epochs = fc.record({
  next: fc.integer({ min: 1, max: 100_000 }),
  every: fc.integer({ min: 1, max: 50_400 }),
  closed: fc.integer({ min: 0, max: 20 }),
})
const block = fc.integer({ min: 1, max: 200_000 })
const step: ChainStep = { kind: 'mechanism-count', count: 2 }

/** How many blocks are left to the next epoch: none in its own. */
const left = (at: number, { next, every }: { next: number; every: number }) =>
  (((next - at) % every) + every) % every

test('no call goes in the last blocks of an epoch, and none waits longer than it must', () => {
  fc.assert(
    fc.property(block, epochs, (at, when) => {
      const open = openFrom(at, when)
      if (when.every <= when.closed) return open === at
      return (
        open >= at && open - at <= when.closed + 10 && (when.closed === 0 || left(open, when) >= when.closed)
      )
    }),
  )
})

test('each goes after the one before it, and never before its limit', () => {
  fc.assert(
    fc.property(fc.array(block, { maxLength: 8 }), block, fc.option(epochs), (opens, after, when) => {
      const queue = queueOf(
        opens.map(() => step),
        opens,
        after,
        when,
      )
      return queue.every(({ turn: { from } }, place) => {
        const before = queue[place - 1]?.turn.from ?? after
        return from > before && from >= (opens[place] ?? 0)
      })
    }),
  )
})

test('it waits for its block, and then for the epoch that has come near', () => {
  const turn = { from: 1_000, epochs: { next: 1_200, every: 360, closed: 10 } }
  expect(goesAt(turn, 900)).toBe(1_000)
  expect(goesAt(turn, 999)).toBeNull()
  expect(goesAt(turn, 1_178)).toBeNull()
  expect(goesAt(turn, 1_185)).toBe(1_201)
  expect(goesAt(turn, 1_200)).toBeNull()
  expect(goesAt({ from: 5, epochs: null }, 1_185)).toBeNull()
})

const tempo: ChainStep = { kind: 'hyperparameter', name: 'tempo', value: 1_000n }

test('what goes after a new tempo is held against the epochs from its block on', () => {
  const every = 360
  const [first, second] = queueOf([tempo, step], [0, 0], 900, { next: 1_200, every, closed: 10 })
  expect(first?.turn).toEqual({ from: 901, epochs: { next: 1_200, every, closed: 10 } })
  expect(second?.turn).toEqual({ from: 902, epochs: { next: 1_901, every: 1_000, closed: 10 } })
  const landed = second && retimed(second.turn, tempo, 950)
  expect(landed).toEqual({ from: 902, epochs: { next: 1_950, every: 1_000, closed: 10 } })
  expect(landed && goesAt(landed, 1_190)).toBeNull()
  expect(landed && goesAt(landed, 1_939)).toBe(1_951)
  expect(second && retimed(second.turn, tempo, null).epochs).toBeNull()
  expect(second && retimed(second.turn, step, 950)).toEqual(second?.turn)
})
