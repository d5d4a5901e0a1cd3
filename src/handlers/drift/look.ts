import type { Chain } from '../../chain/client.ts'
import type { Ledger } from '../../ledger/ledger.ts'
import { readLife } from '../../ledger/read-subnet.ts'
import { liveNow } from '../../ledger/subnets.ts'
import type { PlanRow } from '../../mechanisms/architecture/architecture.ts'
import type { LaunchSlice } from '../../mechanisms/launch/slice.ts'
import { each } from '../kit/each.ts'
import { compareWith } from './compare.ts'

const DAY = 86_400_000

/** When each subnet is to be looked at next, by the chain's time: milliseconds, UTC. */
export type LookTimes = Map<string, number>

/** What differs at a finalized block; null where the network is not there. */
export type Compare = (
  launch: LaunchSlice,
  netuid: number,
) => Promise<{ readonly rows: readonly PlanRow[]; readonly block: number } | null>

/** Asks the chain, in the state of the finalized head. */
export const compareOn =
  (chain: Pick<Chain, 'api' | 'request' | 'finalized'>): Compare =>
  async ({ architecture, registeredIn }, netuid) => {
    const head = await chain.finalized()
    const rows = await compareWith(chain, architecture, { netuid, registeredIn }, head)
    return rows && { rows, block: head.number }
  }

/**
 * C1: compares each live subnet with the architecture in force, once a day; what has changed since is told. One that differed is compared
 * again in the next minute, so that its issue closes soon after whoever mends it, on either side.
 */
export async function lookForDrift(
  ledger: Pick<Ledger, 'queries' | 'write'>,
  compare: Compare,
  now: () => Promise<number>,
  looked: LookTimes,
): Promise<void> {
  const live = await liveNow(ledger.queries)
  if (live.length === 0) return
  const at = await now()
  // What fails is looked at again in the next minute.
  await each(live, async ({ stream, netuid }) => {
    if (at < (looked.get(stream) ?? at)) return
    const differs = await look(ledger, compare, { stream, netuid, at })
    looked.set(stream, differs ? at : at + DAY)
  })
}

/** Whether anything differs. */
async function look(
  { queries, write }: Pick<Ledger, 'queries' | 'write'>,
  compare: Compare,
  { stream, netuid, at }: { readonly stream: string; readonly netuid: number; readonly at: number },
): Promise<boolean> {
  const { launch, mandate } = await readLife(queries, stream)
  const seen = launch && (await compare(launch, netuid))
  if (!seen) return false
  const source = { kind: 'errand', name: 'drift' } as const
  const commit = mandate.change?.commit ?? null
  await write(({ handle }) => handle(stream, { type: 'SeeDrift', netuid, ...seen, commit, at, source }))
  return seen.rows.length > 0
}
