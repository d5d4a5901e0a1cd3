import type { ApiPromise } from '@polkadot/api'
import type { Codec } from '@polkadot/types/types'
import { type ChainStep, settingOf } from '../mechanisms/architecture/architecture.ts'
import { type Epochs, tempoOf } from '../mechanisms/architecture/turns.ts'
import type { Chain, Head } from './client.ts'
import { hasStorage, readStorage, type StorageKey } from './storage.ts'

const PALLET = 'subtensorModule'
const FIXED = [
  'Tempo',
  'LastEpochBlock',
  'AdminFreezeWindow',
  'OwnerHyperparamRateLimit',
  'WeightsVersionKeyRateLimit',
] as const
const TRANSACTIONS = 'TransactionKeyLastBlock'

/** The runtime's names of hyperparameters among its limits, by ours. Those that are missing have none, or one of `NUMBERS`. */
const NAMES: Readonly<Record<string, string>> = {
  immunity_period: 'ImmunityPeriod',
  max_allowed_uids: 'MaxAllowedUids',
  activity_cutoff_factor: 'ActivityCutoffFactorMilli',
  min_allowed_weights: 'MinAllowedWeights',
  commit_reveal_weights_enabled: 'CommitRevealEnabled',
  commit_reveal_weights_interval: 'WeightCommitInterval',
  serving_rate_limit: 'ServingRateLimit',
  min_burn: 'MinBurn',
  max_burn: 'MaxBurn',
  burn_half_life: 'BurnHalfLife',
  burn_increase_mult: 'BurnIncreaseMult',
  adjustment_alpha: 'AdjustmentAlpha',
  max_difficulty: 'MaxDifficulty',
  yuma3_enabled: 'Yuma3Enabled',
  rho: 'Rho',
  bonds_moving_average: 'BondsMovingAverage',
  bonds_penalty: 'BondsPenalty',
  bonds_reset_enabled: 'BondsResetEnabled',
  liquid_alpha_enabled: 'LiquidAlphaEnabled',
  alpha_values: 'AlphaValues',
  alpha_sigmoid_steepness: 'AlphaSigmoidSteepness',
  min_childkey_take: 'MinChildkeyTake',
  owner_immune_neuron_limit: 'ImmuneNeuronLimit',
  transfers_enabled: 'TransferEnabled',
  recycle_or_burn: 'RecycleOrBurn',
}

/** The runtime's numbers of the owner's other changes (`TransactionType` of the pallet). */
const NUMBERS: Readonly<Record<string, number>> = {
  weights_version_key: 4,
  'mechanism-count': 7,
  'emission-split': 8,
  tempo: 11,
}

/** Blocks between two changes of the mechanisms. It is in the runtime's code and in no constant: one block where blocks are fast. */
const MECHANISM_BLOCKS = 7_200
const FAST_SLOT = 1_000

/**
 * The first block in which the chain's limits let the owner (SS58) take each step, in their order, and when it takes none. What this chain
 * does not tell limits nothing: it refuses by itself what comes too early.
 */
export async function readOwnerLimits(
  chain: Pick<Chain, 'api' | 'request' | 'slotDuration'>,
  { netuid, owner }: { readonly netuid: number; readonly owner: string },
  steps: readonly ChainStep[],
  { hash }: Head,
): Promise<{ readonly opens: readonly number[]; readonly epochs: Epochs | null }> {
  const api = chain.api()
  if (!FIXED.every((item) => hasStorage(api, PALLET, item)))
    return { opens: steps.map(() => 0), epochs: null }
  const fixed: StorageKey[] = FIXED.map((item) => ({
    pallet: PALLET,
    item,
    ...(api.query[PALLET]?.[camel(item)]?.creator.meta.type.isMap ? { keys: [netuid] } : {}),
  }))
  const lasts = steps.map((step) => lastKey(api, settingOf(step), netuid, owner))
  const asked = [...fixed, ...lasts.flatMap((key) => key ?? [])]
  const values = (await readStorage(chain, asked, hash)).map(numberOf)
  const [every = 0, lastEpoch = 0, closed = 0, epochs = 0, versionEpochs = 0, ...last] = values
  const found = last.values()
  let tempo = every
  const opens = steps.map((step, place) => {
    const at = lasts[place] ? (found.next().value ?? 0) : 0
    const pause = pauseOf(chain, settingOf(step), tempo, { epochs, versionEpochs })
    tempo = tempoOf(step) ?? tempo
    return at === 0 ? 0 : at + pause
  })
  return {
    opens,
    epochs: every === 0 ? null : { next: lastEpoch + every, every, closed },
  }
}

const camel = (item: string): string => `${item.slice(0, 1).toLowerCase()}${item.slice(1)}`
const numberOf = (value: Codec | null): number => Number(value?.toString() ?? 0)

/** Blocks between two of the same. */
function pauseOf(
  { api, slotDuration }: Pick<Chain, 'api' | 'slotDuration'>,
  name: string,
  tempo: number,
  limits: { readonly epochs: number; readonly versionEpochs: number },
): number {
  if (name === 'weights_version_key') return tempo * limits.versionEpochs
  if (name === 'tempo') return Number(api().consts[PALLET]?.minTempo?.toString() ?? 0)
  if (Object.hasOwn(NUMBERS, name)) return slotDuration < FAST_SLOT ? 1 : MECHANISM_BLOCKS
  return tempo * limits.epochs
}

/** Where the chain keeps when the owner took such a step last; null where it does not. */
function lastKey(api: ApiPromise, name: string, netuid: number, owner: string): StorageKey | null {
  const number = Object.hasOwn(NUMBERS, name) ? NUMBERS[name] : undefined
  if (number !== undefined)
    return hasStorage(api, PALLET, TRANSACTIONS)
      ? { pallet: PALLET, item: TRANSACTIONS, keys: [owner, netuid, number] }
      : null
  const limit = Object.hasOwn(NAMES, name) ? NAMES[name] : undefined
  return limit !== undefined && keepsLimit(api, limit)
    ? { pallet: PALLET, item: 'LastRateLimitedBlock', keys: [{ OwnerHyperparamUpdate: [netuid, limit] }] }
    : null
}

/** Whether this runtime has a limit of that name. */
function keepsLimit({ query, registry }: Pick<ApiPromise, 'query' | 'registry'>, name: string): boolean {
  const type = query[PALLET]?.lastRateLimitedBlock?.creator.meta.type
  if (!type?.isMap) return false
  const { def } = registry.lookup.getSiType(type.asMap.key)
  const update = def.isVariant
    ? def.asVariant.variants.find((one) => one.name.toString() === 'OwnerHyperparamUpdate')
    : undefined
  const kind = update?.fields[1]?.type
  if (!kind) return false
  const names = registry.lookup.getSiType(kind).def
  return names.isVariant && names.asVariant.variants.some((one) => one.name.toString() === name)
}
