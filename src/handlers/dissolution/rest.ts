import { spendable } from '../../chain/spendable.ts'
import { hasStorage, readStorage } from '../../chain/storage.ts'
import { besideRewards } from '../../mechanisms/task/tasks.ts'
import type { ErrandRunner } from '../kit/errand.ts'

const QUEUE = { pallet: 'subtensorModule', item: 'DissolveCleanupQueue' }

/** D4: what the treasury has when the chain has paid everybody who held the subnet's alpha: the treasury may be one of them. */
export const countRest: ErrandRunner<'rest', 'chain'> = async (
  { chain },
  { tasks },
  { netuid, account },
  when,
) => {
  const { number: block, hash } = await chain.finalized()
  if (hasStorage(chain.api(), QUEUE.pallet, QUEUE.item)) {
    const [queue] = await readStorage(chain, [QUEUE], hash)
    if ([...(queue as unknown as Iterable<unknown>)].some((one) => Number(one) === netuid)) return null
  }
  const free = besideRewards(await spendable(chain, account, hash), tasks)
  return { type: 'ReportRest', free, block, ...when }
}
