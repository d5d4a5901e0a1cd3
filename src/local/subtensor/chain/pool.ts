import type { ValidExtrinsic } from '../runtime/executive.ts'
import type { Extrinsic } from '../runtime/extrinsic.ts'

type PoolEntry = { readonly extrinsic: Extrinsic; readonly valid: ValidExtrinsic }

/** Why the pool does not take an extrinsic that is valid. */
export type PoolRefusal =
  | 'already-imported'
  | 'too-low-priority'
  | 'immediately-dropped'
  | 'temporarily-banned'

/** Every signed call has the same priority in this runtime, whatever its tip: none pushes another out. */
export const priority = 1

/** Extrinsics that wait for a block. One account's wait for their nonces; others keep the order they came in. */
export type Pool = {
  /** Known already, or banned for having been here lately. Asked before anything is verified. */
  refusal(hash: string): PoolRefusal | undefined
  /** Answers why it was not taken, if it was not. */
  add(entry: PoolEntry): PoolRefusal | undefined
  remove(hash: string): void
  /** Those of the same account that wait for this one, by their nonces. */
  following(hash: string): string[]
  /** Refuses the hash for half an hour, as a node does with what it has just included or found invalid. */
  ban(hash: string): void
  unban(hash: string): void
  all(): PoolEntry[]
  /** Those that can go into the next block, in order; the nonce is the account's on the chain. */
  ready(nonceOf: (account: string) => number): PoolEntry[]
  setFull(full: boolean): void
}

export type PoolLimits = { readonly extrinsics: number; readonly bytes: number }

/** A node's own defaults. */
const defaultPoolLimits: PoolLimits = { extrinsics: 8_192, bytes: 20 * 1024 * 1024 }

const banMilliseconds = 30 * 60 * 1000

export function createPool(limits: PoolLimits = defaultPoolLimits): Pool {
  const entries = new Map<string, PoolEntry>()
  const slots = new Map<string, string>()
  const banned = new Map<string, number>()
  let bytes = 0
  let full = false

  function isFull(length: number): boolean {
    return full || entries.size >= limits.extrinsics || bytes + length > limits.bytes
  }

  function remove(hash: string): void {
    const entry = entries.get(hash)
    if (entry === undefined) return
    entries.delete(hash)
    slots.delete(slot(entry.valid.signer, entry.valid.nonce))
    bytes -= entry.extrinsic.bytes.length
  }

  return {
    refusal(hash) {
      const until = banned.get(hash)
      if (until !== undefined && until > Date.now()) return 'temporarily-banned'
      banned.delete(hash)
      return entries.has(hash) ? 'already-imported' : undefined
    },
    add(entry) {
      const { extrinsic, valid } = entry
      const place = slot(valid.signer, valid.nonce)
      if (entries.has(extrinsic.hash)) return 'already-imported'
      if (slots.has(place)) return 'too-low-priority'
      if (isFull(extrinsic.bytes.length)) return 'immediately-dropped'
      entries.set(extrinsic.hash, entry)
      slots.set(place, extrinsic.hash)
      bytes += extrinsic.bytes.length
      return undefined
    },
    remove,
    following(hash) {
      const entry = entries.get(hash)
      return entry === undefined ? [] : chainFrom(slots, entry.valid.signer, entry.valid.nonce + 1)
    },
    ban: (hash) => banned.set(hash, Date.now() + banMilliseconds),
    unban: (hash) => banned.delete(hash),
    all: () => [...entries.values()],
    ready: (nonceOf) => readyEntries(entries, slots, nonceOf),
    setFull(next) {
      full = next
    },
  }
}

const slot = (signer: string, nonce: number) => `${signer}/${nonce}`

function readyEntries(
  entries: ReadonlyMap<string, PoolEntry>,
  slots: ReadonlyMap<string, string>,
  nonceOf: (account: string) => number,
): PoolEntry[] {
  const next = new Map<string, number>()
  const taken: PoolEntry[] = []
  for (const { valid } of entries.values()) {
    const { signer, nonce } = valid
    const expected = next.get(signer) ?? nonceOf(signer)
    if (nonce !== expected) continue
    const hashes = chainFrom(slots, signer, expected)
    taken.push(...hashes.map((hash) => entries.get(hash) as PoolEntry))
    next.set(signer, expected + hashes.length)
  }
  return taken
}

/** An account's extrinsics from a nonce on, up to the first gap. */
function chainFrom(slots: ReadonlyMap<string, string>, signer: string, from: number): string[] {
  const hashes: string[] = []
  for (let nonce = from; ; nonce++) {
    const hash = slots.get(slot(signer, nonce))
    if (hash === undefined) return hashes
    hashes.push(hash)
  }
}
