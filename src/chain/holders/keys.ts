import { hexToU8a, stringCamelCase, u8aToBigInt, u8aToHex } from '@polkadot/util'
import type { Chain } from '../client.ts'

type Asked = Pick<Chain, 'api' | 'request'>

/** A map of the pallet for stakes, and its first keys where only what is under them is looked for. */
export interface Map {
  readonly item: string
  readonly under?: readonly string[]
}

/** So many keys a node tells at a time. */
export const PAGE = 1_000

/** A key as the node tells it, and the bytes of its parts without the netuid. */
export interface ReadKey {
  readonly key: string
  readonly parts: readonly Uint8Array[]
}

/** From where, and so many at a time. */
export interface Paging {
  /** The keys after this one; null: from the first. */
  readonly after: string | null
  readonly page: number
}

/** Bytes of the hash that stands before a key, by the way in which it is kept. */
const HASHES: Readonly<Record<string, number>> = { Blake2_128Concat: 16, Twox64Concat: 8, Identity: 0 }

/** The keys of a map whose last is this netuid, page by page in the state of one block. Nothing is kept of a page but the key that it ends with. */
export async function* keysOf(
  { api, request }: Asked,
  { item, under = [] }: Map,
  netuid: number,
  at: string,
  { after, page: most }: Paging,
): AsyncGenerator<ReadKey[]> {
  const entry = api().query.subtensorModule?.[stringCamelCase(item)]
  if (!entry) throw new Error(`The chain has no storage SubtensorModule.${item}.`)
  const { type } = entry.creator.meta
  if (!type.isMap) throw new Error(`SubtensorModule.${item} is no map.`)
  const hashers = type.asMap.hashers.map((hasher) => hasher.type)
  const prefix = entry.keyPrefix(...under)
  let last = after
  do {
    const asked: unknown[] = [prefix, most, last, at]
    const page: string[] = await request<string[]>('state_getKeysPaged', asked)
    yield page
      .map((key): ReadKey => ({ key, parts: partsOf(hexToU8a(key), hashers) }))
      .filter(({ parts }) => u8aToBigInt(parts.at(-1) ?? new Uint8Array(), { isLe: true }) === BigInt(netuid))
      .map(({ key, parts }) => ({ key, parts: parts.slice(0, -1) }))
    last = page.length < most ? null : (page.at(-1) ?? null)
  } while (last !== null)
}

/** Accounts of 32 bytes, and at the end the netuid with two. */
function partsOf(key: Uint8Array, hashers: readonly string[]): Uint8Array[] {
  let from = 32
  return hashers.map((hasher, place) => {
    const hash = HASHES[hasher]
    if (hash === undefined) throw new Error(`Keys that are hashed by ${hasher} cannot be read.`)
    const start = from + hash
    from = start + (place === hashers.length - 1 ? 2 : 32)
    if (key.length < from)
      throw new Error(`The key ${u8aToHex(key)} has another form than the metadata says.`)
    return key.slice(start, from)
  })
}
