import type { ErrandRunner } from '../kit/errand.ts'
import { isSameNetwork } from '../launch/same-network.ts'
import { readHealth } from './read-health.ts'

/** L2: one day of a subnet's probation, as the finalized head shows it. */
export const reportHealth: ErrandRunner<'health', 'chain'> = async ({ chain }, _state, errand, when) => {
  const { day, netuid } = errand
  const head = await chain.finalized()
  if (!(await isSameNetwork(chain, errand, head))) {
    return { type: 'SeeDissolution', netuid, block: head.number, ...when }
  }
  const health = await readHealth(chain, netuid, head)
  return { type: 'ReportHealth', day, health, ...when }
}
