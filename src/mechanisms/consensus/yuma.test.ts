import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ONE, toU16 } from './fixed.ts'
import { type Consensus, type Votes, yuma } from './yuma.ts'

const U16 = 65_535

/** Known answers: the stakes and rows of the chain's own tests, in tenths; a missing tenth is one nobody else scored. */
test.each([
  { majority: 0.24, consensus: [0, 0.3, 0.4] },
  { majority: 0.26, consensus: [0, 0.2, 0.4] },
  { majority: 0.76, consensus: [0, 0.2, 0.1] },
])('with a majority of $majority the columns agree on $consensus', ({ majority, consensus }) => {
  const rows = [
    [0, 1, 0],
    [0, 2, 4],
    [0, 3, 1],
    [0, 4, 5],
  ]
  const weights = rows.map((row, place) => {
    const rest = 10 - row.reduce((sum, tenth) => sum + tenth, 0)
    return [...row, ...rows.map((_, own) => (own === place ? rest : 0))]
  })
  const result = yuma({ stakes: [0n, 75n, 25n, 0n], weights, kappa: Math.floor(majority * U16) })
  expect(result.consensus.slice(0, 3)).toEqual(consensus.map((share) => toU16(Math.floor(share * ONE))))
})

test('one validator who gives all to one proposal gives it everything', () => {
  expect(yuma({ stakes: [5n], weights: [[0, 80]] })).toEqual({
    weights: [[0, U16]],
    clipped: [[0, U16]],
    consensus: [0, U16],
    ranks: [0n, 2n ** 32n],
    incentive: [0, U16],
    validatorTrust: [U16],
  })
})

test('a colluder with a third of the stake is clipped to what the others gave', () => {
  const { clipped, consensus, incentive, validatorTrust } = yuma({
    stakes: [1n, 1n, 1n],
    weights: [
      [80, 20],
      [80, 20],
      [0, 100],
    ],
  })
  expect(consensus).toEqual([52_427, 13_106])
  expect(clipped).toEqual([
    [52_427, 13_106],
    [52_427, 13_106],
    [0, 13_106],
  ])
  expect(incentive).toEqual([47_661, 17_873])
  expect(validatorTrust).toEqual([65_534, 65_534, 13_106])
})

const stakes = fc.bigInt({ min: 0n, max: 21_000_000n * 10n ** 9n })
const weight = fc.oneof(fc.integer({ min: 0, max: 10_000 }), fc.constant(0))

/** Up to ten validators and eight proposals, every row as long as the others. */
const votes: fc.Arbitrary<Votes> = fc
  .tuple(fc.integer({ min: 0, max: 10 }), fc.integer({ min: 0, max: 8 }), fc.integer({ min: 0, max: U16 }))
  .chain(([rows, columns, kappa]) =>
    fc.record({
      stakes: fc.array(stakes, { minLength: rows, maxLength: rows }),
      weights: fc.array(fc.array(weight, { minLength: columns, maxLength: columns }), {
        minLength: rows,
        maxLength: rows,
      }),
      kappa: fc.constantFrom(32_767, kappa),
    }),
  )

const runs = { numRuns: 1_000 }

test('it is the plain reading of the algorithm in whole numbers, bit for bit', () => {
  fc.assert(
    fc.property(votes, (given) => {
      expect(yuma(given)).toEqual(plainly(given))
    }),
    runs,
  )
})

test('at the very edge of kappa too, where a bit decides', () => {
  const edge = fc
    .tuple(fc.integer({ min: 1, max: 30_000 }), fc.integer({ min: 1, max: 30_000 }), fc.boolean())
    .map(([one, two, isUpper]) => ({
      stakes: [BigInt(one), BigInt(two), BigInt(U16 - one - two)],
      weights: [
        [1, 2, 0],
        [2, 0, 1],
        [0, 1, 2],
      ],
      kappa: isUpper ? U16 - one : one + two,
    }))
  fc.assert(
    fc.property(edge, (given) => {
      expect(yuma(given)).toEqual(plainly(given))
    }),
    runs,
  )
})

test('scaling the row of one validator, or all stakes, changes nothing', () => {
  fc.assert(
    fc.property(votes, fc.nat(), fc.integer({ min: 1, max: 2 ** 38 }), (given, nth, factor) => {
      const row = nth % Math.max(given.weights.length, 1)
      const weights = given.weights.map((cells, place) =>
        place === row ? cells.map((cell) => cell * factor) : cells,
      )
      const scaled = given.stakes.map((stake) => stake * BigInt(factor))
      expect(yuma({ ...given, weights, stakes: scaled })).toEqual(yuma(given))
    }),
    runs,
  )
})

