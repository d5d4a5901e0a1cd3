import { openWallet, type Wallet } from '../../chain/wallet.ts'
import { compareWith } from '../../handlers/drift/compare.ts'
import { type InForce, servedDesign } from '../../handlers/launch/in-force.ts'
import type { PlanRow } from '../../mechanisms/architecture/architecture.ts'
import { ask } from '../approve/api.ts'
import { findSubnet } from '../find-subnet.ts'
import { say } from '../output.ts'

interface Options {
  readonly explorer: string
  readonly node: string
  readonly json?: true
}

/** What a script is told by the exit code, as `terraform plan -detailed-exitcode` does: 0 none, 1 an error, 2 a difference. */
const DRIFT = 2

export async function plan(netuid: string, options: Options): Promise<void> {
  const compared = await makePlan(netuid, options)
  for (const line of options.json ? [JSON.stringify(compared)] : inWords(compared)) say(line)
  if (compared.differences.length > 0) process.exitCode = DRIFT
}

interface Compared {
  readonly netuid: number
  /** The finalized block that was read. */
  readonly block: number
  readonly commit: string | null
  readonly tag: string | null
  readonly differences: readonly {
    readonly what: string
    readonly chain: string
    readonly architecture: string
  }[]
}

async function makePlan(asked: string, { explorer, node }: Options): Promise<Compared> {
  const { netuid, of } = await findSubnet(explorer, asked)
  const { architecture } = await ask<{ architecture: InForce | null }>(explorer, of('architecture'))
  if (!architecture) throw new Error(`No architecture is in force for subnet ${netuid}: nothing was merged.`)
  const wallet = await openWallet(node)
  try {
    return { netuid, ...(await compare(wallet, netuid, architecture)) }
  } finally {
    await wallet.close()
  }
}

async function compare({ api, request }: Wallet, netuid: number, inForce: InForce) {
  const chain = { api: () => api, request }
  const hash = (await api.rpc.chain.getFinalizedHead()).toHex()
  const head = { number: (await api.rpc.chain.getHeader(hash)).number.toNumber(), hash }
  const network = { netuid, registeredIn: inForce.registered_in }
  const rows = await compareWith(chain, servedDesign(inForce), network, head)
  if (rows === null)
    throw new Error(
      `In block ${head.number} the chain has no subnet ${netuid} that is this one: is the node one of its network?`,
    )
  const { commit, tag } = inForce
  return { block: head.number, commit, tag, differences: rows.map(sidesOf) }
}

const sidesOf = ({ what, from, to }: PlanRow) => ({ what, chain: from, architecture: to })

function inWords({ netuid, block, commit, tag, differences }: Compared): string[] {
  const name = `the architecture in force (${tag ?? commit ?? 'not released'})`
  if (differences.length === 0) return [`Subnet ${netuid} is as ${name} says, in block ${block}.`]
  const count = differences.length === 1 ? '1 difference' : `${differences.length} differences`
  const lines = differences.map(({ what, chain, architecture }) => `  ~ ${what}: ${chain} → ${architecture}`)
  return [
    `Subnet ${netuid} differs from ${name} in block ${block}: ${count}, each as the chain → as the architecture.`,
    ...lines,
    'Nothing was changed.',
  ]
}
