import type { Chain, Head } from '../../chain/client.ts'
import type { Design, PlanRow } from '../../mechanisms/architecture/architecture.ts'
import { planOf } from '../../mechanisms/architecture/plan.ts'
import { isSameNetwork } from '../launch/same-network.ts'
import { readSubnetFacts } from '../proposal/subnet-facts.ts'

/** C1: what differs between a network in the state of a block and a design; null where it is not on chain, or another one is. */
export async function compareWith(
  chain: Pick<Chain, 'api' | 'request'>,
  design: Design,
  network: { readonly netuid: number; readonly registeredIn: number | null },
  head: Head,
): Promise<readonly PlanRow[] | null> {
  if (!(await isSameNetwork(chain, network, head))) return null
  const facts = await readSubnetFacts(chain, network.netuid, head)
  // A split is planned as a whole: its shares that stay are no difference.
  return facts.netuid === null ? null : planOf(design, facts).rows.filter(({ from, to }) => from !== to)
}
