import type { HyperparameterValue } from './architecture.ts'

/** What a hyperparameter can be. Bounds are the chain's for a subnet's owner, both included. */
export type HyperparameterType =
  | { readonly kind: 'integer'; readonly minimum: bigint; readonly maximum: bigint }
  /** Rao; written in TAO in `architecture.yaml`. */
  | { readonly kind: 'tao'; readonly minimum: bigint; readonly maximum: bigint }
  | { readonly kind: 'boolean' }
  /** The value is the place in the list, which is the chain's index of the variant. */
  | { readonly kind: 'choice'; readonly choices: readonly string[] }
  /** Two integers, the first not above the second: two arguments of the call, a tuple in the storage. */
  | { readonly kind: 'pair'; readonly minimum: bigint; readonly maximum: bigint }
  /** The bits of the chain's U64F64: 2^64 is 1. */
  | { readonly kind: 'fixed'; readonly minimum: bigint; readonly maximum: bigint }

export interface Hyperparameter {
  /** Pallet and call, whose arguments are the netuid and the value. */
  readonly call: `${'adminUtils' | 'subtensorModule'}.${string}`
  /** The map of SubtensorModule by netuid that holds the value. */
  readonly storage: string
  readonly type: HyperparameterType
  /** What a new network is given where that is not the default of the storage (`init_new_network` of the pallet). */
  readonly atRegistration?: HyperparameterValue
}

const U16 = 65_535n
const U64 = 2n ** 64n - 1n

const integer = (minimum: bigint, maximum: bigint): HyperparameterType => ({
  kind: 'integer',
  minimum,
  maximum,
})
const boolean: HyperparameterType = { kind: 'boolean' }

