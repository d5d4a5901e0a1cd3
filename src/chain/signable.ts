import type { ApiPromise } from '@polkadot/api'
import { allExtensions } from '@polkadot/types/extrinsic/signedExtensions'
import { type TypeDef, TypeDefInfo } from '@polkadot/types/types'

type Api = Pick<ApiPromise, 'registry' | 'runtimeMetadata'>
type TypeId = Parameters<Api['registry']['lookup']['getTypeDef']>[0]

/**
 * Why nothing can be signed for this runtime, null where it can: it has a signed extension that carries bytes, and nobody here
 * knows which. Without them every signature would be wrong.
 */
export function whyUnsignable(api: Api): string | null {
  const unknown = extensionsOf(api)
    .filter(({ name }) => !Object.hasOwn(allExtensions, name))
    .filter(({ types }) => !types.every((id) => isEmpty(api.registry.lookup.getTypeDef(id))))
    .map(({ name }) => name)
  return unknown.length === 0
    ? null
    : `The chain’s runtime wants ${unknown.join(' and ')} in each signature, which this version does not know: nothing is signed.`
}

/**
 * The signed extensions, each with the types of what it puts into the extrinsic and beside it into what is signed. They are read in the
 * form that the chain gave them: the client loses the second where it converts an older one.
 */
function extensionsOf({ runtimeMetadata }: Api): { name: string; types: TypeId[] }[] {
  if (runtimeMetadata.version >= 16)
    return runtimeMetadata.asLatest.extrinsic.transactionExtensions.map(({ identifier, type, implicit }) => ({
      name: identifier.toString(),
      types: [type, implicit],
    }))
  const { extrinsic } = runtimeMetadata.version === 14 ? runtimeMetadata.asV14 : runtimeMetadata.asV15
  return extrinsic.signedExtensions.map(({ identifier, type, additionalSigned }) => ({
    name: identifier.toString(),
    types: [type, additionalSigned],
  }))
}

/**
 * Whether a type takes no bytes. Its definition is looked at and no value is made of it: a client that has lived through an upgrade of the
 * runtime makes values by the numbers that types had before.
 */
function isEmpty({ info, sub }: TypeDef): boolean {
  if (info === TypeDefInfo.Null) return true
  const isWhole = info === TypeDefInfo.Tuple || info === TypeDefInfo.Struct
  return isWhole && [sub ?? []].flat().every(isEmpty)
}
