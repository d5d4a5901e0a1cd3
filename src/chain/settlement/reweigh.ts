import type { Logger } from 'pino'
import { allowMore, pendingApprovals } from '../../ledger/approvals.ts'
import type { Ledger } from '../../ledger/ledger.ts'
import type { Chain } from '../client.ts'
import { reasonOf } from '../connection.ts'
import { heavier, withRoom } from '../multisig-weight.ts'
import type { Treasury } from '../pots.ts'
import { readCall } from '../read-call.ts'
import { weightOfCall } from './limits.ts'
import type { Memory } from './memory.ts'

interface Reweighing {
  readonly chain: Chain
  readonly ledger: Ledger
  readonly treasury: Treasury
  readonly logger: Logger
}

/**
 * Weighs the calls that wait for guardians anew, once for each runtime: one that became heavier than it was opened with would
 * fail with `Multisig.MaxWeightTooLow` at the last approval. One that cannot be read any more stops no other, and is taken back.
 */
export async function reweigh(reweighing: Reweighing, memory: Memory): Promise<void> {
  const { chain, ledger, treasury, logger } = reweighing
  const { specVersion } = chain
  if (memory.reweighed === specVersion) return
  const unreadable: string[] = []
  for (const { callHash, callData, maxWeight } of await pendingApprovals(ledger.queries)) {
    const api = chain.api()
    const call = readCall(api, callData)
    if (!call) {
      unreadable.push(callHash)
      logger.warn({ callHash }, 'waiting call cannot be read by this runtime: it is taken back')
      continue
    }
    try {
      const weight = await weightOfCall(chain, api.tx(call), treasury.signer)
      const isHeavier = weight.refTime > maxWeight.refTime || weight.proofSize > maxWeight.proofSize
      if (isHeavier) await allowMore(ledger.queries, callHash, heavier(withRoom(weight), maxWeight))
    } catch (error) {
      logger.warn({ callHash, reason: reasonOf(error) }, 'waiting call not weighed anew')
    }
  }
  memory.reweighed = specVersion
  memory.unreadable = unreadable
}
