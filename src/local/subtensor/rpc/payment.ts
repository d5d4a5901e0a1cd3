import type { Network } from '../chain/network.ts'
import { createExecution } from '../runtime/context.ts'
import { extrinsicFromHex } from '../runtime/extrinsic.ts'
import { feeOf } from '../runtime/fees.ts'
import { nobody } from '../runtime/hashing.ts'
import { blockAndState } from './blocks.ts'
import { invalidParams } from './errors.ts'
import { hexParam, optionalHexParam } from './params.ts'
import type { Methods } from './server.ts'

/** Fees in rao, for an extrinsic as it would be sent. */
export function paymentMethods(network: Network): Methods {
  function priced(params: readonly unknown[]) {
    const { block, state } = blockAndState(network, optionalHexParam(params, 1))
    const runtime = network.runtimeIn(state)
    const extrinsic = extrinsicFromHex(runtime.codecs.spec, hexParam(params, 0))
    if (extrinsic === undefined) throw invalidParams('not an extrinsic that this network can read')
    const ctx = createExecution(runtime, state, { number: block.header.number, author: nobody })
    const info = ctx.info(extrinsic.call)
    return { info, fee: extrinsic.signed && feeOf(ctx, info, extrinsic.bytes.length, 0n) }
  }
  return {
    payment_queryInfo: (params) => {
      const { info, fee } = priced(params)
      return {
        weight: { ref_time: Number(info.weight.ref_time), proof_size: Number(info.weight.proof_size) },
        class: info.class.toLowerCase(),
        partialFee: String(fee?.total ?? 0n),
      }
    },
    payment_queryFeeDetails: (params) => {
      const { fee } = priced(params)
      const inclusionFee = fee && {
        baseFee: hexNumber(fee.base),
        lenFee: hexNumber(fee.length),
        adjustedWeightFee: hexNumber(fee.weight),
      }
      return { inclusionFee: inclusionFee ?? null }
    },
  }
}

function hexNumber(value: bigint): string {
  return `0x${value.toString(16)}`
}
