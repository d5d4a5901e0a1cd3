import type { Chain } from '../../chain/client.ts'
import { callRuntime, hasRuntimeApi } from '../../chain/runtime-api.ts'
import { hasStorage, readStorage } from '../../chain/storage.ts'
import type { Ledger } from '../../ledger/ledger.ts'
import { onChainNow } from '../../ledger/subnets.ts'

const PALLET = 'subtensorModule'
const PLACES = ['TotalNetworks', 'SubnetLimit'] as const

/**
 * The netuid that goes when somebody registers another network, by a finalized block; null where a place is free or all are immune.
 * Undefined where the chain does not tell.
 */
export async function readNextToGo(
  chain: Pick<Chain, 'api' | 'request'>,
  at: string,
): Promise<number | null | undefined> {
  const api = chain.api()
  const isTold = PLACES.every((item) => hasStorage(api, PALLET, item))
  if (!isTold || !hasRuntimeApi(api, 'SubnetInfoRuntimeApi', 'get_subnet_to_prune')) return undefined
  const [networks, limit] = await readStorage(
    chain,
    PLACES.map((item) => ({ pallet: PALLET, item })),
    at,
  )
  // The network of the validators is counted, and takes no place.
  if (Number(networks) - 1 < Number(limit)) return null
  const next = await callRuntime(chain, 'SubnetInfoRuntimeApi', 'get_subnet_to_prune', [], at)
  return next.isEmpty ? null : Number(next.toString())
}

/** D4: who is next is told so while something can still be done, and who is not any more, too. */
export async function lookAhead(
  chain: Pick<Chain, 'api' | 'request' | 'finalized'>,
  ledger: Pick<Ledger, 'queries' | 'write'>,
  now: () => Promise<number>,
): Promise<void> {
  const ours = await onChainNow(ledger.queries)
  if (ours.length === 0) return
  const next = await readNextToGo(chain, (await chain.finalized()).hash)
  if (next === undefined) return
  for (const { stream, netuid, isNext } of ours.filter((one) => one.isNext !== (one.netuid === next))) {
    const when = { at: await now(), source: { kind: 'errand', name: 'outlook' } } as const
    await ledger.write(({ handle }) =>
      handle(stream, { type: 'SeeOutlook', netuid, isNext: !isNext, ...when }),
    )
  }
}
