import type { ApiPromise } from '@polkadot/api'
import type { Codec } from '@polkadot/types/types'
import { hexToU8a, stringCamelCase, u8aConcat, u8aToHex } from '@polkadot/util'
import type { Chain } from './client.ts'

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
  const { meta } = definitionOf(api(), section, method)
  const { registry } = api()
  const encoded = meta.params.map(({ type }, index) => registry.createType(type, args[index]).toU8a())
  const place = at === undefined ? [] : [at]
  const answer = await request<`0x${string}`>('state_call', [
    `${section}_${method}`,
    u8aToHex(u8aConcat(...encoded)),
    ...place,
  ])
  return registry.createType(meta.type, hexToU8a(answer))
}

/** Whether the chain has a method of a runtime API, by the runtime's names. */
export const hasRuntimeApi = (api: ApiPromise, section: string, method: string): boolean =>
  api.call[stringCamelCase(section)]?.[stringCamelCase(method)] !== undefined

interface Definition {
  readonly meta: {
    readonly type: string
    readonly params: readonly { readonly type: string }[]
  }
}

function definitionOf(api: ApiPromise, section: string, method: string): Definition {
  const definition: unknown = api.call[stringCamelCase(section)]?.[stringCamelCase(method)]
  if (!definition) throw new Error(`The chain has no runtime API ${section}.${method}.`)
  return definition as Definition
}
