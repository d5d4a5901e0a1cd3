import { storageCodec } from './codec.ts'
import type { StateReader, StateWriter } from './pallet.ts'

/** Anything that carries the state: a `Context`, or a block's state wrapped as `{ state }`. */
type Reads = { readonly state: StateReader }
type Writes = { readonly state: StateWriter }

/**
 * A storage item of the metadata by pallet and name, with its real key hashing and encoding.
 * Keys are a tuple, empty for a plain value. `get` answers the item's default where the metadata has one, else
 * undefined; let `Value` include undefined for optional items.
 */
export type StorageItem<Keys extends unknown[], Value> = {
  key(...keys: Keys): string
  get(from: Reads, ...keys: Keys): Value
  has(from: Reads, ...keys: Keys): boolean
  put(to: Writes, value: Exclude<Value, undefined>, ...keys: Keys): void
  remove(to: Writes, ...keys: Keys): void
  /** Every entry under the first keys, in key order. */
  entries(from: Reads, ...prefix: Partial<Keys>): Array<{ keys: Keys; value: Exclude<Value, undefined> }>
}

export function storageItem<Keys extends unknown[], Value>(
  pallet: string,
  item: string,
): StorageItem<Keys, Value> {
  const codec = () => storageCodec(pallet, item)
  const key = (...keys: unknown[]) => codec().key(keys)
  return {
    key,
    get(from, ...keys) {
      const raw = from.state.get(key(...keys))
      return (raw === undefined ? codec().fallback() : codec().decode(raw)) as Value
    },
    has: (from, ...keys) => from.state.get(key(...keys)) !== undefined,
    put: (to, value, ...keys) => to.state.set(key(...keys), codec().encode(value)),
    remove: (to, ...keys) => to.state.delete(key(...keys)),
    entries(from, ...prefix) {
      return from.state.keys(key(...prefix)).map((found) => ({
        keys: codec().decodeKey(found) as Keys,
        value: codec().decode(from.state.get(found) as string) as Exclude<Value, undefined>,
      }))
    },
  }
}
