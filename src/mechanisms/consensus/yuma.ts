import { agree, KAPPA } from './agreement.ts'
import { fixedShares, fromU16, normalised, toU16 } from './fixed.ts'
import { columnCount, matrixRows, rowShares } from './matrix.ts'

/** Stakes in rao, one a validator; `weights[validator][proposal]` are non-negative whole numbers of any scale. */
export interface Votes {
  readonly stakes: readonly bigint[]
  readonly weights: readonly (readonly number[])[]
  /** The share of stake that decides, u16; 32,767 (a half) unless said. */
  readonly kappa?: number
}

/** One entry a proposal or a validator; u16 values have 65,535 as the whole, truncated as the chain does. */
export interface Consensus {
  /** The validators' rows, normalised, u16. */
  readonly weights: readonly (readonly number[])[]
  /** The same, cut to the consensus. */
  readonly clipped: readonly (readonly number[])[]
  readonly consensus: readonly number[]
  /** Stake-weighted sums of the clipped columns, in fixed point: they order the proposals more finely than u16 can. */
  readonly ranks: readonly bigint[]
  readonly incentive: readonly number[]
  /** By validator: what is left of its row after clipping. */
  readonly validatorTrust: readonly number[]
}

/**
 * Rule A4: Yuma consensus as the chain reckons it (pallet subtensor, `epoch`), in its fixed point, to the last bit. Rows
 * that are short, missing or hold anything but whole numbers above 0 are filled with 0. It never throws.
 */
export function yuma({ stakes, weights, kappa = KAPPA }: Votes): Consensus {
  const rows = Math.max(stakes.length, weights.length)
  const shares = rowShares(weights, rows, columnCount(weights))
  const all = Array.from({ length: rows }, (_, row) => stakes[row] ?? 0n)
  const { consensus, clipped, ranks, incentive, trust } = agree(
    normalised(fixedShares(all)),
    shares,
    fromU16(kappa),
  )
  return {
    weights: matrixRows(shares, toU16),
    clipped: matrixRows(clipped, toU16),
    consensus: Array.from(consensus, toU16),
    ranks: Array.from(ranks, BigInt),
    incentive: Array.from(incentive, toU16),
    validatorTrust: Array.from(trust, toU16),
  }
}
