import { readOwnerLimits } from '../../chain/owner-limits.ts'
import { planOf } from '../../mechanisms/architecture/plan.ts'
import type { ErrandRunner } from '../kit/errand.ts'
import { readSubnetFacts } from '../proposal/subnet-facts.ts'
import { isSameNetwork } from './same-network.ts'

/** C1, L1: what the network that was registered still lacks of the architecture, at the finalized head. */
export const planSteps: ErrandRunner<'plan', 'chain'> = async ({ chain }, { launch, idea }, errand, when) => {
  if (!launch || !idea?.pots) return null
  const { round, netuid } = errand
  const head = await chain.finalized()
  if (!(await isSameNetwork(chain, errand, head))) {
    return { type: 'SeeDissolution', netuid, block: head.number, ...when }
  }
  const facts = await readSubnetFacts(chain, netuid, head)
  if (facts.netuid === null) throw new Error(`Subnet ${netuid} is not in finalized block ${facts.block}.`)
  const { steps } = planOf(launch.architecture, facts)
  const owner = idea.pots.treasury
  // A network that is new is held to no other limit, but its epochs have begun.
  const { epochs } = await readOwnerLimits(chain, { netuid, owner }, [], head)
  return { type: 'ReportPlan', round, steps, block: facts.block, epochs, ...when }
}
