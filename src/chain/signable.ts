import type { ApiPromise } from '@polkadot/api'
import { allExtensions } from '@polkadot/types/extrinsic/signedExtensions'

/**
 * Why nothing can be signed for this runtime, null where it can: it has a signed extension that carries bytes, and nobody here
 * knows which. Without them every signature would be wrong.
 */
export function whyUnsignable({ registry }: Pick<ApiPromise, 'registry'>): string | null {
  const unknown = registry.metadata.extrinsic.transactionExtensions
    .filter(({ identifier }) => !Object.hasOwn(allExtensions, identifier.toString()))
    .filter(({ type, implicit }) => [type, implicit].some((id) => carriesBytes(registry, id)))
    .map(({ identifier }) => identifier.toString())
  return unknown.length === 0
    ? null
    : `The chain’s runtime wants ${unknown.join(' and ')} in each signature, which this version does not know: nothing is signed.`
}

type Registry = ApiPromise['registry']
type TypeId = Parameters<Registry['createLookupType']>[0]

const carriesBytes = (registry: Registry, id: TypeId): boolean =>
  registry.createType(registry.createLookupType(id)).encodedLength > 0