/** What a subnet's owner may set, by its name in `architecture.yaml`: calls and bounds of spec 424. */
export const HYPERPARAMETERS: Readonly<Record<string, Hyperparameter>> = {
  tempo: { call: 'subtensorModule.setTempo', storage: 'Tempo', type: integer(360n, 50_400n) },
  immunity_period: {
    call: 'adminUtils.sudoSetImmunityPeriod',
    storage: 'ImmunityPeriod',
    type: integer(0n, U16),
    atRegistration: 5_000n,
  },
  max_allowed_uids: {
    call: 'adminUtils.sudoSetMaxAllowedUids',
    storage: 'MaxAllowedUids',
    type: integer(1n, 256n),
    atRegistration: 256n,
  },
  activity_cutoff_factor: {
    call: 'subtensorModule.setActivityCutoffFactor',
    storage: 'ActivityCutoffFactorMilli',
    type: integer(1_000n, 50_000n),
  },
  min_allowed_weights: {
    call: 'adminUtils.sudoSetMinAllowedWeights',
    storage: 'MinAllowedWeights',
    type: integer(0n, U16),
    atRegistration: 1n,
  },
  weights_version_key: {
    call: 'adminUtils.sudoSetWeightsVersionKey',
    storage: 'WeightsVersionKey',
    type: integer(0n, U64),
  },
  commit_reveal_weights_enabled: {
    call: 'adminUtils.sudoSetCommitRevealWeightsEnabled',
    storage: 'CommitRevealWeightsEnabled',
    type: boolean,
  },
  commit_reveal_weights_interval: {
    call: 'adminUtils.sudoSetCommitRevealWeightsInterval',
    storage: 'RevealPeriodEpochs',
    type: integer(1n, 100n),
  },
  serving_rate_limit: {
    call: 'adminUtils.sudoSetServingRateLimit',
    storage: 'ServingRateLimit',
    type: integer(0n, U64),
  },
  min_burn: {
    call: 'adminUtils.sudoSetMinBurn',
    storage: 'MinBurn',
    type: { kind: 'tao', minimum: 0n, maximum: 999_999_999n },
  },
  max_burn: {
    call: 'adminUtils.sudoSetMaxBurn',
    storage: 'MaxBurn',
    // The chain has no upper bound, but there will never be more TAO.
    type: { kind: 'tao', minimum: 100_000_001n, maximum: 21_000_000_000_000_000n },
  },
  burn_half_life: {
    call: 'adminUtils.sudoSetBurnHalfLife',
    storage: 'BurnHalfLife',
    type: integer(1n, 36_100n),
  },
  burn_increase_mult: {
    call: 'adminUtils.sudoSetBurnIncreaseMult',
    storage: 'BurnIncreaseMult',
    type: { kind: 'fixed', minimum: 1n << 64n, maximum: 3n << 64n },
  },
  adjustment_alpha: {
    call: 'adminUtils.sudoSetAdjustmentAlpha',
    storage: 'AdjustmentAlpha',
    type: integer(0n, U64),
  },
  max_difficulty: {
    call: 'adminUtils.sudoSetMaxDifficulty',
    storage: 'MaxDifficulty',
    type: integer(0n, U64),
  },
  yuma3_enabled: {
    call: 'adminUtils.sudoSetYuma3Enabled',
    storage: 'Yuma3On',
    type: boolean,
    atRegistration: true,
  },
  rho: { call: 'adminUtils.sudoSetRho', storage: 'Rho', type: integer(0n, U16) },
  bonds_moving_average: {
    call: 'adminUtils.sudoSetBondsMovingAverage',
    storage: 'BondsMovingAverage',
    type: integer(0n, 975_000n),
  },
  bonds_penalty: {
    call: 'adminUtils.sudoSetBondsPenalty',
    storage: 'BondsPenalty',
    type: integer(0n, U16),
  },
  bonds_reset_enabled: {
    call: 'adminUtils.sudoSetBondsResetEnabled',
    storage: 'BondsResetOn',
    type: boolean,
  },
  liquid_alpha_enabled: {
    call: 'adminUtils.sudoSetLiquidAlphaEnabled',
    storage: 'LiquidAlphaOn',
    type: boolean,
  },
  alpha_values: {
    call: 'adminUtils.sudoSetAlphaValues',
    storage: 'AlphaValues',
    type: { kind: 'pair', minimum: 1_638n, maximum: U16 },
  },
  alpha_sigmoid_steepness: {
    call: 'adminUtils.sudoSetAlphaSigmoidSteepness',
    storage: 'AlphaSigmoidSteepness',
    type: integer(0n, 32_767n),
  },
  min_childkey_take: {
    call: 'adminUtils.sudoSetMinChildkeyTakePerSubnet',
    storage: 'MinChildkeyTakePerSubnet',
    type: integer(0n, 11_796n),
  },
  owner_immune_neuron_limit: {
    call: 'adminUtils.sudoSetOwnerImmuneNeuronLimit',
    storage: 'ImmuneOwnerUidsLimit',
    type: integer(1n, 10n),
  },
  owner_cut_enabled: {
    call: 'adminUtils.sudoSetOwnerCutEnabled',
    storage: 'OwnerCutEnabled',
    type: boolean,
  },
  owner_cut_auto_lock_enabled: {
    call: 'adminUtils.sudoSetOwnerCutAutoLockEnabled',
    storage: 'OwnerCutAutoLockEnabled',
    type: boolean,
  },
  transfers_enabled: {
    call: 'adminUtils.sudoSetToggleTransfer',
    storage: 'TransferToggle',
    type: boolean,
  },
  recycle_or_burn: {
    call: 'adminUtils.sudoSetRecycleOrBurn',
    storage: 'RecycleOrBurn',
    type: { kind: 'choice', choices: ['burn', 'recycle'] },
  },
}

/** What people may look for in `architecture.yaml` in vain: only root, the chain's governance, may set these of a subnet. */
export const ROOT_ONLY: ReadonlySet<string> = new Set([
  'kappa',
  'difficulty',
  'min_difficulty',
  'min_allowed_uids',
  'min_non_immune_uids',
  'max_allowed_validators',
  'max_registrations_per_block',
  'target_registrations_per_interval',
  'adjustment_interval',
  'weights_set_rate_limit',
  'network_registration_allowed',
  'network_pow_registration_allowed',
  'rao_recycled',
  'subtoken_enabled',
  'subnet_emission_enabled',
  'subnet_owner_cut',
  'max_mechanism_count',
  'commit_reveal_version',
  'admin_freeze_window',
  'owner_hparam_rate_limit',
])

/** Names that the chain has given up, and what does their work now. */
export const SUPERSEDED: Readonly<Record<string, string>> = { activity_cutoff: 'activity_cutoff_factor' }
