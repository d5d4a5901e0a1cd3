import type { IncomingMessage } from 'node:http'

/** GitHub sends no delivery that is larger, in bytes: https://docs.github.com/webhooks/webhook-events-and-payloads */
export const LARGEST_BODY = 25 * 1024 * 1024

/** Bytes that all requests together may hold in memory at one time. */
export interface Room {
  held: number
  readonly most: number
}

/** A body as it came in, or why it was not read to its end. `gone`: the sender left, there is nobody to answer. */
export type BodyRead = Buffer | 'large' | 'busy' | 'gone'

/**
 * Reads a body of at most `LARGEST_BODY` bytes and never holds more: reading stops with the first byte too many, or
 * when the requests together need more than there is room for. Whoever calls gives the room back.
 */
export function readBody(request: IncomingMessage, room: Room): Promise<BodyRead> {
  if (Number(request.headers['content-length']) > LARGEST_BODY) return Promise.resolve('large')
  return new Promise((resolve) => {
    const chunks: Buffer[] = []
    let size = 0
    const stop = (outcome: BodyRead) => {
      request.off('data', take).off('end', end).off('close', gone).off('error', gone)
      if (typeof outcome === 'string') room.held -= size
      resolve(outcome)
    }
    const end = () => stop(chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks, size))
    const gone = () => stop('gone')
    const take = (chunk: Buffer) => {
      chunks.push(chunk)
      size += chunk.length
      room.held += chunk.length
      if (size > LARGEST_BODY) stop('large')
      else if (room.held > room.most) stop('busy')
    }
    request.on('data', take).once('end', end).once('close', gone).once('error', gone)
  })
}
