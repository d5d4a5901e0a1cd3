import type { ApiPromise } from '@polkadot/api'
import { Metadata } from '@polkadot/types'
import type { Codec, Registry } from '@polkadot/types/types'
import { hexToU8a, stringCamelCase, u8aConcat, u8aToHex } from '@polkadot/util'
import type { Chain } from './client.ts'
import { readMetadata, registryOf } from './metadata.ts'

type Asked = Pick<Chain, 'api' | 'request'>

/**
 * Calls a runtime API in the state of a block (the best one where none is named), its types taken from the metadata.
 * `section` and `method` are the runtime's names (`StakeInfoRuntimeApi`, `get_stake_info_for_coldkeys`).
 */
export async function callRuntime(
  { api, request }: Asked,
  section: string,
  method: string,
  args: readonly unknown[],
  at?: string,
): Promise<Codec> {
  const {
    registry,
    params,
    type: answers,
  } = definedBy(api(), section, method) ?? (await definedAnew(request, section, method, at))
  const encoded = params.map(({ type }, index) => registry.createType(type, args[index]).toU8a())
  const place = at === undefined ? [] : [at]
  const answer = await request<`0x${string}`>('state_call', [
    `${section}_${method}`,
    u8aToHex(u8aConcat(...encoded)),
    ...place,
  ])
  return registry.createType(answers, hexToU8a(answer))
}

/** Whether the chain has a method of a runtime API, by the runtime's names. */
export const hasRuntimeApi = (api: ApiPromise, section: string, method: string): boolean =>
  api.call[stringCamelCase(section)]?.[stringCamelCase(method)] !== undefined

export class NoRuntimeApi extends Error {}

interface Definition {
  readonly registry: Registry
  readonly type: string
  readonly params: readonly { readonly type: string }[]
}

function definedBy(api: ApiPromise, section: string, method: string): Definition | null {
  const definition = api.call[stringCamelCase(section)]?.[stringCamelCase(method)] as unknown as
    | { readonly meta: Omit<Definition, 'registry'> }
    | undefined
  return definition ? { registry: api.registry, ...definition.meta } : null
}

/** The library takes up an upgrade by itself where nobody else does, in a form of the metadata that describes no runtime API. */
async function definedAnew(
  request: Asked['request'],
  section: string,
  method: string,
  at: string | undefined,
): Promise<Definition> {
  const metadata = await readMetadata(request, at)
  const registry = registryOf(metadata)
  const { apis } = new Metadata(registry, metadata).asLatest
  const found = apis
    .find(({ name }) => name.toString() === section)
    ?.methods.find(({ name }) => name.toString() === method)
  if (!found) throw new NoRuntimeApi(`The chain has no runtime API ${section}.${method}.`)
  return {
    registry,
    type: registry.createLookupType(found.output),
    params: found.inputs.map(({ type }) => ({ type: registry.createLookupType(type) })),
  }
}
