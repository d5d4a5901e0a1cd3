import { expect, test } from 'vitest'
import { connectChain } from '../src/chain/client.ts'
import type { ErrandTools } from '../src/handlers/kit/errand.ts'
import { registration, stepCall } from '../src/handlers/launch/calls.ts'
import { planSteps } from '../src/handlers/launch/plan.ts'
import { readProposal } from '../src/handlers/proposal/proposal.ts'
import { readSubnetFacts } from '../src/handlers/proposal/subnet-facts.ts'
import { filesOf, repository } from '../src/handlers/proposal/testing/repository.ts'
import { startSubtensor } from '../src/local/subtensor/node.ts'
import type { ChainStep } from '../src/mechanisms/architecture/architecture.ts'
import { applied, planOf } from '../src/mechanisms/architecture/plan.ts'
import type { SubnetState } from '../src/mechanisms/subnet/state.ts'
import { pair, payee, quiet, send, until } from './support/chain-world.ts'
import { when } from './support/errand-world.ts'

test('the chain takes what the check of a proposal showed, step by step, and then there is nothing left to do', async () => {
  const node = await startSubtensor({ seal: 50 })
  const chain = await connectChain({ endpoints: [node.url], logger: quiet })
  const facts = async (netuid: number | null) => readSubnetFacts(chain, netuid, await chain.finalized())
  try {
    await until('a block is final', async () => (await chain.finalized()).number > 0)
    const reading = readProposal({
      files: filesOf(repository),
      base: new Map(),
      changed: ['architecture.yaml'],
      chain: await facts(null),
    })
    expect(reading.problems).toEqual([])
    const { architecture } = reading
    if (!architecture) throw new Error('the architecture was not read')
    const owner = pair('Eve')
    await send(chain, owner, registration(chain.api(), payee(1), architecture.identity))
    await until('it is registered', async () => (await facts(1)).netuid === 1)
    const take = async (step: ChainStep) => {
      const { block: _, ...expected } = applied(await facts(1), step)
      // What comes just before an epoch is refused: it is sent again.
      await until(`it took ${JSON.stringify(step, (_key, value) => String(value))}`, async () => {
        await send(chain, owner, stepCall(chain.api(), 1, step))
        const { number } = await chain.finalized()
        await until('three more blocks', async () => (await chain.finalized()).number > number + 3)
        const { block: __, ...now } = await facts(1)
        return JSON.stringify(now, exact) === JSON.stringify(expected, exact)
      })
    }
    const planned = async (netuid: number) => {
      const state = { launch: { architecture }, idea: { pots: { treasury: payee(1) } } } as SubnetState
      const errand = { kind: 'plan', key: 'plan', round: 1, registeredIn: null, netuid } as const
      return planSteps({ chain } as unknown as ErrandTools, state, errand, when)
    }
    for (const [done, step] of architecture.steps.entries()) {
      expect(await planned(1)).toMatchObject({
        type: 'ReportPlan',
        steps: architecture.steps.slice(done),
        epochs: { closed: 2 },
      })
      await take(step)
    }
    expect(await planned(1)).toMatchObject({ steps: [] })
    await expect(planned(2)).rejects.toThrow('Subnet 2 is not in finalized block')
    expect(planOf(architecture, await facts(1))).toEqual({ steps: [], rows: [], problems: [] })
  } finally {
    await chain.close()
    await node.stop()
  }
}, 60_000)

const exact = (_key: string, value: unknown): unknown => (typeof value === 'bigint' ? `${value}n` : value)
