import fc from 'fast-check'
import { expect, test } from 'vitest'
import { reading } from '../../../test/support/mined-commands.ts'
import { rao } from '../money.ts'
import { copiesAmong } from '../proposal/copies.ts'
import type { Candidate, Proposal } from '../proposal/slice.ts'
import type { Scores } from './slice.ts'
import { type Contest, type Standing, standings } from './standings.ts'

interface Given {
  readonly pull: number
  readonly validator: number
  readonly points: number
  readonly at: number
  readonly isStale: boolean
}

interface Scene {
  /** By pull request: what it adds, and when that was first seen. */
  readonly proposals: readonly { readonly fingerprint: readonly number[]; readonly seenAt: number }[]
  readonly scores: readonly Given[]
  readonly stakes: readonly bigint[]
}

const head = (pull: number) => `head-${pull}`

const proposalOf = ({ fingerprint }: Scene['proposals'][number], place: number): Proposal => ({
  pull: place + 1,
  author: { id: 900 + place, login: `miner-${place}` },
  title: '',
  openedAt: 0,
  updatedAt: 0,
  head: head(place + 1),
  status: 'open',
  reading: reading(place + 1, { fingerprint }),
  sightings: [],
})

const candidateOf = ({ fingerprint, seenAt }: Scene['proposals'][number], place: number): Candidate => ({
  pull: place + 1,
  present: fingerprint,
  heads: [{ sha: head(place + 1), seenAt, fingerprint }],
})

function scoresOf(scores: readonly Given[]): Contest['scores'] {
  const byPull: Record<number, Scores> = {}
  for (const { pull, validator, points, at, isStale } of scores) {
    const score = {
      validator: { id: validator, login: `validator-${validator}` },
      head: isStale ? 'an earlier head' : head(pull),
      named: true,
      points,
      criteria: null,
      at,
      round: 1,
      stake: rao(1n),
      source: { kind: 'comment', issue: pull, comment: 1 } as const,
    }
    byPull[pull] = { ...byPull[pull], [validator]: score }
  }
  return byPull
}

const stateOf = ({ proposals, scores }: Scene): Contest => ({
  proposals: Object.fromEntries(proposals.map(proposalOf).map((proposal) => [proposal.pull, proposal])),
  scores: scoresOf(scores),
  copies: copiesAmong(proposals.map(candidateOf), 9_000),
})

const stakesOf = ({ stakes }: Scene) => Object.fromEntries(stakes.map((stake, id) => [id, rao(stake)]))
const stand = (scene: Scene): Standing[] => standings(stateOf(scene), stakesOf(scene), null)

/** Up to six proposals of four contents, up to five validators, who score each proposal once at most. */
const scenes: fc.Arbitrary<Scene> = fc.integer({ min: 1, max: 6 }).chain((proposals) =>
  fc.record({
    proposals: fc.array(
      fc.record({
        fingerprint: fc.constantFrom([1, 2, 3], [4, 5, 6], [7, 8, 9], [10, 11, 12], []),
        seenAt: fc.integer({ min: 0, max: 5 }),
      }),
      { minLength: proposals, maxLength: proposals },
    ),
    scores: fc.uniqueArray(
      fc.record({
        pull: fc.integer({ min: 1, max: proposals }),
        validator: fc.integer({ min: 0, max: 4 }),
        points: fc.integer({ min: 0, max: 10_000 }),
        at: fc.integer({ min: 0, max: 20 }),
        isStale: fc.boolean(),
      }),
      { selector: ({ pull, validator }) => `${pull} ${validator}`, maxLength: 20 },
    ),
    stakes: fc.array(fc.bigInt({ min: 0n, max: 1_000n }), { minLength: 5, maxLength: 5 }),
  }),
)

const runs = { numRuns: 1_000 }
const rankOf = (table: readonly Standing[], pull: number | null) =>
  table.find((standing) => standing.pull === pull)?.rank ?? 0

test('every proposal has its own place, and the ranks count from 1', () => {
  fc.assert(
    fc.property(scenes, (scene) => {
      const table = stand(scene)
      expect(table.map(({ rank }) => rank)).toEqual(scene.proposals.map((_, place) => place + 1))
      expect(new Set(table.map(({ pull }) => pull)).size).toBe(scene.proposals.length)
    }),
  )
})

test('a copy never outranks what it copies, whatever it scored', () => {
  fc.assert(
    fc.property(scenes, (scene) => {
      const table = stand(scene)
      for (const { rank, copyOf } of table) {
        if (copyOf !== null) expect(rank).toBeGreaterThan(rankOf(table, copyOf))
      }
    }),
    runs,
  )
  const scores = [0, 1, 2].map((validator) => ({ pull: 2, validator, points: 10_000, at: 1, isStale: false }))
  const copied = stand({
    proposals: [1, 2].map((seenAt) => ({ fingerprint: [1, 2, 3], seenAt })),
    scores,
    stakes: [5n, 5n, 5n],
  })
  expect(copied).toMatchObject([
    { pull: 1, incentive: 0, copyOf: null },
    { pull: 2, incentive: 65_535, copyOf: 1 },
  ])
})

/** Each is a copy of the one before and the one after it, and of no other: what is between them has come to be like both. */
const chained = Array.from({ length: 5 }, (_, n) => Array.from({ length: 20 }, (_, hash) => hash + n))

