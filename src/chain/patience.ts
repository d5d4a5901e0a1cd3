import { setTimeout as sleep } from 'node:timers/promises'
import type { Chain } from './client.ts'

const TRIES = 10
/** On a chain of fast blocks, too, another node has the time to take over. Milliseconds. */
const SHORTEST_PAUSE = 500

/**
 * Asks the chain again while no node answers, half a slot later each time. A start is not given up because a node was left
 * just then. Rejects with the last reason after ten tries.
 */
export async function patiently<Value>(
  chain: Pick<Chain, 'slotDuration'>,
  ask: () => Promise<Value>,
  tries = TRIES,
): Promise<Value> {
  try {
    return await ask()
  } catch (error) {
    if (tries === 1) throw error
    await sleep(Math.max(chain.slotDuration / 2, SHORTEST_PAUSE))
    return patiently(chain, ask, tries - 1)
  }
}
