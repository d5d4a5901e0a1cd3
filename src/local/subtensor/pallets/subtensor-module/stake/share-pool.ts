import type { AccountId, StateReader, StateWriter } from '../../../runtime/pallet.ts'
import { alphaShares, totalHotkeyAlpha, totalHotkeyShares } from '../storage.ts'
import * as safeFloat from './safe-float.ts'

/**
 * Coldkeys hold shares of a hotkey's alpha on a subnet. What one share is worth moves with the total, so dividends
 * reach every staker by one write.
 */
export type SharePool = { readonly hotkey: AccountId; readonly netuid: number }

type Reads = { readonly state: StateReader }
type Writes = { readonly state: StateWriter }

/** A coldkey's alpha: total × share ÷ all shares, rounded down. */
export function alphaOf(from: Reads, pool: SharePool, coldkey: AccountId): bigint {
  const share = alphaShares.get(from, pool.hotkey, coldkey, pool.netuid)
  const total = safeFloat.fromInteger(totalHotkeyAlpha.get(from, pool.hotkey, pool.netuid))
  const shares = totalHotkeyShares.get(from, pool.hotkey, pool.netuid)
  return safeFloat.toInteger(safeFloat.multiplyDivide(total, share, shares))
}

/** Whether so little alpha would still buy a share. */
export function isPreciseEnough(from: Reads, pool: SharePool, alpha: bigint): boolean {
  const shares = totalHotkeyShares.get(from, pool.hotkey, pool.netuid)
  return safeFloat.isZero(shares) || !safeFloat.isZero(sharesFor(from, pool, alpha))
}

export function increaseAlpha(to: Writes, pool: SharePool, coldkey: AccountId, alpha: bigint): void {
  change(to, pool, coldkey, alpha, sharesFor(to, pool, alpha), safeFloat.add)
}

/** Gives alpha to all who hold shares, by these. */
export function growAlpha(to: Writes, { hotkey, netuid }: SharePool, alpha: bigint): void {
  if (alpha > 0n) totalHotkeyAlpha.put(to, totalHotkeyAlpha.get(to, hotkey, netuid) + alpha, hotkey, netuid)
}

/** Leaves the pool alone when the coldkey has less. */
export function decreaseAlpha(to: Writes, pool: SharePool, coldkey: AccountId, alpha: bigint): void {
  if (alphaOf(to, pool, coldkey) < alpha) return
  change(to, pool, coldkey, -alpha, sharesFor(to, pool, alpha), safeFloat.subtract)
}

function sharesFor(from: Reads, pool: SharePool, alpha: bigint): safeFloat.SafeFloat {
  const amount = safeFloat.fromInteger(alpha)
  const shares = totalHotkeyShares.get(from, pool.hotkey, pool.netuid)
  if (safeFloat.isZero(shares)) return amount
  const total = safeFloat.fromInteger(totalHotkeyAlpha.get(from, pool.hotkey, pool.netuid))
  return safeFloat.multiplyDivide(amount, shares, total)
}

function change(
  to: Writes,
  { hotkey, netuid }: SharePool,
  coldkey: AccountId,
  alpha: bigint,
  shares: safeFloat.SafeFloat,
  apply: typeof safeFloat.add,
): void {
  const total = totalHotkeyAlpha.get(to, hotkey, netuid) + alpha
  if (total === 0n) totalHotkeyAlpha.remove(to, hotkey, netuid)
  else totalHotkeyAlpha.put(to, total, hotkey, netuid)

  const allShares = apply(totalHotkeyShares.get(to, hotkey, netuid), shares)
  if (safeFloat.isZero(allShares)) totalHotkeyShares.remove(to, hotkey, netuid)
  else totalHotkeyShares.put(to, allShares, hotkey, netuid)

  const share = apply(alphaShares.get(to, hotkey, coldkey, netuid), shares)
  if (safeFloat.isZero(share)) alphaShares.remove(to, hotkey, coldkey, netuid)
  else alphaShares.put(to, share, hotkey, coldkey, netuid)
}
