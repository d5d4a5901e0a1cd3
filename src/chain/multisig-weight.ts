import type { Weight } from './calls.ts'
import type { Extrinsic } from './extrinsic.ts'

/**
 * What an approval allows a call to weigh: a quarter more than it weighs now, for a runtime that reckons otherwise when the last
 * approval lands. What is not used is given back.
 */
export function withRoom({ refTime, proofSize }: Weight): Weight {
  return { refTime: (refTime * 5n) / 4n, proofSize: (proofSize * 5n) / 4n }
}

/** The heavier of two, in each part. */
export function heavier(one: Weight, other: Weight): Weight {
  return {
    refTime: one.refTime > other.refTime ? one.refTime : other.refTime,
    proofSize: one.proofSize > other.proofSize ? one.proofSize : other.proofSize,
  }
}

/** By the runtime of a wallet's node, for an approval that is signed now. `signer` is SS58. */
export async function allowance(call: Extrinsic, signer: string): Promise<Weight> {
  const { weight } = await call.paymentInfo(signer)
  return withRoom({ refTime: weight.refTime.toBigInt(), proofSize: weight.proofSize.toBigInt() })
}
