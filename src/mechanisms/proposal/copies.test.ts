import fc from 'fast-check'
import { expect, test } from 'vitest'
import { copiesAmong } from './copies.ts'
import { containment, FINGERPRINT_SIZE, SUBSTANCE, similarity } from './similarity.ts'
import type { Candidate } from './slice.ts'

const fingerprintOf = (hashes: Iterable<number>) => rising(hashes).slice(0, FINGERPRINT_SIZE)
const rising = (hashes: Iterable<number>) => [...new Set(hashes)].toSorted((a, b) => a - b)

interface Head {
  readonly seenAt: number
  readonly hashes: readonly number[]
}

function proposal(pull: number, ...heads: readonly Head[]): Candidate {
  return {
    pull,
    present: heads.at(-1)?.hashes ?? [],
    heads: heads.map(({ seenAt, hashes }, place) => ({
      sha: `${pull}-${place}`,
      seenAt,
      fingerprint: hashes,
    })),
  }
}

const [Z, IMPROVED, OTHER] = [
  [1, 2, 3, 4],
  [5, 6, 7, 8],
  [11, 12, 13, 14],
]
const copies = (one: Candidate, other: Candidate) => {
  const among = copiesAmong([one, other], 9_000)
  return [among.get(one.pull), among.get(other.pull)]
}

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

/** Up to 14 proposals of up to four heads. Each has most of a few texts, large and small, or nothing, and something of its own. */
const crowd: fc.Arbitrary<{ readonly proposals: Candidate[]; readonly threshold: number }> = fc
  .record({
    sizes: fc.array(fc.constantFrom(1, 3, 20, SUBSTANCE - 1, 80, 300, 900, 2_000), {
      minLength: 1,
      maxLength: 5,
    }),
    seed: fc.nat(),
    threshold: fc.oneof(
      fc.constant(9_000),
      fc.integer({ min: 5_000, max: 10_000 }),
      fc.integer({ min: 0, max: 5_000 }),
    ),
    heads: fc.array(
      fc.array(
        fc.record({
          seenAt: fc.integer({ min: 0, max: 12 }),
          texts: fc.array(fc.nat({ max: 4 }), { maxLength: 2 }),
          kept: fc.constantFrom(100, 100, 97, 91, 90, 89, 60),
          own: fc.constantFrom(0, 0, 1, 10, 60, 400, 3_000),
        }),
        { minLength: 1, maxLength: 4 },
      ),
      { minLength: 2, maxLength: 14 },
    ),
  })
  .map(({ sizes, seed, threshold, heads }) => {
    const next = numbers(seed)
    const texts = sizes.map((size) => Array.from({ length: size }, next))
    const hashesOf = ({ texts: chosen, kept, own }: (typeof heads)[number][number]) => [
      ...chosen.flatMap((n) => (texts[n] ?? []).filter(() => next() % 100 < kept)),
      ...Array.from({ length: own }, next),
    ]
    const proposals = heads.map((each, place) =>
      proposal(
        place + 1,
        ...inTime(each.map((head) => ({ seenAt: head.seenAt, hashes: fingerprintOf(hashesOf(head)) }))),
      ),
    )
    return { proposals, threshold }
  })

/** 32-bit numbers, always the same for a seed (xorshift). */
function numbers(seed: number): () => number {
  let state = seed | 1
  return () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return state >>> 0
  }
}

test('the index leaves out nobody, and the first that fits is the first of all: it is the plain reading', () => {
  let copied = 0
  fc.assert(
    fc.property(crowd, ({ proposals, threshold }) => {
      const expected = proposals.map((one) => [one.pull, plainly(one, proposals, threshold)])
      copied += expected.filter(([, pull]) => pull !== null).length
      expect([...copiesAmong(proposals, threshold)]).toEqual(expected)
    }),
    { numRuns: 150 },
  )
  expect(copied).toBeGreaterThan(150)
})

/** Everybody is compared with everybody. */
function plainly(proposal: Candidate, others: readonly Candidate[], threshold: number): number | null {
  const copied = others
    .filter(({ pull }) => pull !== proposal.pull)
    .flatMap((other) => {
      const at = plainlyAt(proposal, other, threshold)
      if (at === null) return []
      const back = plainlyAt(other, proposal, threshold)
      return back === null || before([at, other.pull], [back, proposal.pull])
        ? [{ pull: other.pull, at }]
        : []
    })
  const [first] = copied.toSorted((a, b) => a.at - b.at || a.pull - b.pull)
  return first?.pull ?? null
}

function plainlyAt(proposal: Candidate, other: Candidate, threshold: number): number | null {
  const present = (of: Candidate) => of.present
  const first = (of: Candidate, isSuch: (fingerprint: readonly number[]) => boolean) =>
    of.heads.find(({ fingerprint }) => isSuch(fingerprint))?.seenAt ?? null
  const taken = (theirs: number | null, own: number | null) =>
    theirs !== null && own !== null && before([theirs, other.pull], [own, proposal.pull]) ? [theirs] : []
  const isLike = (to: Candidate) => (fingerprint: readonly number[]) =>
    similarity(fingerprint, present(to)) >= threshold
  const parts = other.heads.filter(
    ({ fingerprint }) => containment(fingerprint, present(proposal)) >= threshold,
  )
  const times = [
    ...taken(
      first(other, isLike(proposal)),
      first(proposal, isLike(other)) ?? first(proposal, isLike(proposal)),
    ),
    ...[parts[0], parts.at(-1)].flatMap((part) => {
      const hadIt = (whole: readonly number[]) =>
        containment(part?.fingerprint ?? [], whole) >= threshold - 1_000
      return part ? taken(first(other, hadIt), first(proposal, hadIt)) : []
    }),
  ]
  return times.length > 0 ? Math.min(...times) : null
}

/** By time, then by number. */
const before = ([at, pull]: readonly [number, number], [then, other]: readonly [number, number]): boolean =>
  at < then || (at === then && pull < other)
