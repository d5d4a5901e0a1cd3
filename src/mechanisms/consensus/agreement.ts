import { multiply, normalised, sum } from './fixed.ts'
import { columnOf, type Matrix, mapColumns, rowSums } from './matrix.ts'
import { weightedMedian } from './median.ts'

/** The share of stake that decides where nothing else is said, u16: a half. */
export const KAPPA = 32_767

/** What validators agree on, in fixed point. */
export interface Agreement {
  /** By column: the stake-weighted median. */
  readonly consensus: Float64Array
  /** The weights, cut to the consensus. */
  readonly clipped: Matrix
  /** By column: stake-weighted sums of what is left, and the same as shares of all. */
  readonly ranks: Float64Array
  readonly incentive: Float64Array
  /** By row: what is left of it. */
  readonly trust: Float64Array
}

/** Yuma consensus over rows of shares. `stake` is shares, a row each; `kappa` the majority that decides. */
export function agree(stake: Float64Array, weights: Matrix, kappa: number): Agreement {
  const consensus = medians(stake, weights, kappa)
  const clipped = mapColumns(weights, (column, place) => {
    const limit = consensus[place] ?? 0
    return column.map((weight) => Math.min(weight, limit))
  })
  const ranks = columnwise(clipped, (column) =>
    column.reduce((left, weight, row) => left + multiply(weight, stake[row] ?? 0), 0),
  )
  return { consensus, clipped, ranks, incentive: normalised(ranks), trust: rowSums(clipped) }
}

/** Only rows with stake have a say, and their stakes are shares of one another's. */
function medians(stake: Float64Array, weights: Matrix, kappa: number): Float64Array {
  const voters = Uint32Array.from([...stake.keys()].filter((row) => (stake[row] ?? 0) > 0))
  const stakes = normalised(pick(stake, voters))
  const minority = sum(stakes) - kappa
  return columnwise(weights, (column) => weightedMedian(stakes, pick(column, voters), minority))
}

function pick(values: Float64Array, places: Uint32Array): Float64Array {
  const picked = new Float64Array(places.length)
  for (let place = 0; place < places.length; place++) picked[place] = values[places[place] ?? 0] ?? 0
  return picked
}

const columnwise = (matrix: Matrix, read: (column: Float64Array) => number): Float64Array =>
  Float64Array.from({ length: matrix.columns }, (_, place) => read(columnOf(matrix, place)))
