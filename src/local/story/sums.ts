import { readPositions } from '../../chain/holders/read-holders.ts'
import { formatAlpha, formatTao } from '../../mechanisms/money.ts'
import type { World } from '../world/world.ts'
import { readAlpha } from './alpha.ts'
import type { Costs } from './costs.ts'
import type { Finding } from './reckoning.ts'

type Numbered = { toString(): string } | undefined

const amount = (value: Numbered): bigint => BigInt(value?.toString() ?? 0)

/** All TAO in the world, to the rao, and all alpha of each network, at one finalized block. */
export async function sums({ wallets }: World, costs: Costs): Promise<Finding[]> {
  const { api } = wallets
  const head = await api.rpc.chain.getFinalizedHead()
  const at = (await api.at(head)).query
  const accounts = (await at.system?.account?.entries()) ?? []
  const held = accounts.map(([, account]) => {
    const { data } = account as unknown as { data: { free: Numbered; reserved: Numbered } }
    return amount(data.free) + amount(data.reserved)
  })
  const found = formatTao(held.reduce((sum, one) => sum + one, 0n))
  const wanted = formatTao(amount(await at.balances?.totalIssuance?.()))
  const networks = await alphaOf(wallets, head.toHex(), costs)
  return [{ what: 'all TAO', found, wanted }, ...networks]
}

/**
 * Each unit that a network has given out is under a hotkey, waits for the next epoch, or was left to nobody by a rule: no block made one or
 * lost one. What is under a hotkey is its coldkeys' to the unit, as the App reads them.
 */
async function alphaOf({ api, request }: World['wallets'], at: string, { leaks }: Costs): Promise<Finding[]> {
  const networks = await readAlpha({ api, request }, at)
  const findings: Finding[] = []
  for (const [netuid, { held }] of networks) {
    const leak = leaks.get(netuid)
    const where = leak ? ` in block ${leak.block}` : ''
    findings.push({
      what: `alpha of subnet ${netuid} that was lost without a reason${where}`,
      found: formatAlpha(leak?.units ?? 0n),
      wanted: formatAlpha(0n),
    })
    const { owned, rows } = await ownedOf({ api: () => api, request }, netuid, at)
    // Each row is rounded down.
    const isWhole = owned <= held && held - owned <= rows
    findings.push({
      what: `alpha of subnet ${netuid} that is somebody’s`,
      found: formatAlpha(isWhole ? held : owned),
      wanted: formatAlpha(held),
    })
  }
  return findings
}

async function ownedOf(chain: Parameters<typeof readPositions>[0], netuid: number, at: string) {
  let [owned, rows] = [0n, 0n]
  for await (const { positions } of readPositions(chain, netuid, at)) {
    for (const { amount } of positions) owned += amount
    rows += BigInt(positions.length)
  }
  return { owned, rows }
}
