import { spendable } from '../../chain/spendable.ts'
import { hasStorage, readStorage } from '../../chain/storage.ts'
import { readOpenItems } from '../../ledger/attempts.ts'
import { readCursor } from '../../ledger/cursors.ts'
import type { Queries } from '../../ledger/database.ts'
import { readOwedFrom } from '../../ledger/intents.ts'
import { isReturning } from '../../mechanisms/launch/returning.ts'
import { rao } from '../../mechanisms/money.ts'
import { isSamePot, potIn } from '../../mechanisms/pots.ts'
import type { SubnetState } from '../../mechanisms/subnet/state.ts'
import { besideRewards } from '../../mechanisms/task/tasks.ts'
import type { ErrandRunner } from '../kit/errand.ts'

const QUEUE = { pallet: 'subtensorModule', item: 'DissolveCleanupQueue' }

/**
 * D4: what the subnet's accounts have when the chain has paid everybody who held its alpha: they may be among them. L4: the same where
 * there never was a network. Nothing is counted while a payment is under way, nor in a block that the ledger has passed: one of the two would
 * have it and the other not.
 */
export const countRest: ErrandRunner<'rest', 'chain' | 'ledger'> = async (
  { chain, ledger },
  state,
  { netuid, account, pots },
  when,
) => {
  if (await isUnderway(ledger.queries, state)) return null
  const recorded = await readCursor(ledger.queries)
  const { number: block, hash } = await chain.finalized()
  if (recorded && block < recorded.block) return null
  if (netuid !== null && hasStorage(chain.api(), QUEUE.pallet, QUEUE.item)) {
    const [queue] = await readStorage(chain, [QUEUE], hash)
    if ([...(queue as unknown as Iterable<unknown>)].some((one) => Number(one) === netuid)) return null
  }
  const free = besideRewards(await spendable(chain, account, hash), state.tasks)
  const left = await Promise.all(
    pots.map(async ([pot, address]) => ({ pot, amount: rao(await spendable(chain, address, hash)) })),
  )
  return { type: 'ReportRest', free, left, block, ...when }
}

/**
 * Whether the treasury may pay yet what was wished before: a registration among it, which nobody wishes any more. Before a network there is
 * nobody to wait for who could be owed for ever, so that all of it is waited for.
 */
async function isUnderway(queries: Queries, state: SubnetState): Promise<boolean> {
  const pots = state.idea?.pots
  if (!pots) return true
  const treasury = potIn(pots, 'treasury')
  const open = await readOpenItems(queries)
  if (open.some(({ intent }) => isSamePot(intent.pot, treasury))) return true
  return isReturning(state) && (await readOwedFrom(queries, treasury)).length > 0
}
