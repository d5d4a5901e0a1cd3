import type { Codec } from '@polkadot/types/types'
import type { Chain, Head } from '../../chain/client.ts'
import { hasStorage, readStorage, type StorageKey } from '../../chain/storage.ts'
import { itemsOf, mechanismKeys, subnetReader } from '../../chain/subnet-storage.ts'
import type { Health } from '../../mechanisms/probation/slice.ts'

const PALLET = 'subtensorModule'

/**
 * L2: what a subnet shows at one finalized block:
 * - the alpha that the last epoch paid
 * - miners that any mechanism pays
 * - validators with a permit that have set weights within the activity cutoff
 *
 * All are zero if the subnet is not on chain. Throws if the chain lacks something of this, and names it.
 */
export async function readHealth(
  chain: Pick<Chain, 'api' | 'request'>,
  netuid: number,
  { number: block, hash: blockHash }: Head,
): Promise<Health> {
  const read = subnetReader(chain, blockHash)
  const [added, count, emission, permits, cutoff] = await Promise.all([
    read(['NetworksAdded', netuid]).then(first),
    read(['MechanismCountCurrent', netuid]).then(first),
    read(['Emission', netuid]).then(first),
    read(['ValidatorPermit', netuid]).then(first),
    readCutoff(chain, netuid, blockHash),
  ])
  if (added?.toString() !== 'true') return { block, blockHash, emission: 0n, miners: 0, validators: 0 }
  const indices = mechanismKeys(netuid, Number(count))
  const incentives = await read(...indices.map((index) => ['Incentive', index] as [string, number]))
  const updates = await read(...indices.map((index) => ['LastUpdate', index] as [string, number]))
  const permitted = itemsOf(permits).flatMap((permit, uid) => (permit.toString() === 'true' ? [uid] : []))
  const fresh = indices.flatMap((index, id) =>
    permitted
      .filter((uid) => (numbersOf(updates[id])[uid] ?? 0) + cutoff > block)
      .map((uid): [string, number, number] => ['Weights', index, uid]),
  )
  const weights = await read(...fresh)
  const setting = fresh.filter((_, key) => lengthOf(weights[key]) > 0).map(([, , uid]) => uid)
  return {
    block,
    blockHash,
    emission: itemsOf(emission).reduce((sum, one) => sum + BigInt(one.toString()), 0n),
    miners: new Set(incentives.flatMap(paid)).size,
    validators: new Set(setting).size,
  }
}

const first = ([value]: readonly (Codec | null)[]): Codec | null => value ?? null

const numbersOf = (list: Codec | null | undefined): number[] => itemsOf(list).map(Number)

const lengthOf = (list: Codec | null | undefined): number => numbersOf(list).length

/** UIDs with incentive above zero. */
const paid = (incentive: Codec | null): number[] =>
  numbersOf(incentive).flatMap((share, uid) => (share > 0 ? [uid] : []))

/**
 * Blocks for which weights are fresh: a factor in thousandths of the tempo, or a number of blocks on a chain without it.
 */
export async function readCutoff(
  chain: Pick<Chain, 'api' | 'request'>,
  netuid: number,
  at: string,
): Promise<number> {
  const key = (item: string): StorageKey => ({ pallet: PALLET, item, keys: [netuid] })
  if (!hasStorage(chain.api(), PALLET, 'ActivityCutoffFactorMilli')) {
    return Number(first(await readStorage(chain, [key('ActivityCutoff')], at)))
  }
  const wanted = [key('ActivityCutoffFactorMilli'), key('Tempo')]
  const [factor, tempo] = await readStorage(chain, wanted, at)
  return Math.floor((Number(factor) * Number(tempo)) / 1_000)
}
