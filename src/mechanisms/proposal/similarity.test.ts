import fc from 'fast-check'
import { expect, test } from 'vitest'
import { containment, FINGERPRINT_SIZE, SUBSTANCE, similarity } from './similarity.ts'

const u32 = fc.integer({ min: 0, max: 2 ** 32 - 1 })
const rising = (hashes: Iterable<number>) => [...new Set(hashes)].toSorted((a, b) => a - b)
const fingerprintOf = (hashes: Iterable<number>) => rising(hashes).slice(0, FINGERPRINT_SIZE)
const small = fc.array(fc.integer({ min: 0, max: 60 }), { maxLength: 40 }).map(fingerprintOf)

test('of few hashes it is the Jaccard index of the two sets', () => {
  fc.assert(
    fc.property(small, small, (left, right) => {
      const union = new Set([...left, ...right]).size
      const both = left.filter((hash) => right.includes(hash)).length
      expect(similarity(left, right)).toBe(union === 0 ? 0 : Math.floor((both * 10_000) / union))
      expect(similarity(right, left)).toBe(similarity(left, right))
    }),
    { numRuns: 2_000 },
  )
})

test('of many it is near the Jaccard index', () => {
  const scene = fc.tuple(
    fc.integer({ min: 0, max: 10 }),
    fc.uniqueArray(u32, { minLength: 4_000, maxLength: 4_000 }),
  )
  fc.assert(
    fc.property(scene, ([tenths, hashes]) => {
      const shared = tenths * 400
      const half = (hashes.length - shared) / 2
      const left = hashes.slice(0, shared + half)
      const right = [...hashes.slice(0, shared), ...hashes.slice(shared + half)]
      const estimate = similarity(fingerprintOf(left), fingerprintOf(right))
      expect(Math.abs(estimate - tenths * 1_000)).toBeLessThan(2_000)
    }),
    { numRuns: 50 },
  )
})

test('what is certainly less than asked for may be 0, and nothing else changes', () => {
  fc.assert(
    fc.property(small, small, fc.integer({ min: 0, max: 10_000 }), (left, right, least) => {
      const exact = similarity(left, right)
      const asked = similarity(left, right, least)
      expect(asked === exact || (asked === 0 && exact < least)).toBe(true)
    }),
    { numRuns: 2_000 },
  )
})

test('the walk along large ones ends early only where the answer is sure', () => {
  const large = fc.tuple(
    fc.uniqueArray(u32, { minLength: 1_200, maxLength: 1_200 }),
    fc.integer({ min: 0, max: 1_200 }),
  )
  fc.assert(
    fc.property(large, fc.integer({ min: 0, max: 10_000 }), ([hashes, changed], least) => {
      const left = fingerprintOf(hashes)
      const right = fingerprintOf(hashes.map((hash, place) => (place < changed ? hash ^ 1 : hash)))
      expect(similarity(left, right, least) >= least).toBe(similarity(left, right) >= least)
    }),
    { numRuns: 200 },
  )
})

test('how much of a part is in a whole is exact where both are whole', () => {
  const scene = fc.tuple(
    fc.uniqueArray(u32, { minLength: SUBSTANCE, maxLength: 250 }),
    fc.nat(),
    fc.integer({ min: 0, max: 250 }),
  )
  fc.assert(
    fc.property(scene, fc.integer({ min: 0, max: 10_000 }), ([hashes, cut, more], least) => {
      const kept = cut % (hashes.length + 1)
      const own = Array.from({ length: more }, (_, n) => n * 16_000_000 + 1).filter(
        (n) => !hashes.includes(n),
      )
      const exact = Math.floor((kept * 10_000) / hashes.length)
      const whole = fingerprintOf([...hashes.slice(0, kept), ...own])
      expect(containment(fingerprintOf(hashes), whole)).toBe(exact)
      const asked = containment(fingerprintOf(hashes), whole, least)
      expect(asked === exact || (asked === 0 && exact < least)).toBe(true)
    }),
    { numRuns: 300 },
  )
})

test('of large ones it is near, from neither side', () => {
  const scene = fc.tuple(
    fc.integer({ min: 0, max: 10 }),
    fc.uniqueArray(fc.noBias(u32), { minLength: 8_000, maxLength: 8_000 }),
  )
  const errors: number[] = []
  fc.assert(
    fc.property(scene, ([tenths, hashes]) => {
      const part = hashes.slice(0, 2_000)
      const whole = [...part.slice(0, tenths * 200), ...hashes.slice(2_000)]
      const estimate = containment(fingerprintOf(part), fingerprintOf(whole))
      errors.push(estimate - tenths * 1_000)
      expect(Math.abs(estimate - tenths * 1_000)).toBeLessThan(2_000)
    }),
    { numRuns: 50 },
  )
  expect(Math.abs(errors.reduce((sum, error) => sum + error, 0) / errors.length)).toBeLessThan(200)
})

test('of a small piece nothing is said', () => {
  const piece = Array.from({ length: SUBSTANCE - 1 }, (_, n) => n)
  expect(containment(piece, piece)).toBe(0)
  expect(containment([...piece, SUBSTANCE], [...piece, SUBSTANCE])).toBe(10_000)
})
