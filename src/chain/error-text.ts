import type { DispatchError } from '@polkadot/types/interfaces'
import { stringUpperFirst } from '@polkadot/util'

/** `Crowdloan.CapNotRaised`, `Token.FundsUnavailable`, `BadOrigin`: as the metadata names it. */
export function errorText(error: DispatchError): string {
  if (error.isModule) {
    try {
      const { section, name } = error.registry.findMetaError(error.asModule)
      return `${stringUpperFirst(section)}.${name}`
    } catch {
      return `Module.${error.asModule.toHex()}`
    }
  }
  const inner = error.inner.toString()
  return inner && error.inner.toRawType() !== 'Null' ? `${error.type}.${inner}` : error.type
}
