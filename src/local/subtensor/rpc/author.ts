import type { Network } from '../chain/network.ts'
import { toHex } from '../runtime/codec.ts'
import { refusalError } from './errors.ts'
import { hexParam } from './params.ts'
import type { Methods } from './server.ts'
import { unsubscribeMethod } from './subscriptions.ts'

export function authorMethods(network: Network): Methods {
  return {
    author_submitExtrinsic: (params) => {
      const taken = network.submit(hexParam(params, 0))
      if ('reason' in taken) throw refusalError(taken)
      return taken.hash
    },
    author_submitAndWatchExtrinsic: (params, session) =>
      session.subscribe('author_extrinsicUpdate', (push) => {
        const taken = network.submit(hexParam(params, 0), push)
        if ('reason' in taken) throw refusalError(taken)
        return taken.unwatch
      }),
    author_unwatchExtrinsic: unsubscribeMethod,
    author_pendingExtrinsics: () => network.pool.all().map(({ extrinsic }) => toHex(extrinsic.bytes)),
  }
}
