import type { Chain, Head } from '../../chain/client.ts'
import { readOwnerLimits } from '../../chain/owner-limits.ts'
import type { ChainStep, Design, SubnetFacts } from '../../mechanisms/architecture/architecture.ts'
import { stepsBetween, stepsTo } from '../../mechanisms/architecture/change.ts'
import { type QueuedStep, queueOf } from '../../mechanisms/architecture/turns.ts'
import type { ErrandRunner } from '../kit/errand.ts'
import { isSameNetwork } from '../launch/same-network.ts'
import { readSubnetFacts } from '../proposal/subnet-facts.ts'
import { defaultDesign } from './default-design.ts'

/** C1: what the default branch says now, and which of the owner's calls make the chain like it, each at its block. */
export const readMandate: ErrandRunner<'mandate', 'github' | 'contents' | 'chain'> = async (
  { github, contents, chain },
  { home, launch, idea },
  { number, isWhole, ...network },
  when,
) => {
  if (!home || !launch || !idea?.pots) return null
  const head = await chain.finalized()
  const { netuid } = network
  if (!(await isSameNetwork(chain, network, head)))
    return { type: 'SeeDissolution', netuid, block: head.number, ...when }
  const octokit = await github.asInstallation(home.installation)
  const at = { owner: home.repository.owner, repo: home.repository.name }
  const facts = await readSubnetFacts(chain, netuid, head)
  if (facts.netuid === null) throw new Error(`Subnet ${netuid} is not in finalized block ${facts.block}.`)
  const { commit, architecture, problems } = await defaultDesign(octokit, contents, at, facts)
  const wanted = architecture ? stepsOf(architecture, isWhole ? null : launch.architecture, facts) : []
  const steps = await queued(chain, { netuid, owner: idea.pots.treasury }, wanted, head)
  return {
    type: 'ReportMandate',
    number,
    commit,
    architecture,
    problems,
    steps,
    block: head.number,
    ...when,
  }
}

/** A merge leaves what it does not change. */
const stepsOf = (now: Design, before: Design | null, facts: SubnetFacts): readonly ChainStep[] =>
  before ? stepsBetween(before, now, facts) : stepsTo(now, facts)

async function queued(
  chain: Pick<Chain, 'api' | 'request' | 'slotDuration'>,
  network: { readonly netuid: number; readonly owner: string },
  steps: readonly ChainStep[],
  head: Head,
): Promise<QueuedStep[]> {
  if (steps.length === 0) return []
  const { opens, epochs } = await readOwnerLimits(chain, network, steps, head)
  return queueOf(steps, opens, head.number, epochs)
}
