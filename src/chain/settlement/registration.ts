import { potName } from '../../mechanisms/pots.ts'
import type { DueIntent } from '../calls.ts'
import type { Chain } from '../client.ts'
import { reasonOf } from '../connection.ts'
import { potAddress, type Treasury } from '../pots.ts'
import { registrationCost } from '../registration-cost.ts'
import { keepsLastRegistration, LAST_REGISTERED } from '../runtime-traits.ts'
import { spendable } from '../spendable.ts'
import { hasStorage, readStorage } from '../storage.ts'

/** What the chain says of registering a network, in the state of its best block. */
export interface Quote {
  /** The lock cost, rao. The chain takes what it is when the extrinsic lands; the call itself has no limit. */
  readonly cost: bigint
  /** What the pots that would pay can give, by their names. Rao. */
  readonly free: ReadonlyMap<string, bigint>
  /** The block from which the chain takes another network, null where it does now. */
  readonly opensAt: number | null
  /** Why nothing is known, null where it is. */
  readonly problem: string | null
}

export const NO_QUOTE: Quote = {
  cost: 0n,
  free: new Map(),
  opensAt: null,
  problem: 'The lock cost is not known yet.',
}

/** Asks for the lock cost and for what the pots hold. A chain that does not tell is a problem of these intents only. */
export async function quoteRegistrations(
  chain: Pick<Chain, 'api' | 'request' | 'finalized'>,
  { address }: Treasury,
  due: readonly DueIntent[],
): Promise<Quote> {
  try {
    const cost = await registrationCost(chain)
    const pots = new Map(due.map(({ intent: { pot } }) => [potName(pot), pot]))
    const free = await Promise.all(
      [...pots].map(async ([name, pot]) => [name, await spendable(chain, potAddress(address, pot))] as const),
    )
    const opensAt = await readOpening(chain)
    return { cost, free: new Map(free), opensAt, problem: null }
  } catch (error) {
    return { ...NO_QUOTE, problem: `The chain did not tell the lock cost: ${reasonOf(error)}` }
  }
}

/**
 * One network at a time: after each the chain takes no other for so many blocks. Null also where the chain does not tell when the last
 * was: it then refuses by itself what comes too early.
 */
async function readOpening(chain: Pick<Chain, 'api' | 'request' | 'finalized'>): Promise<number | null> {
  const places = [
    { pallet: 'subtensorModule', item: 'NetworkRateLimit' },
    { pallet: 'subtensorModule', item: 'LastRateLimitedBlock', keys: [LAST_REGISTERED] },
  ]
  const isTold = places.every(({ pallet, item }) => hasStorage(chain.api(), pallet, item))
  if (!isTold || !keepsLastRegistration(chain.api())) return null
  const { number, hash } = await chain.finalized()
  const [limit, last] = await readStorage(chain, places, hash)
  const opensAt = Number(last) + Number(limit)
  return Number(last) === 0 || opensAt <= number + 1 ? null : opensAt
}