const permuted = fc.tuple(votes, fc.infiniteStream(fc.nat())).map(([given, keys]) => ({
  given,
  rows: shuffled(given.weights.length, keys),
  columns: shuffled(given.weights[0]?.length ?? 0, keys),
}))

test('the order of validators and of proposals permutes the result and changes nothing else', () => {
  fc.assert(
    fc.property(permuted, ({ given, rows, columns }) => {
      const pick = <T>(values: readonly T[], order: readonly number[]) =>
        order.map((place) => values[place] as T)
      const table = <T>(cells: readonly (readonly T[])[]) =>
        pick(cells, rows).map((row) => pick(row, columns))
      const { weights, clipped, consensus, ranks, incentive, validatorTrust } = yuma(given)
      const moved = { ...given, stakes: pick(given.stakes, rows), weights: table(given.weights) }
      expect(yuma(moved)).toEqual({
        weights: table(weights),
        clipped: table(clipped),
        consensus: pick(consensus, columns),
        ranks: pick(ranks, columns),
        incentive: pick(incentive, columns),
        validatorTrust: pick(validatorTrust, rows),
      })
    }),
    runs,
  )
})

test('a minority below kappa cannot raise what it wants above what somebody else gives it', () => {
  const scene = fc.record({
    honest: fc.array(
      fc.tuple(fc.bigInt({ min: 1n, max: 1_000n }), fc.array(weight, { minLength: 4, maxLength: 4 })),
      {
        minLength: 1,
        maxLength: 6,
      },
    ),
    coalition: fc.array(
      fc.tuple(fc.bigInt({ min: 1n, max: 1_000n }), fc.array(weight, { minLength: 4, maxLength: 4 })),
      {
        minLength: 1,
        maxLength: 6,
      },
    ),
  })
  fc.assert(
    fc.property(scene, ({ honest, coalition }) => {
      const stakeOf = (members: typeof honest) => members.reduce((sum, [stake]) => sum + stake, 0n)
      fc.pre(stakeOf(coalition) * 100n < (stakeOf(coalition) + stakeOf(honest)) * 49n)
      const all = [...honest, ...coalition]
      const result = yuma({ stakes: all.map(([stake]) => stake), weights: all.map(([, row]) => row) })
      const given = result.weights.slice(0, honest.length)
      for (const [proposal, consensus] of result.consensus.entries()) {
        expect(consensus).toBeLessThanOrEqual(Math.max(...given.map((row) => row[proposal] ?? 0)))
        for (const row of result.clipped) expect(row[proposal]).toBeLessThanOrEqual(consensus)
      }
    }),
    runs,
  )
})

test('where honest validators agree, a minority cannot make what they give nothing rank at all', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 49 }),
      fc.array(weight, { minLength: 2, maxLength: 6 }),
      (minority, row) => {
        fc.pre(row.some((cell) => cell > 0))
        const { ranks } = yuma({
          stakes: [BigInt(100 - minority), BigInt(minority)],
          weights: [
            [...row, 0],
            [...row.map(() => 0), 100],
          ],
        })
        expect(ranks.at(-1)).toBe(0n)
      },
    ),
  )
})

test('incentives sum to the whole, but for a unit each, as soon as anything ranks', () => {
  fc.assert(
    fc.property(votes, (given) => {
      const { incentive, ranks } = yuma(given)
      const sum = incentive.reduce((left, share) => left + share, 0)
      const isRanked = ranks.some((rank) => rank > 0n)
      expect(sum).toBeLessThanOrEqual(U16)
      expect(sum).toBeGreaterThanOrEqual(isRanked ? U16 - incentive.length - 1 : 0)
      if (!isRanked) expect(sum).toBe(0)
    }),
    runs,
  )
})

