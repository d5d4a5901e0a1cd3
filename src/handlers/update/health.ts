import type { ErrandRunner } from '../kit/errand.ts'
import { isSameNetwork } from '../launch/same-network.ts'
import { readHealth } from '../probation/read-health.ts'

/** N2: one day of an update's probation, as the finalized head shows it. */
export const reportUpdateHealth: ErrandRunner<'update-health', 'chain'> = async (
  { chain },
  _state,
  errand,
  when,
) => {
  const { round, day, netuid } = errand
  const head = await chain.finalized()
  if (!(await isSameNetwork(chain, errand, head)))
    return { type: 'SeeDissolution', netuid, block: head.number, ...when }
  return { type: 'ReportUpdateHealth', round, day, health: await readHealth(chain, netuid, head), ...when }
}
