import { agree, KAPPA } from './agreement.ts'
import { divideFixed, fixedShares, fromU16, multiply, normalised, ONE, sum, toU16, U16_MAX } from './fixed.ts'
import {
  columnShares,
  type Matrix,
  mapColumns,
  matrixRows,
  rowShares,
  rowSums,
  type Table,
  wholes,
} from './matrix.ts'

/** One mechanism of a subnet at the end of an epoch, everything by UID. */
export interface EpochInput {
  /** Stake weights, of one scale. */
  readonly stakes: readonly bigint[]
  /** `weights[validator][uid]` as stored, u16; what is outdated is 0. */
  readonly weights: Table
  /** As the last epoch left them, u16; columns of UIDs that registered since are 0. */
  readonly bonds: Table
  /** Who has a validator permit, and who was active lately: all unless said. */
  readonly permits?: readonly boolean[]
  readonly active?: readonly boolean[]
  /** The subnet owner's UID: the only one whose weight on itself counts. */
  readonly owner?: number
  /** The share of stake that decides, u16; 32,767 (a half) unless said. */
  readonly kappa?: number
  /** How much of the bonds is kept, in millionths; 900,000 unless said. */
  readonly bondsMovingAverage?: number
  /** How much of the clipping bonds feel, u16; all of it (65,535) unless said. */
  readonly bondsPenalty?: number
  /** Bonds as Yuma 3 has them, each validator's for itself; classic ones, shared between validators, unless said. */
  readonly yuma3?: boolean
  /** Alpha to share out, in its smallest unit. */
  readonly emission?: bigint
}

/** By UID; u16 values have 65,535 as the whole. */
export interface EpochOutput {
  readonly stakeWeight: readonly number[]
  readonly consensus: readonly number[]
  readonly incentive: readonly number[]
  readonly dividends: readonly number[]
  readonly validatorTrust: readonly number[]
  /** To be stored: `bonds[validator][uid]`; of classic ones the highest of each column is 65,535. */
  readonly bonds: Table
  /** What each gets as miner and as validator; the parts are truncated, so that a few units may be left over. */
  readonly serverEmission: readonly bigint[]
  readonly validatorEmission: readonly bigint[]
}

/** Yuma consensus, bonds and what follows from them, as the chain's `epoch` reckons it. */
export function epoch(input: EpochInput): EpochOutput {
  const rows = input.stakes.length
  const stake = fixedShares(input.stakes)
  const voting = normalised(
    stake.map((share, uid) => (isOn(input.active, uid) && isOn(input.permits, uid) ? share : 0)),
  )
  const weights = rowShares(counted(input), rows, rows)
  const { consensus, clipped, incentive, trust } = agree(voting, weights, fromU16(input.kappa ?? KAPPA))
  const felt = interpolated(weights, clipped, fromU16(input.bondsPenalty ?? U16_MAX))
  const { bonds, dividends } = (input.yuma3 ? ownBonds : classicBonds)(input, felt, voting, incentive)
  return {
    stakeWeight: Array.from(stake, toU16),
    consensus: Array.from(consensus, toU16),
    incentive: Array.from(incentive, toU16),
    dividends: Array.from(dividends, toU16),
    validatorTrust: Array.from(trust, toU16),
    bonds: matrixRows(bonds, toU16),
    ...emissions(incentive, dividends, sum(voting) > 0 ? voting : stake, input.emission ?? 0n),
  }
}

interface Bonds {
  readonly bonds: Matrix
  readonly dividends: Float64Array
}

/** ΔB = W∘S as shares of each column, an EMA of that, dividends B·I. */
function classicBonds(input: EpochInput, felt: Matrix, voting: Float64Array, incentive: Float64Array): Bonds {
  const rows = input.stakes.length
  const delta = columnShares(
    mapColumns(felt, (column) => column.map((weight, uid) => multiply(weight, voting[uid] ?? 0))),
  )
  const before = columnShares(wholes(input.bonds, rows, rows))
  const bonds = columnShares(movingAverage(delta, before, input.bondsMovingAverage ?? 900_000))
  return { bonds: mapColumns(bonds, upscaled), dividends: normalised(earned(bonds, incentive)) }
}

/** An EMA of W itself; dividends (B as shares of each column)·I, by stake. */
function ownBonds(input: EpochInput, felt: Matrix, voting: Float64Array, incentive: Float64Array): Bonds {
  const rows = input.stakes.length
  const before = mapColumns(wholes(input.bonds, rows, rows), (column) => column.map(fromU16))
  const bonds = movingAverage(felt, before, input.bondsMovingAverage ?? 900_000)
  const shares = earned(columnShares(bonds), incentive)
  return { bonds, dividends: normalised(shares.map((share, uid) => multiply(share, voting[uid] ?? 0))) }
}

const earned = (bonds: Matrix, incentive: Float64Array): Float64Array =>
  rowSums(mapColumns(bonds, (column, uid) => times(column, incentive[uid] ?? 0)))

const isOn = (mask: readonly boolean[] | undefined, uid: number): boolean => mask?.[uid] ?? mask === undefined

const times = (column: Float64Array, factor: number): Float64Array =>
  column.map((cell) => multiply(cell, factor))

/** Weights of those with a permit, on others only: but the owner may weigh itself. */
function counted({ stakes, weights, permits, owner }: EpochInput): Table {
  return stakes.map((_, uid) => {
    const row = isOn(permits, uid) ? (weights[uid] ?? []) : []
    return row.slice(0, stakes.length).map((weight, on) => (on === uid && on !== owner ? 0 : weight))
  })
}

/** Between the weights and the clipped ones, by the penalty. Clipping only lowers, and what is taken is rounded up. */
function interpolated(weights: Matrix, clipped: Matrix, penalty: number): Matrix {
  if (penalty === 0) return weights
  if (penalty === ONE) return clipped
  const cells = weights.cells.map((weight, place) => {
    const change = BigInt((clipped.cells[place] ?? 0) - weight)
    return weight + Number((change * BigInt(penalty)) >> 32n)
  })
  return { ...weights, cells }
}

function movingAverage(delta: Matrix, before: Matrix, millionths: number): Matrix {
  const alpha = ONE - divideFixed(Math.min(Math.max(Math.trunc(millionths) || 0, 0), MILLION), MILLION)
  const cells = delta.cells.map(
    (cell, place) => multiply(cell, alpha) + multiply(before.cells[place] ?? 0, ONE - alpha),
  )
  return { ...delta, cells }
}

const MILLION = 1_000_000

/** Shares of the highest. */
const upscaled = (column: Float64Array): Float64Array => normalised(column, Math.max(0, ...column))

/** Where nobody is scored, validators share it all by stake. */
function emissions(
  incentive: Float64Array,
  dividends: Float64Array,
  stake: Float64Array,
  emission: bigint,
): Pick<EpochOutput, 'serverEmission' | 'validatorEmission'> {
  const whole = sum(incentive) + sum(dividends)
  const paid = (shares: Float64Array) => Array.from(shares, (share) => (BigInt(share) * emission) >> 32n)
  return {
    serverEmission: paid(normalised(incentive, whole)),
    validatorEmission: paid(whole > 0 ? normalised(dividends, whole) : stake),
  }
}
