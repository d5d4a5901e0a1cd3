import { yuma } from '../../src/mechanisms/consensus/yuma.ts'
import type { Part, Row } from '../row.ts'

const SIZES = [
  { validators: 64, proposals: 256, runs: 200 },
  { validators: 256, proposals: 4_096, runs: 15 },
] as const

/** What exactness costs: the chain's fixed point against the same algorithm read plainly in floating point. */
export const consensus: Part = {
  name: 'Yuma consensus of one round',
  run: async () => SIZES.flatMap(compare),
}

function compare({ validators, proposals, runs }: (typeof SIZES)[number]): Row[] {
  const stakes = Array.from(
    { length: validators },
    (_, row) => BigInt(1_000 + ((row * 7_919) % 9_001)) * 10n ** 9n,
  )
  const weights = stakes.map((_, row) =>
    Array.from({ length: proposals }, (__, column) => points(row, column)),
  )
  const floats = stakes.map(Number)
  agreeOnIncentive(yuma({ stakes, weights }).incentive, plainly(floats, weights))
  const [plain, exact] = inTurn(
    runs,
    () => plainly(floats, weights),
    () => yuma({ stakes, weights }),
  )
  const size = `${validators} validators × ${proposals.toLocaleString('en')} proposals`
  const ratio = exact / plain
  return [
    { subject: `${size}, plainly in floating point`, figure: `${plain.toFixed(1)} ms` },
    {
      subject: `${size}, in the chain’s fixed point`,
      figure: `${exact.toFixed(1)} ms`,
      ratio: `${ratio.toFixed(2)} times the time`,
      wanted: { text: 'at most 2 times the time', met: ratio <= 2 },
    },
  ]
}

/** Hundredths of a point, scattered; every fifth proposal is not scored. */
const points = (row: number, column: number): number =>
  (row + column) % 5 === 0 ? 0 : ((row * 7_919) ^ (column * 104_729)) % 10_001

/** The median times of both in milliseconds, each run of the one beside a run of the other. */
function inTurn(runs: number, one: () => unknown, other: () => unknown): [number, number] {
  const times = { one: [] as number[], other: [] as number[] }
  for (let run = 0; run < runs; run++) {
    times.one.push(timed(one))
    times.other.push(timed(other))
  }
  return [median(times.one), median(times.other)]
}

function timed(work: () => unknown): number {
  const begun = performance.now()
  work()
  return performance.now() - begun
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0

/** Yuma consensus as one would write it down first; the incentives. */
function plainly(stakes: readonly number[], table: readonly (readonly number[])[]): number[] {
  const stake = normalised(stakes)
  const weights = table.map(normalised)
  const kappa = 32_767 / 65_535
  const columns = (weights[0] ?? []).map((_, column) => column)
  const agreed = columns.map((column) => {
    const votes = weights.map((row, place) => ({ weight: row[column] ?? 0, stake: stake[place] ?? 0 }))
    let below = 0
    for (const vote of votes.toSorted((a, b) => a.weight - b.weight)) {
      below += vote.stake
      if (below > 1 - kappa) return vote.weight
    }
    return 0
  })
  const clipped = weights.map((row) => row.map((weight, column) => Math.min(weight, agreed[column] ?? 0)))
  const ranks = columns.map((column) =>
    clipped.reduce((sum, row, place) => sum + (row[column] ?? 0) * (stake[place] ?? 0), 0),
  )
  return normalised(ranks)
}

function normalised(values: readonly number[]): number[] {
  const sum = values.reduce((left, value) => left + value, 0)
  return values.map((value) => (sum === 0 ? 0 : value / sum))
}

/** Figures of something that reckons wrongly would be worth nothing. */
function agreeOnIncentive(exact: readonly number[], plain: readonly number[]): void {
  const apart = Math.max(...exact.map((share, place) => Math.abs(share - 65_535 * (plain[place] ?? 0))))
  if (apart > 1.01) throw new Error(`the two readings are ${apart} / 65,535 apart`)
}
