import fc from 'fast-check'
import { expect, test } from 'vitest'
import { reading } from '../../../test/support/mined-commands.ts'
import { copiedFrom, FINGERPRINT_SIZE, similarity } from './similarity.ts'
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
    fc.uniqueArray(u32, { minLength: 300, maxLength: 300 }),
    fc.integer({ min: 0, max: 300 }),
  )
  fc.assert(
    fc.property(large, fc.integer({ min: 0, max: 10_000 }), ([hashes, changed], least) => {
      const left = fingerprintOf(hashes)
      const right = fingerprintOf(hashes.map((hash, place) => (place < changed ? hash ^ 1 : hash)))
      expect(similarity(left, right, least) >= least).toBe(similarity(left, right) >= least)
    }),
    { numRuns: 500 },
  )
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

test('of two, never each copies the other', () => {
  const head = fc.record({
    seenAt: fc.integer({ min: 0, max: 9 }),
    hashes: fc.constantFrom(Z, IMPROVED, OTHER),
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
