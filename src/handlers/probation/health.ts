import type { ErrandRunner } from '../kit/errand.ts'
import { readHealth } from './read-health.ts'

/** L2: one day of a subnet's probation, as the finalized head shows it. */
export const reportHealth: ErrandRunner<'health', 'chain'> = async (
  { chain },
  _state,
  { day, netuid },
  when,
) => {
  const health = await readHealth(chain, netuid, await chain.finalized())
  return { type: 'ReportHealth', day, health, ...when }
}
