import { type Request, reasonOf } from '../connection.ts'

/**
 * What a node said to an extrinsic. None of these means that it will not land: only finalized blocks say that.
 * - `taken`: it is in the pool, or was there already
 * - `stale`: its nonce is used, most likely by itself
 * - `refused`: not now, or not by this node; the same bytes are sent again while their era lives
 * - `silent`: nobody knows
 */
export type SubmitResult =
  | { readonly kind: 'taken' }
  | { readonly kind: 'stale' | 'refused' | 'silent'; readonly detail: string }

const INVALID = 1010
const ALREADY_IMPORTED = 1013

export async function broadcast(request: Request, bytes: string): Promise<SubmitResult> {
  try {
    await request('author_submitExtrinsic', [bytes])
    return { kind: 'taken' }
  } catch (error) {
    return resultOf(error)
  }
}

function resultOf(error: unknown): SubmitResult {
  const detail = reasonOf(error)
  const { code, data } = error as { readonly code?: unknown; readonly data?: unknown }
  if (code === ALREADY_IMPORTED) return { kind: 'taken' }
  if (typeof code !== 'number') return { kind: 'silent', detail }
  const isStale = code === INVALID && /stale|outdated/i.test(`${detail} ${String(data)}`)
  return { kind: isStale ? 'stale' : 'refused', detail }
}
