import type { Context, DispatchInfo, PostInfo, Weight } from './pallet.ts'

/** All in rao. The whole is base + length + weight + tip, or the tip alone for a call that pays no fee. */
export type Fee = {
  readonly base: bigint
  readonly length: bigint
  readonly weight: bigint
  readonly tip: bigint
  readonly total: bigint
}

type BlockWeights = {
  base_block: Weight
  max_block: Weight
  per_class: Record<'normal' | 'operational' | 'mandatory', ClassLimits>
}
export type ClassLimits = {
  base_extrinsic: Weight
  max_extrinsic: Weight | undefined
  max_total: Weight | undefined
  reserved: Weight | undefined
}

type Constants = Pick<Context, 'constant'>

export function blockWeights(from: Constants): BlockWeights {
  return from.constant<BlockWeights>('System', 'BlockWeights')
}

export function classLimits(
  from: Constants,
  { class: dispatchClass }: Pick<DispatchInfo, 'class'>,
): ClassLimits {
  const { normal, operational, mandatory } = blockWeights(from).per_class
  return { Normal: normal, Operational: operational, Mandatory: mandatory }[dispatchClass]
}

/** rao for ref time: 0.0005 a picosecond, rounded to the nearest, a half down. */
export function weightToFee(refTime: bigint): bigint {
  return (refTime + 999n) / 2_000n
}

/** rao for bytes: one each. */
export function lengthToFee(bytes: number): bigint {
  return BigInt(bytes)
}

/** What an extrinsic of so many bytes pays for a weight; the parts are rounded one by one, as the runtime does. */
export function feeOf(from: Constants, info: DispatchInfo, bytes: number, tip: bigint): Fee {
  if (!info.paysFee) return { base: 0n, length: 0n, weight: 0n, tip, total: tip }
  const base = weightToFee(classLimits(from, info).base_extrinsic.ref_time)
  const length = lengthToFee(bytes)
  const weight = weightToFee(smaller(info.weight.ref_time, blockWeights(from).max_block.ref_time))
  return { base, length, weight, tip, total: base + length + weight + tip }
}

/** The info with what the call said after it ran: never more weight than before. */
export function afterDispatch(info: DispatchInfo, post: PostInfo): DispatchInfo {
  const { actualWeight } = post
  const weight: Weight =
    actualWeight === undefined
      ? info.weight
      : {
          ref_time: smaller(actualWeight.ref_time, info.weight.ref_time),
          proof_size: smaller(actualWeight.proof_size, info.weight.proof_size),
        }
  return { ...info, weight, paysFee: info.paysFee && post.paysFee !== false }
}

function smaller(a: bigint, b: bigint): bigint {
  return a < b ? a : b
}
