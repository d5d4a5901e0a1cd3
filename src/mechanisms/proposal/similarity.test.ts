import fc from 'fast-check'
import { expect, test } from 'vitest'
import { reading } from '../../../test/support/mined-commands.ts'
import { containment, copiedFrom, FINGERPRINT_SIZE, SUBSTANCE, similarity } from './similarity.ts'
import type { Proposal } from './slice.ts'

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

interface Head {
  readonly seenAt: number
  readonly hashes: readonly number[]
}

function proposal(pull: number, ...heads: readonly Head[]): Proposal {
  const sha = (place: number) => `${pull}-${place}`
  return {
    pull,
    author: { id: pull, login: `miner-${pull}` },
    title: '',
    openedAt: 0,
    updatedAt: 0,
    head: sha(heads.length - 1),
    status: 'open',
    reading: reading(pull, { fingerprint: heads.at(-1)?.hashes ?? [] }),
    heads: heads.map(({ seenAt, hashes }, place) => ({ sha: sha(place), seenAt, fingerprint: hashes })),
  }
}

const [Z, IMPROVED, OTHER] = [
  [1, 2, 3, 4],
  [5, 6, 7, 8],
  [11, 12, 13, 14],
]
const copies = (one: Proposal, other: Proposal) => [
  copiedFrom(one, [one, other], 9_000),
  copiedFrom(other, [one, other], 9_000),
]

test('the later of two that are alike copies the earlier; of the same moment, the higher number', () => {
  expect(copies(proposal(1, { seenAt: 5, hashes: Z }), proposal(2, { seenAt: 3, hashes: Z }))).toEqual([
    2,
    null,
  ])
  expect(copies(proposal(1, { seenAt: 5, hashes: Z }), proposal(2, { seenAt: 5, hashes: Z }))).toEqual([
    null,
    1,
  ])
  expect(copies(proposal(1, { seenAt: 5, hashes: Z }), proposal(2, { seenAt: 5, hashes: OTHER }))).toEqual([
    null,
    null,
  ])
})

test('who had it first stays first, however often either of them pushes the same again', () => {
  const first = proposal(1, { seenAt: 1, hashes: Z }, { seenAt: 9, hashes: Z })
  expect(copies(first, proposal(2, { seenAt: 5, hashes: Z }))).toEqual([null, 1])
})

test('who copies what another has since improved is a copy all the same', () => {
  const first = proposal(1, { seenAt: 1, hashes: Z }, { seenAt: 9, hashes: IMPROVED })
  expect(copies(first, proposal(2, { seenAt: 5, hashes: Z }))).toEqual([null, 1])
})

test('who comes to what another had, and left for something of its own, is no copy of what it has now', () => {
  const first = proposal(1, { seenAt: 1, hashes: Z })
  expect(copies(first, proposal(2, { seenAt: 5, hashes: Z }, { seenAt: 6, hashes: OTHER }))).toEqual([
    null,
    null,
  ])
})

test('what adds nothing copies nothing', () => {
  expect(copies(proposal(1, { seenAt: 1, hashes: [] }), proposal(2, { seenAt: 2, hashes: [] }))).toEqual([
    null,
    null,
  ])
})

const run = (from: number, length = 100) => Array.from({ length }, (_, n) => from * 1_000 + n)
const [ORIGINAL, OWN] = [run(1), run(2, 300)]

test('a copy is not diluted by three times as much text of its own', () => {
  const first = proposal(1, { seenAt: 1, hashes: ORIGINAL })
  expect(copies(first, proposal(2, { seenAt: 2, hashes: [...ORIGINAL, ...OWN] }))).toEqual([null, 1])
  const pushedFirst = proposal(2, { seenAt: 0, hashes: OWN }, { seenAt: 2, hashes: [...ORIGINAL, ...OWN] })
  expect(copies(first, pushedFirst)).toEqual([null, 1])
})

test('who publishes a part of what another had makes no copy of the other, whatever that one pushes next', () => {
  const first = proposal(1, { seenAt: 1, hashes: [...ORIGINAL, ...OWN] })
  const part = proposal(2, { seenAt: 2, hashes: ORIGINAL })
  expect(copies(first, part)).toEqual([null, null])
  const rewritten = proposal(
    1,
    { seenAt: 1, hashes: [...ORIGINAL, ...OWN] },
    { seenAt: 3, hashes: [...ORIGINAL, ...run(3, 350)] },
  )
  expect(copies(rewritten, part)).toEqual([null, null])
  const nearlyPart = proposal(2, { seenAt: 2, hashes: [...ORIGINAL.slice(0, 88), ...run(4, 10)] })
  const nearer = proposal(
    1,
    { seenAt: 1, hashes: [...ORIGINAL, ...OWN] },
    { seenAt: 3, hashes: [...ORIGINAL, ...OWN, ...run(4, 5)] },
  )
  expect(copies(nearer, nearlyPart)).toEqual([null, null])
})

test('who follows another push by push is a copy all the same', () => {
  const version = (n: number) => [...ORIGINAL.slice(n * 7), ...run(5, n * 7)]
  const heads = (start: number, more: readonly number[]) =>
    Array.from({ length: 8 }, (_, n) => ({ seenAt: n * 2 + start, hashes: rising([...version(n), ...more]) }))
  expect(copies(proposal(1, ...heads(0, [])), proposal(2, ...heads(1, OWN)))).toEqual([null, 1])
})

test('what two share that is small, or less than most of the earlier one, makes no copy', () => {
  const piece = run(1, SUBSTANCE - 1)
  expect(
    copies(proposal(1, { seenAt: 1, hashes: piece }), proposal(2, { seenAt: 2, hashes: [...piece, ...OWN] })),
  ).toEqual([null, null])
  const half = [...ORIGINAL.slice(0, 50), ...run(3, 50)]
  expect(
    copies(
      proposal(1, { seenAt: 1, hashes: ORIGINAL }),
      proposal(2, { seenAt: 2, hashes: rising([...half, ...OWN]) }),
    ),
  ).toEqual([null, null])
})

test('of two that took from each other, the one that took first is the copy', () => {
  const [left, right] = [run(1), run(2)]
  const one = proposal(1, { seenAt: 1, hashes: left }, { seenAt: 4, hashes: [...left, ...right] })
  const other = proposal(2, { seenAt: 2, hashes: right }, { seenAt: 3, hashes: [...left, ...right] })
  expect(copies(one, other)).toEqual([null, 1])
})

test('of two, never each copies the other', () => {
  const piece = fc.constantFrom(Z, IMPROVED, OTHER, run(1), run(2), run(3))
  const head = fc.record({
    seenAt: fc.integer({ min: 0, max: 9 }),
    hashes: fc.array(piece, { minLength: 1, maxLength: 3 }).map((pieces) => rising(pieces.flat())),
  })
  const heads = fc.array(head, { minLength: 1, maxLength: 4 })
  fc.assert(
    fc.property(heads, heads, (left, right) => {
      const [one, other] = copies(proposal(1, ...inTime(left)), proposal(2, ...inTime(right)))
      expect(one !== null && other !== null).toBe(false)
    }),
    { numRuns: 2_000 },
  )
})

const inTime = (heads: readonly Head[]) => heads.toSorted((a, b) => a.seenAt - b.seenAt)
