import { type Call, type Context, call } from '../../runtime/pallet.ts'
import type { StorageItem } from '../../runtime/storage.ts'
import { weights } from '../../weights.ts'
import * as hyperparameters from '../subtensor-module/network/hyperparameters.ts'
import { changeByOwner, type OwnerChange } from '../subtensor-module/network/subnet-owner.ts'
import { refusal } from '../subtensor-module/refusal.ts'
import { maxAllowedUids } from '../subtensor-module/storage.ts'
import {
  ensureActivityCutoff,
  ensureMaxBurn,
  ensureMaxUids,
  ensureMinBurn,
  ensureMultiplier,
  ensureRevealPeriod,
  own,
  within,
} from './bounds.ts'

type Setting<Value> = {
  /** The call's argument beside the netuid. */
  readonly argument: string
  /** Its name among the runtime's rate limits, where it is one of the hyperparameters. */
  readonly limit: string | OwnerChange
  readonly item: StorageItem<[netuid: number], Value>
  readonly check?: (ctx: Context, netuid: number, value: Value) => void
  /** SubtensorModule's event of netuid and value; AdminUtils' has fields, named like the argument. */
  readonly event?: string
  readonly ownEvent?: string
}

/** A call by which the owner sets one hyperparameter. */
function setting<Value>(definition: Setting<Value>): Call {
  const { argument, limit, item, check, event, ownEvent } = definition
  const kind = typeof limit === 'string' ? { hyperparameter: limit } : limit
  return call<{ netuid: number } & Record<string, unknown>>({
    weight: weights.AdminUtils.setHyperparameter,
    dispatch(ctx, origin, { netuid, ...args }) {
      const value = args[argument] as Exclude<Value, undefined>
      changeByOwner(ctx, origin, { netuid, kind }, () => {
        check?.(ctx, netuid, value)
        item.put(ctx, value, netuid)
        if (event !== undefined) ctx.emit('SubtensorModule', event, [netuid, value])
        if (ownEvent !== undefined) ctx.emit('AdminUtils', ownEvent, { netuid, [argument]: value })
      })
      return undefined
    },
  })
}

export const hyperparameterCalls = {
  sudo_set_serving_rate_limit: setting({
    argument: 'serving_rate_limit',
    limit: 'ServingRateLimit',
    item: hyperparameters.servingRateLimit,
    event: 'ServingRateLimitSet',
  }),
  sudo_set_max_difficulty: setting({
    argument: 'max_difficulty',
    limit: 'MaxDifficulty',
    item: hyperparameters.maxDifficulty,
    event: 'MaxDifficultySet',
  }),
  sudo_set_weights_version_key: setting({
    argument: 'weights_version_key',
    limit: { kind: 'weights-version-key' },
    item: hyperparameters.weightsVersionKey,
    event: 'WeightsVersionKeySet',
  }),
  sudo_set_adjustment_alpha: setting({
    argument: 'adjustment_alpha',
    limit: 'AdjustmentAlpha',
    item: hyperparameters.adjustmentAlpha,
    event: 'AdjustmentAlphaSet',
  }),
  sudo_set_immunity_period: setting({
    argument: 'immunity_period',
    limit: 'ImmunityPeriod',
    item: hyperparameters.immunityPeriod,
    event: 'ImmunityPeriodSet',
  }),
  sudo_set_min_allowed_weights: setting({
    argument: 'min_allowed_weights',
    limit: 'MinAllowedWeights',
    item: hyperparameters.minAllowedWeights,
    event: 'MinAllowedWeightSet',
  }),
  sudo_set_max_allowed_uids: setting({
    argument: 'max_allowed_uids',
    limit: 'MaxAllowedUids',
    item: maxAllowedUids,
    check: ensureMaxUids,
    event: 'MaxAllowedUidsSet',
  }),
  sudo_set_rho: setting({ argument: 'rho', limit: 'Rho', item: hyperparameters.rho }),
  sudo_set_activity_cutoff: setting({
    argument: 'activity_cutoff',
    limit: 'ActivityCutoff',
    item: hyperparameters.activityCutoff,
    check: ensureActivityCutoff,
    event: 'ActivityCutoffSet',
  }),
  sudo_set_min_burn: setting({
    argument: 'min_burn',
    limit: 'MinBurn',
    item: hyperparameters.minBurn,
    check: ensureMinBurn,
    event: 'MinBurnSet',
  }),
  sudo_set_max_burn: setting({
    argument: 'max_burn',
    limit: 'MaxBurn',
    item: hyperparameters.maxBurn,
    check: ensureMaxBurn,
    event: 'MaxBurnSet',
  }),
  sudo_set_bonds_moving_average: setting({
    argument: 'bonds_moving_average',
    limit: 'BondsMovingAverage',
    item: hyperparameters.bondsMovingAverage,
    check: within(0n, 975_000n, () => own('BondsMovingAverageMaxReached')),
    event: 'BondsMovingAverageSet',
  }),
  sudo_set_bonds_penalty: setting({
    argument: 'bonds_penalty',
    limit: 'BondsPenalty',
    item: hyperparameters.bondsPenalty,
    event: 'BondsPenaltySet',
  }),
  sudo_set_commit_reveal_weights_enabled: setting({
    argument: 'enabled',
    limit: 'CommitRevealEnabled',
    item: hyperparameters.commitRevealEnabled,
    event: 'CommitRevealEnabled',
  }),
  sudo_set_commit_reveal_weights_interval: setting({
    argument: 'interval',
    limit: 'WeightCommitInterval',
    item: hyperparameters.revealPeriod,
    check: ensureRevealPeriod,
    event: 'CommitRevealPeriodsSet',
  }),
  sudo_set_toggle_transfer: setting({
    argument: 'toggle',
    limit: 'TransferEnabled',
    item: hyperparameters.transferToggle,
    event: 'TransferToggle',
  }),
  sudo_set_recycle_or_burn: setting({
    argument: 'recycle_or_burn',
    limit: 'RecycleOrBurn',
    item: hyperparameters.recycleOrBurn,
  }),
  sudo_set_yuma3_enabled: setting({
    argument: 'enabled',
    limit: 'Yuma3Enabled',
    item: hyperparameters.yuma3On,
    ownEvent: 'Yuma3EnableToggled',
  }),
  sudo_set_bonds_reset_enabled: setting({
    argument: 'enabled',
    limit: 'BondsResetEnabled',
    item: hyperparameters.bondsResetOn,
    event: 'BondsResetOnSet',
    ownEvent: 'BondsResetToggled',
  }),
  sudo_set_owner_immune_neuron_limit: setting({
    argument: 'immune_neurons',
    limit: 'ImmuneNeuronLimit',
    item: hyperparameters.immuneOwnerUidsLimit,
    check: within(1n, 10n, () => refusal('InvalidValue')),
  }),
  sudo_set_burn_half_life: setting({
    argument: 'burn_half_life',
    limit: 'BurnHalfLife',
    item: hyperparameters.burnHalfLife,
    check: within(1n, 36_100n),
    ownEvent: 'BurnHalfLifeSet',
  }),
  sudo_set_burn_increase_mult: setting({
    argument: 'burn_increase_mult',
    limit: 'BurnIncreaseMult',
    item: hyperparameters.burnIncreaseMult,
    check: ensureMultiplier,
    ownEvent: 'BurnIncreaseMultSet',
  }),
  sudo_set_owner_cut_enabled: setting({
    argument: 'enabled',
    limit: { kind: 'unlimited' },
    item: hyperparameters.ownerCutEnabled,
  }),
}
