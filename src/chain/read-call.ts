import type { ApiPromise } from '@polkadot/api'
import type { Call } from '@polkadot/types/interfaces'

/**
 * A call from its bytes, 0x-hex, as the runtime reads them now. Null where it cannot: after an upgrade a call that waits may be of a kind
 * that is not there any more, or have other arguments.
 */
export function readCall({ registry }: Pick<ApiPromise, 'registry'>, callData: string): Call | null {
  try {
    const call = registry.createType('Call', callData)
    return call.toHex() === callData ? call : null
  } catch {
    return null
  }
}
