import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isBeforeRound, roundFor } from './timelock.ts'

// drand's quicknet.
const quicknet = { genesis: 1_692_803_367, period: 3 }
const epochs = { next: 1_440, every: 360, closed: 10 }
const now = { block: 1_200, at: 1_767_225_600_000, slotDuration: 12_000 }

test('what is committed in an epoch is opened in the next, three blocks after it begins', () => {
  const first = roundFor(1_210, epochs, 1, now, quicknet)
  expect(first.opensIn).toBe(1_440)
  expect(first.readableAt).toBe(now.at + 243 * 12_000)
  // Its epoch is over 360 blocks later.
  expect(first.overAt).toBe(now.at + 603 * 12_000)
  expect(first.round).toBe((first.readableAt / 1_000 - quicknet.genesis) / 3 + 1)
  expect(roundFor(1_439, epochs, 1, now, quicknet).opensIn).toBe(1_440)
  expect(roundFor(1_440, epochs, 1, now, quicknet).opensIn).toBe(1_800)
  expect(roundFor(1_210, epochs, 3, now, quicknet).opensIn).toBe(2_160)
})

test('the beacon signs the round by then, and not before whatever it hides lies in its block', () => {
  const some = fc.record({
    from: fc.integer({ min: 1_201, max: 9_000 }),
    every: fc.integer({ min: 20, max: 5_000 }),
    left: fc.integer({ min: 1, max: 400 }),
    reveal: fc.integer({ min: 1, max: 100 }),
    at: fc.integer({ min: 1_692_803_367_000, max: 1_892_803_367_000 }),
  })
  fc.assert(
    fc.property(some, ({ from, every, left, reveal, at }) => {
      const round = roundFor(
        from,
        { next: now.block + left, every, closed: 0 },
        reveal,
        { ...now, at },
        quicknet,
      )
      const wanted = at + (round.opensIn + 3 - now.block) * 12_000
      expect(round.opensIn).toBeGreaterThan(from)
      expect(round.readableAt).toBeLessThanOrEqual(wanted)
      expect(round.readableAt).toBeGreaterThan(wanted - 3_000)
      expect(round.readableAt).toBeGreaterThan(at + (from - now.block) * 12_000)
    }),
  )
})

test('whoever commits too shortly before the round is refused by the chain', () => {
  const timelock = { hotkey: '5F', publicKey: '0x', round: 1, readableAt: 0, opensIn: 1_440 }
  expect(isBeforeRound(timelock, 1_439)).toBe(true)
  expect(isBeforeRound(timelock, 1_440)).toBe(false)
})
