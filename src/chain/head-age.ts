import { hexToU8a, u8aToBigInt } from '@polkadot/util'
import type { Request } from './connection.ts'

/** Storage key of `Timestamp.Now`: the same on every runtime, and read before any metadata is. */
const TIMESTAMP_NOW = '0xf0c365c3cf59d671eb72da0e7a4113c49f1f0515f462cdcf84e0f1d6045dfcbb'

/** Milliseconds. A block comes every 12 s, and is final some three blocks later. */
export const OLD_HEAD = 300_000

/** How long ago a block was made by this machine's clock, milliseconds; null where the block does not say. */
export async function ageOf(request: Request, hash: string, now = Date.now()): Promise<number | null> {
  const at = await madeAt(request, hash)
  return at === null ? null : now - at
}

/** When a block was made, milliseconds UTC; null where it does not say. */
export async function madeAt(request: Request, hash: string): Promise<number | null> {
  const stored = await request<string | null>('state_getStorage', [TIMESTAMP_NOW, hash])
  return stored === null ? null : Number(u8aToBigInt(hexToU8a(stored), { isLe: true }))
}
