import { planOf } from '../../mechanisms/architecture/plan.ts'
import type { ErrandRunner } from '../kit/errand.ts'
import { readSubnetFacts } from '../proposal/subnet-facts.ts'

/** C1, L1: what the network that was registered still lacks of the architecture, at the finalized head. */
export const planSteps: ErrandRunner<'plan', 'chain'> = async (
  { chain },
  { launch },
  { round, netuid },
  when,
) => {
  if (!launch) return null
  const facts = await readSubnetFacts(chain, netuid, await chain.finalized())
  if (facts.netuid === null) throw new Error(`Subnet ${netuid} is not in finalized block ${facts.block}.`)
  const { steps } = planOf(launch.architecture, facts)
  return { type: 'ReportPlan', round, steps, block: facts.block, ...when }
}
