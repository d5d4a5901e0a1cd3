import type { ApiPromise } from '@polkadot/api'
import type { Codec } from '@polkadot/types/types'
import { hexToU8a, stringCamelCase } from '@polkadot/util'
import type { Chain } from './client.ts'

/** One value of a pallet's storage: the pallet as the client names it, the item as the metadata does, and its keys. */
export interface StorageKey {
  readonly pallet: string
  readonly item: string
  readonly keys?: readonly unknown[]
}

/**
 * Values of storage in the state of one block, in one question. What is not stored reads as the metadata's default; null
 * where there is none. Throws for an item that the chain does not have: ask `hasStorage` where it may lack it.
 */
export async function readStorage(
  { api, request }: Pick<Chain, 'api' | 'request'>,
  wanted: readonly StorageKey[],
  at: string,
): Promise<(Codec | null)[]> {
  if (wanted.length === 0) return []
  const entries = wanted.map((key) => entryOf(api(), key))
  const keys = entries.map((entry, index) => entry.key(...(wanted[index]?.keys ?? [])))
  const [answer] = await request<readonly Changes[]>('state_queryStorageAt', [[...new Set(keys)], at])
  const stored = new Map(answer?.changes)
  return entries.map(({ meta }, index) => {
    const bytes = stored.get(keys[index] ?? '') ?? (meta.modifier.isOptional ? null : meta.fallback.toHex())
    return bytes === null ? null : api().registry.createType(typeOf(api(), meta), hexToU8a(bytes))
  })
}

/** What an item reads as where nothing is stored; null where that is nothing. Throws like `readStorage`. */
export function storageDefault(api: ApiPromise, pallet: string, item: string): Codec | null {
  const { meta } = entryOf(api, { pallet, item })
  return meta.modifier.isOptional
    ? null
    : api.registry.createType(typeOf(api, meta), meta.fallback.toU8a(true))
}

export const hasStorage = (api: ApiPromise, pallet: string, item: string): boolean =>
  api.query[pallet]?.[stringCamelCase(item)] !== undefined

interface Changes {
  readonly block: string
  readonly changes: readonly (readonly [string, `0x${string}` | null])[]
}

type Entry = NonNullable<ApiPromise['query'][string][string]>
type Meta = Entry['creator']['meta']

function entryOf(api: ApiPromise, { pallet, item }: StorageKey) {
  const entry = api.query[pallet]?.[stringCamelCase(item)]
  if (!entry) throw new Error(`The chain has no storage ${pallet}.${item}.`)
  return { key: (...keys: unknown[]): string => entry.key(...keys), meta: entry.creator.meta }
}

function typeOf({ registry }: ApiPromise, { type }: Meta): string {
  const value = type.isPlain ? type.asPlain : type.asMap.value
  return registry.createLookupType(value)
}