test('the table is the plain reading: again and again the best that is left and does not copy one that is left', () => {
  const chains = scenes.chain((scene) =>
    fc
      .array(fc.constantFrom(...chained), {
        minLength: scene.proposals.length,
        maxLength: scene.proposals.length,
      })
      .map((fingerprints) => ({
        ...scene,
        proposals: scene.proposals.map((one, n) => ({ ...one, fingerprint: fingerprints[n] ?? [] })),
      })),
  )
  fc.assert(
    fc.property(chains, (scene) => {
      const table = stand(scene)
      const copyOf = new Map(table.map((row) => [row.pull, row.copyOf]))
      const unlike = scene.proposals.map((one, n) => ({ ...one, fingerprint: [n] }))
      const left = stand({ ...scene, proposals: unlike }).map(({ pull }) => pull)
      const expected: number[] = []
      while (left.length > 0) {
        const free = left.findIndex((pull) => !left.some((other) => other === copyOf.get(pull)))
        expected.push(...left.splice(Math.max(free, 0), 1))
      }
      expect(table.map(({ pull }) => pull)).toEqual(expected)
    }),
    runs,
  )
})

test('but for copies, the higher incentive stands higher, and ties go to the earlier scored head', () => {
  fc.assert(
    fc.property(scenes, (scene) => {
      const originals = stand(scene).filter(({ copyOf }) => copyOf === null)
      const incentives = originals.map(({ incentive }) => incentive)
      expect(incentives).toEqual(incentives.toSorted((a, b) => b - a))
    }),
    runs,
  )
  const times = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 8 })
  fc.assert(
    fc.property(times, (seconds) => {
      const table = stand({
        proposals: seconds.map((_, place) => ({ fingerprint: [place], seenAt: 0 })),
        scores: seconds.map((at, place) => ({
          pull: place + 1,
          validator: 0,
          points: 50,
          at,
          isStale: false,
        })),
        stakes: [1n],
      })
      const expected = seconds
        .map((at, place) => ({ at, pull: place + 1 }))
        .toSorted((a, b) => a.at - b.at || a.pull - b.pull)
      expect(table.map(({ pull }) => pull)).toEqual(expected.map(({ pull }) => pull))
    }),
    runs,
  )
})

test('a stale score counts for nothing', () => {
  fc.assert(
    fc.property(scenes, (scene) => {
      const live = { ...scene, scores: scene.scores.filter(({ isStale }) => !isStale) }
      expect(stand(scene)).toEqual(stand(live))
    }),
    runs,
  )
})

test('nor does the score of a validator without stake', () => {
  fc.assert(
    fc.property(scenes, (scene) => {
      const staked = scene.scores.filter(({ validator }) => (scene.stakes[validator] ?? 0n) > 0n)
      expect(stand(scene)).toEqual(stand({ ...scene, scores: staked }))
    }),
    runs,
  )
})

test('the order in which scores came changes nothing, nor do the names of validators', () => {
  fc.assert(
    fc.property(scenes, (scene) => {
      const table = stand(scene)
      expect(stand({ ...scene, scores: scene.scores.toReversed() })).toEqual(table)
      const renamed = stand({
        ...scene,
        scores: scene.scores.map((score) => ({ ...score, validator: 4 - score.validator })),
        stakes: scene.stakes.toReversed(),
      })
      const bare = (rows: readonly Standing[]) =>
        rows.map((row) => ({ ...row, clipped: row.clipped.map(({ from, to }) => from - to).toSorted() }))
      expect(bare(renamed)).toEqual(bare(table))
    }),
    runs,
  )
})

test('who renumbers the pull requests renumbers the table, where no tie is decided by the number', () => {
  fc.assert(
    fc.property(scenes, (scene) => {
      const size = scene.proposals.length
      const unlike = scene.proposals.map((proposal, place) => ({ ...proposal, fingerprint: [place] }))
      const timed = scene.scores.map((score) => ({ ...score, at: score.pull }))
      const table = stand({ ...scene, proposals: unlike, scores: timed })
      fc.pre(table.every(({ scores }) => scores > 0))
      const mirrored = stand({
        ...scene,
        proposals: unlike,
        scores: timed.map((score) => ({ ...score, pull: size + 1 - score.pull })),
      })
      expect(mirrored.map(({ pull }) => size + 1 - pull)).toEqual(table.map(({ pull }) => pull))
    }),
    runs,
  )
})

test('what the consensus cut is shown with the validator and both weights', () => {
  const give = (validator: number, points: readonly number[]) =>
    points.map((of, place) => ({ pull: place + 1, validator, points: of, at: 1, isStale: false }))
  const table = stand({
    proposals: [
      { fingerprint: [1], seenAt: 0 },
      { fingerprint: [2], seenAt: 0 },
    ],
    scores: [...give(0, [8_000, 2_000]), ...give(1, [8_000, 2_000]), ...give(2, [0, 10_000])],
    stakes: [1n, 1n, 1n],
  })
  expect(table).toMatchObject([
    { pull: 1, consensus: 52_427, clipped: [] },
    { pull: 2, consensus: 13_106, clipped: [{ validator: { id: 2 }, from: 65_535, to: 13_106 }] },
  ])
})
