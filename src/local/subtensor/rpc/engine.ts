import type { Network } from '../chain/network.ts'
import { RpcError } from './errors.ts'
import type { Methods } from './server.ts'

/** The method by which a node with manual seal is told to make a block. */
export function engineMethods(network: Network): Methods {
  return {
    engine_createBlock: ([createEmpty, finalize]) => {
      const isEmpty = network.pool.all().length === 0
      if (createEmpty !== true && isEmpty)
        throw new RpcError(
          16_000,
          'Transaction pool is empty, set create_empty to true, if you want to create empty blocks',
        )
      const block = network.createBlock()
      if (finalize === true) network.finalize(block.header.number)
      return { hash: block.hash, aux: {} }
    },
  }
}
