import type { Codec } from '@polkadot/types/types'
import type { Chain, Head } from '../../chain/client.ts'
import { itemsOf, mechanismKeys, subnetReader } from '../../chain/subnet-storage.ts'
import type { DailyReport } from '../../ledger/reports.ts'
import { isSameNetwork } from '../launch/same-network.ts'
import { count } from './count.ts'

const DAY = 86_400_000

/** C1: a subnet at one finalized block, in three questions however large it is. Null where it is not there, or another network is. */
export async function readReport(
  chain: Pick<Chain, 'api' | 'request' | 'slotDuration'>,
  network: { readonly netuid: number; readonly registeredIn: number | null },
  head: Head,
): Promise<Omit<DailyReport, 'day'> | null> {
  if (!(await isSameNetwork(chain, network, head))) return null
  const { netuid } = network
  const read = subnetReader(chain, head.hash)
  const [added, mechanisms, neurons, emission, permits, split, tempo] = await read(
    ['NetworksAdded', netuid],
    ['MechanismCountCurrent', netuid],
    ['SubnetworkN', netuid],
    ['Emission', netuid],
    ['ValidatorPermit', netuid],
    ['MechanismEmissionSplit', netuid],
    ['Tempo', netuid],
  )
  if (added?.toString() !== 'true') return null
  const indices = mechanismKeys(netuid, Number(mechanisms))
  const uids = Array.from({ length: Number(neurons) }, (_, uid) => uid)
  const values = await read(
    ...indices.flatMap((index) => [['Incentive', index] as const, ['LastUpdate', index] as const]),
    ...uids.map((uid) => ['BlockAtRegistration', netuid, uid] as const),
  )
  const ofMechanisms = values.slice(0, 2 * indices.length)
  return count({
    block: head.number,
    day: Math.round(DAY / chain.slotDuration),
    tempo: Number(tempo),
    emission: itemsOf(emission).reduce((sum, one) => sum + BigInt(one.toString()), 0n),
    split: split ? numbersOf(split) : null,
    permits: itemsOf(permits).map((one) => one.toString() === 'true'),
    registeredAt: values.slice(2 * indices.length).map(Number),
    mechanisms: indices.map((_, id) => ({
      incentive: numbersOf(ofMechanisms[2 * id]),
      lastUpdate: numbersOf(ofMechanisms[2 * id + 1]),
    })),
  })
}

const numbersOf = (list: Codec | null | undefined): number[] => itemsOf(list).map(Number)
