import type { Chain, Head } from './client.ts'
import { madeAt } from './head-age.ts'

type Source = Pick<Chain, 'request' | 'finalized' | 'slotDuration'>

/**
 * The last finalized block that was made by a time, milliseconds UTC. Null where the node has no state of then any more: most keep that
 * of an hour.
 */
export async function blockAt(chain: Source, at: number): Promise<Head | null> {
  const head = await chain.finalized()
  const now = await timeOf(chain, head)
  if (now === null || now <= at) return now === null ? null : head
  // No block comes before its slot.
  let lower = Math.max(0, head.number - Math.ceil((now - at) / chain.slotDuration) - 1)
  let upper = head.number
  while (upper - lower > 1) {
    const middle = Math.floor((lower + upper) / 2)
    const made = await timeOf(chain, await named(chain, middle))
    if (made === null) return null
    if (made <= at) lower = middle
    else upper = middle
  }
  const block = await named(chain, lower)
  const made = await timeOf(chain, block)
  return made !== null && made <= at ? block : null
}

async function named({ request }: Source, number: number): Promise<Head | null> {
  const hash = await request<string | null>('chain_getBlockHash', [number])
  return hash === null ? null : { number, hash }
}

/** Null where the node has dropped the state, and says so by an error. */
const timeOf = async ({ request }: Source, block: Head | null): Promise<number | null> =>
  block && madeAt(request, block.hash).catch(() => null)
