import type { IncomingMessage } from 'node:http'
import { pipeline, type Transform } from 'node:stream'
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib'

const UNFOLDS: ReadonlyMap<string, () => Transform> = new Map([
  ['gzip', createGunzip],
  ['x-gzip', createGunzip],
  ['deflate', createInflate],
  ['br', createBrotliDecompress],
])

/**
 * The body of an answer as it was before the server compressed it: an article compressed anew is the same article. Null where nobody knows
 * how to unfold it. The reader has to count what comes out, piece by piece: a small body may unfold to any size.
 */
export function unfold(incoming: IncomingMessage): AsyncIterable<Buffer> | null {
  const encoding = incoming.headers['content-encoding']?.trim().toLowerCase() ?? ''
  if (encoding === '' || encoding === 'identity') return incoming
  const unfolding = UNFOLDS.get(encoding)?.()
  // Who reads what comes out meets the error there.
  return unfolding ? pipeline(incoming, unfolding, () => undefined) : null
}
