import { formatAlpha, formatTao } from '../../mechanisms/money.ts'
import type { World } from '../world/world.ts'
import type { Finding } from './reckoning.ts'

type Numbered = { toString(): string } | undefined

const amount = (value: Numbered): bigint => BigInt(value?.toString() ?? 0)

/** All TAO in the world, to the rao, and all alpha of each network, at one finalized block. */
export async function sums({ wallets: { api } }: World): Promise<Finding[]> {
  const at = (await api.at(await api.rpc.chain.getFinalizedHead())).query
  const accounts = (await at.system?.account?.entries()) ?? []
  const held = accounts.map(([, account]) => {
    const { data } = account as unknown as { data: { free: Numbered; reserved: Numbered } }
    return amount(data.free) + amount(data.reserved)
  })
  const found = formatTao(held.reduce((sum, one) => sum + one, 0n))
  const wanted = formatTao(amount(await at.balances?.totalIssuance?.()))
  const networks = await alphaOf(at)
  return [{ what: 'all TAO', found, wanted }, ...networks]
}

type Query = Awaited<ReturnType<World['wallets']['api']['at']>>['query']

/**
 * What lies under hotkeys, and what the next epoch pays, a network has given out. It has given out more: the chain pays nobody for epochs in
 * which nobody earned.
 */
async function alphaOf({ subtensorModule: chain }: Query): Promise<Finding[]> {
  const under = new Map<number, bigint>()
  for (const [key, alpha] of (await chain?.totalHotkeyAlpha?.entries()) ?? []) {
    const netuid = Number(key.args[1]?.toString())
    under.set(netuid, (under.get(netuid) ?? 0n) + amount(alpha))
  }
  const networks = [...under].filter(([netuid]) => netuid !== 0).toSorted(([one], [other]) => one - other)
  return Promise.all(
    networks.map(async ([netuid, lies]) => {
      const pending = await Promise.all([
        chain?.pendingServerEmission?.(netuid),
        chain?.pendingValidatorEmission?.(netuid),
        chain?.pendingOwnerCut?.(netuid),
      ])
      const held = pending.reduce((sum, one) => sum + amount(one), lies)
      const most = amount(await chain?.subnetAlphaOut?.(netuid))
      const tooMuch = held > most ? held - most : 0n
      return {
        what: `alpha of subnet ${netuid} that it has not given out`,
        found: formatAlpha(tooMuch),
        wanted: formatAlpha(0n),
      }
    }),
  )
}