test('nothing, no stake and empty rows agree on nothing', () => {
  const nothing = { weights: [], clipped: [], consensus: [], ranks: [], incentive: [], validatorTrust: [] }
  expect(yuma({ stakes: [], weights: [] })).toEqual(nothing)
  expect(
    yuma({
      stakes: [0n, 0n],
      weights: [
        [1, 2],
        [3, 4],
      ],
    }),
  ).toMatchObject({
    consensus: [0, 0],
    incentive: [0, 0],
    validatorTrust: [0, 0],
  })
  expect(yuma({ stakes: [3n, 1n], weights: [[], [5, 5]] })).toMatchObject({
    consensus: [0, 0],
    ranks: [0n, 0n],
  })
  expect(yuma({ stakes: [1n, 1n, 5n], weights: [[7]] })).toMatchObject({ validatorTrust: [0, 0, 0] })
})

test('whatever comes in, it answers in the same shape', () => {
  const cell = fc.oneof(
    fc.double(),
    fc.maxSafeInteger(),
    fc.constantFrom(Number.MAX_VALUE, Number.NaN, -1, 0.5),
  )
  const anything = fc.record({
    stakes: fc.array(fc.bigInt(), { maxLength: 6 }),
    weights: fc.array(fc.array(cell, { maxLength: 6 }), { maxLength: 6 }),
    kappa: fc.oneof(fc.double(), fc.integer()),
  })
  fc.assert(
    fc.property(anything, (given) => {
      const result = yuma(given)
      const rows = Math.max(given.stakes.length, given.weights.length)
      const columns = Math.max(0, ...given.weights.map((row) => row.length))
      expect(shape(result)).toEqual({ rows, columns })
      const shares = [...result.weights, ...result.clipped, result.consensus, result.incentive].flat()
      expect(shares.every((share) => Number.isInteger(share) && share >= 0 && share <= U16)).toBe(true)
    }),
    runs,
  )
})

function shape({ weights, clipped, consensus, ranks, incentive, validatorTrust }: Consensus) {
  const rows = new Set([weights.length, clipped.length, validatorTrust.length])
  const columns = new Set([consensus, ranks, incentive, ...weights, ...clipped].map((line) => line.length))
  expect([rows.size, columns.size]).toEqual([1, 1])
  return { rows: [...rows][0], columns: [...columns][0] }
}

function shuffled(size: number, keys: Iterator<number>): number[] {
  return Array.from({ length: size }, (_, place) => ({ place, key: Number(keys.next().value) }))
    .toSorted((a, b) => a.key - b.key)
    .map(({ place }) => place)
}

/** The algorithm read plainly, every value a whole number of 2^-32 in a bigint. */
function plainly({ stakes: given, weights: table, kappa = 32_767 }: Votes): Consensus {
  const normal = (values: readonly bigint[]) => {
    const whole = values.reduce((sum, value) => sum + value, 0n)
    return values.map((value) => (whole === 0n ? value : (value << 32n) / whole))
  }
  const weights = table.map((row) => normal(row.map(BigInt)))
  const stake = normal(normal(given))
  const voters = stake.flatMap((share, row) => (share > 0n ? [row] : []))
  const voting = normal(voters.map((row) => stake[row] ?? 0n))
  const minority = voting.reduce((sum, share) => sum + share, 0n) - (BigInt(kappa) << 32n) / BigInt(U16)
  const columns = (weights[0] ?? []).map((_, column) => column)
  const consensus = columns.map((column) => {
    const scores = voters
      .map((row, place) => ({ score: weights[row]?.[column] ?? 0n, stake: voting[place] ?? 0n }))
      .toSorted((a, b) => Number(a.score - b.score))
    let seen = 0n
    for (const [place, { score, stake: share }] of scores.entries()) {
      seen += share
      if (seen > minority && score !== scores[place + 1]?.score) return score
    }
    return scores.at(-1)?.score ?? 0n
  })
  const clipped = weights.map((row) =>
    row.map((cell, column) => (cell < (consensus[column] ?? 0n) ? cell : (consensus[column] ?? 0n))),
  )
  const ranks = columns.map((column) =>
    clipped.reduce((sum, row, place) => sum + (((row[column] ?? 0n) * (stake[place] ?? 0n)) >> 32n), 0n),
  )
  const u16 = (value: bigint) => Number((value * BigInt(U16)) >> 32n)
  return {
    weights: weights.map((row) => row.map(u16)),
    clipped: clipped.map((row) => row.map(u16)),
    consensus: consensus.map(u16),
    ranks,
    incentive: normal(ranks).map(u16),
    validatorTrust: clipped.map((row) => u16(row.reduce((sum, cell) => sum + cell, 0n))),
  }
}
