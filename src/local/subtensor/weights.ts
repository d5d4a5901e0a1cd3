import type { Weight } from './runtime/pallet.ts'

/** ref time in picoseconds */
export function weight(refTime: bigint, proofSize = 0n): Weight {
  return { ref_time: refTime, proof_size: proofSize }
}

export function addWeights(...weights: readonly Weight[]): Weight {
  return weights.reduce(
    (sum, { ref_time, proof_size }) => weight(sum.ref_time + ref_time, sum.proof_size + proof_size),
    weight(0n),
  )
}

/** The weight of every call, extensions included. One place, so that the fees can be read off it. */
export const weights = {
  System: {
    remark: weight(0n),
    remarkWithEvent: weight(0n),
  },
  Balances: {
    transferAllowDeath: weight(162_076_000n),
    transferKeepAlive: weight(162_076_000n),
    transferAll: weight(162_076_000n),
    burn: weight(0n),
  },
}
