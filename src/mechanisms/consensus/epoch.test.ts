import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type EpochInput, epoch } from './epoch.ts'

const U16 = 65_535
const NONE = [0, 0, 0, 0, 0, 0, 0, 0]
const ROW = [0, 0, 0, 0, 16_383, 32_767, 49_149, 65_535]
const only = (uid: number) => NONE.map((_, on) => (on === uid ? U16 : 0))

/** The chain's own `test_bonds`: four validators, four miners, and one validator after the other turns to itself. */
const STEPS = [
  {
    weights: [ROW, ROW, ROW, ROW],
    column: 4,
    bonds: [16_383, 32_767, 49_151, 65_535],
    paid: [
      49_999_998, 99_999_999, 150_000_000, 200_000_001, 49_998_779, 100_000_610, 149_996_337, 200_004_272,
    ],
  },
  {
    weights: [only(0), ROW, ROW, ROW],
    column: 4,
    bonds: [14_582, 32_767, 49_151, 65_535],
    paid: [
      44_998_351, 101_110_561, 151_667_215, 202_223_870, 49_998_779, 100_000_610, 149_996_337, 200_004_272,
    ],
  },
  {
    weights: [only(0), only(1), ROW, ROW],
    column: 4,
    bonds: [12_603, 28_321, 49_151, 65_535],
    paid: [
      40_496_805, 90_999_783, 157_929_636, 210_573_773, 49_998_779, 100_000_610, 149_996_337, 200_004_272,
    ],
  },
  {
    weights: [only(0), only(1), only(2), ROW],
    column: 7,
    bonds: [12_602, 28_320, 49_150, 65_535],
    paid: [99_999_999, 199_999_999, 299_999_999, 399_999_999, 0, 0, 0, 0],
  },
  {
    weights: [only(0), only(1), only(7), ROW],
    column: 7,
    bonds: [10_951, 24_609, 49_150, 65_535],
    paid: [36_443_733, 81_898_628, 163_565_493, 218_092_144, 0, 0, 0, 500_000_000],
  },
  {
    weights: [only(0), only(1), only(7), ROW],
    column: 7,
    bonds: [9_559, 21_482, 49_150, 65_535],
    paid: [32_799_427, 73_706_612, 168_638_129, 224_855_830, 0, 0, 0, 500_000_000],
  },
  {
    weights: [only(0), only(1), only(7), ROW],
    column: 7,
    bonds: [8_376, 18_824, 49_150, 65_535],
    paid: [29_518_068, 66_336_137, 173_203_134, 230_942_659, 0, 0, 0, 500_000_000],
  },
]

test('epoch after epoch, bonds and pay are the chain’s to the unit', () => {
  let bonds: EpochInput['bonds'] = []
  for (const step of STEPS) {
    const result = epoch({
      stakes: [1n, 2n, 3n, 4n, 0n, 0n, 0n, 0n],
      weights: [...step.weights, NONE, NONE, NONE, NONE],
      bonds,
      kappa: 32_767,
      bondsMovingAverage: 900_000,
      bondsPenalty: U16,
      emission: 1_000_000_000n,
    })
    bonds = result.bonds
    expect(bonds.slice(0, 4).map((row) => row[step.column])).toEqual(step.bonds)
    expect(
      result.serverEmission.map((paid, uid) => Number(paid + (result.validatorEmission[uid] ?? 0n))),
    ).toEqual(step.paid)
  }
})

const first = (changes: Partial<EpochInput>) =>
  epoch({
    stakes: [1n, 2n, 3n, 4n, 0n, 0n, 0n, 0n],
    weights: [ROW, ROW, ROW, ROW],
    bonds: [],
    emission: 1_000_000_000n,
    ...changes,
  })

test('incentive, consensus and trust of the first epoch', () => {
  expect(first({})).toMatchObject({
    stakeWeight: [6_553, 13_106, 19_660, 26_213, 0, 0, 0, 0],
    consensus: [0, 0, 0, 0, 6_553, 13_107, 19_660, 26_214],
    incentive: [0, 0, 0, 0, 6_553, 13_107, 19_660, 26_214],
    dividends: [6_553, 13_106, 19_660, 26_214, 0, 0, 0, 0],
    validatorTrust: [65_534, 65_534, 65_534, 65_534, 0, 0, 0, 0],
  })
})

