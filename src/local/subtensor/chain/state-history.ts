import { toHex } from '../runtime/codec.ts'
import { blake2b256 } from '../runtime/hashing.ts'
import type { Changes } from '../runtime/overlay.ts'
import type { StateReader } from '../runtime/pallet.ts'

type Version = { readonly block: number; readonly value: string | undefined }

/** Every value that every key had on the canonical chain, by block number. */
export type StateHistory = {
  /** The state after block `number`, which must be on the chain and not forgotten. */
  at(number: number): StateReader
  apply(number: number, changes: Changes): void
  /** Forgets everything after block `number`. */
  revert(number: number): void
  /** Forgets what only blocks before `number` need. */
  prune(number: number): void
  /** First block whose state is known. */
  oldest(): number
  /** Root of the newest state with the changes laid over it. */
  rootWith(changes: Changes): string
}

const modulus = 1n << 256n

/**
 * The root is no trie's: the sum of blake2-256(key’s length ‖ key ‖ value) over all entries, modulo 2^256, hashed. It depends on
 * nothing but the content and costs no more than the changes.
 */
export function createStateHistory(): StateHistory {
  const versions = new Map<string, Version[]>()
  const touched = new Map<number, string[]>()
  const sums = new Map<number, bigint>([[-1, 0n]])
  let keys: string[] = []
  let unsorted = false
  let newest = -1
  let oldest = 0

  const valueAt = (key: string, number: number) => lastUpTo(versions.get(key), number)?.value

  function sumWith(changes: Changes): bigint {
    let sum = sums.get(newest) ?? 0n
    for (const [key, value] of changes) {
      const before = valueAt(key, newest)
      if (before !== undefined) sum -= entryHash(key, before)
      if (value !== null) sum += entryHash(key, value)
    }
    return ((sum % modulus) + modulus) % modulus
  }

  function sortedKeys(): string[] {
    if (unsorted) keys = [...versions.keys()].sort()
    unsorted = false
    return keys
  }

  return {
    at: (number) => ({
      get: (key) => valueAt(key, number),
      keys: (prefix) => withPrefix(sortedKeys(), prefix).filter((key) => valueAt(key, number) !== undefined),
    }),
    apply(number, changes) {
      sums.set(number, sumWith(changes))
      for (const [key, value] of changes) {
        const known = versions.get(key)
        const version = { block: number, value: value ?? undefined }
        if (known === undefined) versions.set(key, [version])
        else known.push(version)
        unsorted ||= known === undefined
      }
      touched.set(number, [...changes.keys()])
      newest = number
    },
    revert(number) {
      for (; newest > number; newest--) {
        for (const key of touched.get(newest) ?? []) {
          const known = versions.get(key)
          known?.pop()
          if (known?.length === 0) versions.delete(key)
        }
        touched.delete(newest)
        sums.delete(newest)
      }
      unsorted = true
    },
    prune(number) {
      for (; oldest < number; oldest++) {
        for (const key of touched.get(oldest + 1) ?? [])
          unsorted = forget(versions, key, oldest + 1) || unsorted
        sums.delete(oldest)
        touched.delete(oldest)
      }
    },
    oldest: () => oldest,
    rootWith: (changes) => toHex(blake2b256(bigEndian(sumWith(changes)))),
  }
}

/** Drops versions that a later one, not after block `number`, has replaced; true where the key is gone. */
function forget(versions: Map<string, Version[]>, key: string, number: number): boolean {
  const known = versions.get(key)
  if (known === undefined) return false
  const last = known.findLastIndex(({ block }) => block <= number)
  if (last > 0) known.splice(0, last)
  if (known.length > 1 || known[0]?.value !== undefined) return false
  return versions.delete(key)
}

function lastUpTo(known: readonly Version[] | undefined, number: number): Version | undefined {
  if (known === undefined) return undefined
  let low = 0
  let high = known.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((known[middle] as Version).block <= number) low = middle + 1
    else high = middle
  }
  return known[low - 1]
}

function withPrefix(sorted: readonly string[], prefix: string): string[] {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sorted[middle] as string) < prefix) low = middle + 1
    else high = middle
  }
  const found: string[] = []
  for (let index = low; sorted[index]?.startsWith(prefix); index++) found.push(sorted[index] as string)
  return found
}

function entryHash(key: string, value: string): bigint {
  const length = Buffer.alloc(4)
  length.writeUInt32LE(key.length)
  return BigInt(toHex(blake2b256(Buffer.concat([length, Buffer.from(key.slice(2) + value.slice(2), 'hex')]))))
}

function bigEndian(value: bigint): Uint8Array {
  return Buffer.from(value.toString(16).padStart(64, '0'), 'hex')
}
