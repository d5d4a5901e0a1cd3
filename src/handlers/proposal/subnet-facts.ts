import type { ApiPromise } from '@polkadot/api'
import type { Codec } from '@polkadot/types/types'
import type { Chain, Head } from '../../chain/client.ts'
import { hyperparametersAtRegistration, hyperparametersOf, knownTo } from '../../chain/hyperparameters.ts'
import { readStorage, type StorageKey, storageDefault } from '../../chain/storage.ts'
import type { SubnetFacts } from '../../mechanisms/architecture/architecture.ts'

const PALLET = 'subtensorModule'

/** A new network has one neuron: its owner's hotkey. */
const NEURONS_AT_REGISTRATION = 1

/** What a plan cannot be made without, each a map by netuid. */
const NEEDED = ['MechanismCountCurrent', 'MechanismEmissionSplit', 'SubnetworkN', 'MinAllowedUids'] as const

/**
 * C1: a subnet as the chain has it at one finalized block; where `netuid` is null or not on chain, as a new one would be. Throws,
 * naming it, where the chain lacks what a plan cannot be made without; a hyperparameter that it lacks is left out.
 */
export async function readSubnetFacts(
  chain: Pick<Chain, 'api' | 'request'>,
  netuid: number | null,
  { number: block, hash }: Head,
): Promise<SubnetFacts> {
  const api = chain.api()
  const known = knownTo(api)
  const mapped = [...NEEDED, ...known.map(({ storage }) => storage)]
  const wanted: StorageKey[] = [
    { pallet: PALLET, item: 'MaxMechanismCount' },
    { pallet: PALLET, item: 'NetworksAdded', keys: [netuid ?? 0] },
    ...mapped.map((item) => ({ pallet: PALLET, item, keys: [netuid ?? 0] })),
  ]
  const [maximum, added, ...stored] = await readStorage(chain, wanted, hash)
  const isThere = netuid !== null && added?.toString() === 'true'
  const values = isThere ? stored : mapped.map((item) => storageDefault(api, PALLET, item))
  const [count, split, neurons, minimumUids, ...settings] = values
  return {
    netuid: isThere ? netuid : null,
    block,
    mechanismCount: Number(count),
    emissionSplit: split ? (split.toJSON() as number[]) : null,
    hyperparameters: isThere ? hyperparametersOf(known, settings) : hyperparametersAtRegistration(api, known),
    neurons: isThere ? Number(neurons) : NEURONS_AT_REGISTRATION,
    limits: {
      maximumMechanisms: Number(maximum),
      maximumUids: maximumUids(api),
      minimumUids: Number(minimumUids),
    },
  }
}

/** UIDs of all mechanisms together. */
function maximumUids(api: ApiPromise): number {
  const constant: Codec | undefined = api.consts[PALLET]?.initialMaxAllowedUids
  if (!constant) throw new Error(`The chain has no constant ${PALLET}.InitialMaxAllowedUids.`)
  return Number(constant)
}
