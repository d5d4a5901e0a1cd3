import type { Context, MiddlewareHandler } from 'hono'
import { FairQueue } from './fair-queue.ts'
import type { Shares } from './shares.ts'

export interface GatewayOptions {
  /** The shares that hold now. */
  readonly shares: () => Shares
  /** The coldkey (SS58) that asks, proven in whatever way you like: an API key that you gave it, a signed header. Null where it is nobody's. */
  readonly buyerOf: (context: Context) => string | null | Promise<string | null>
  /** How many requests your output serves at once. */
  readonly capacity: number
  /** How many requests of one buyer may wait; the next are told to come again. */
  readonly mostWaiting?: number
}

/** Lets each buyer have its share of what stands behind it. What one leaves over the others may use. */
export function sharesGateway({
  shares,
  buyerOf,
  capacity,
  mostWaiting = 100,
}: GatewayOptions): MiddlewareHandler {
  const queue = new FairQueue(capacity, mostWaiting)
  return async (context, next) => {
    const buyer = await buyerOf(context)
    if (buyer === null) return context.json({ error: 'say who you are' }, 401)
    const share = shares().of.get(buyer) ?? 0
    if (share <= 0) return context.json({ error: 'this coldkey has bought no share' }, 403)
    if (!(await queue.enter(buyer, share))) {
      context.header('retry-after', '1')
      return context.json({ error: 'too many of your requests wait already' }, 429)
    }
    try {
      await next()
    } finally {
      queue.leave()
    }
  }
}