test('who has no permit or was not active has no say; a permit alone keeps the trust', () => {
  const forbidden = first({ permits: [true, true, true, false] })
  expect(forbidden.validatorTrust).toEqual([65_534, 65_534, 65_534, 0, 0, 0, 0, 0])
  expect(forbidden.dividends.slice(0, 4)).toEqual([10_922, 21_844, 32_767, 0])
  const inactive = first({ active: [true, true, true, false] })
  expect(inactive.validatorTrust[3]).toBe(65_534)
  expect(inactive.dividends[3]).toBe(0)
})

test('only the owner may weigh itself', () => {
  const weights = [only(0), only(0), only(0), only(3)]
  expect(first({ weights }).incentive).toEqual([U16, 0, 0, 0, 0, 0, 0, 0])
  expect(first({ weights: [only(0), only(1), only(2), only(3)] }).incentive).toEqual(NONE)
  expect(first({ weights: [only(0), only(1), only(2), only(3)], kappa: 20_000, owner: 3 }).incentive).toEqual(
    only(3),
  )
})

test('without the penalty bonds do not feel the clipping', () => {
  const weights = [ROW, ROW, ROW, only(4)]
  const [felt, half, unfelt] = [U16, 32_768, 0].map(
    (bondsPenalty) => first({ weights, bondsPenalty }).dividends[3] ?? 0,
  )
  expect(felt).toBeLessThan(half ?? 0)
  expect(half).toBeLessThan(unfelt ?? 0)
})

const input = fc.integer({ min: 0, max: 8 }).chain((size) => {
  const u16 = fc.integer({ min: 0, max: U16 })
  const table = fc.array(fc.array(u16, { minLength: size, maxLength: size }), {
    minLength: size,
    maxLength: size,
  })
  const mask = fc.array(fc.boolean(), { minLength: size, maxLength: size })
  return fc.record({
    stakes: fc.array(fc.bigInt({ min: 0n, max: 2n ** 64n }), { minLength: size, maxLength: size }),
    weights: table,
    bonds: table,
    permits: mask,
    active: mask,
    kappa: u16,
    bondsPenalty: fc.oneof(u16, fc.constantFrom(0, U16)),
    bondsMovingAverage: fc.integer({ min: 0, max: 1_000_000 }),
    emission: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
  })
})

test('no more is paid than there is, all but a few units of it where anybody has stake, and u16 stays u16', () => {
  fc.assert(
    fc.property(input, (given) => {
      const result = epoch(given)
      const paid = [...result.serverEmission, ...result.validatorEmission].reduce(
        (sum, part) => sum + part,
        0n,
      )
      expect(paid).toBeLessThanOrEqual(given.emission)
      const lost = given.emission - paid
      const isStaked = given.stakes.some((stake) => stake > 0n)
      if (isStaked) expect(lost).toBeLessThanOrEqual((given.emission * 64n) / 2n ** 32n + 64n)
      const shares = [
        result.incentive,
        result.dividends,
        result.consensus,
        result.validatorTrust,
        ...result.bonds,
      ]
      expect(shares.flat().every((share) => Number.isInteger(share) && share >= 0 && share <= U16)).toBe(true)
    }),
    { numRuns: 1_000 },
  )
})

test('bonds of Yuma 3: who moves first with the majority keeps most of the new miner', () => {
  const [one, two] = [
    [0, 0, 0, U16, 0],
    [0, 0, 0, 0, U16],
  ]
  // The chain's `test_yuma_3_kappa_moves_first`: what each step pays, to a thousandth.
  const steps = [
    { rows: [one, one, one], paid: [0.8, 0.1, 0.1], second: [0, 0, 0] },
    { rows: [two, one, one], paid: [1, 0, 0], second: [0.1, 0, 0] },
    { rows: [two, two, one], paid: [0.9382, 0.0618, 0], second: [0.19, 0.1, 0] },
    { rows: [two, two, two], paid: [0.8819, 0.0773, 0.0407], second: [0.271, 0.19, 0.1] },
  ]
  let bonds: EpochInput['bonds'] = []
  for (const { rows, paid, second } of steps) {
    const output = epoch({
      stakes: [8n, 1n, 1n, 0n, 0n],
      weights: [...rows, [], []] as number[][],
      bonds,
      permits: [true, true, true, false, false],
      bondsPenalty: 0,
      yuma3: true,
    })
    bonds = output.bonds
    for (const [uid, share] of paid.entries()) {
      expect(Math.abs((output.dividends[uid] ?? 0) / U16 - share)).toBeLessThan(1e-3)
      expect(Math.abs((bonds[uid]?.[4] ?? 0) / U16 - (second[uid] ?? 0))).toBeLessThan(1e-3)
    }
  }
})
