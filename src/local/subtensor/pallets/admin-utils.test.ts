import { expect, test } from 'vitest'
import type { hyperparameterCalls } from './admin-utils/hyperparameter-calls.ts'
import * as hyperparameters from './subtensor-module/network/hyperparameters.ts'
import {
  lastEpochBlock,
  ownerHyperparamRateLimit,
  tempo,
} from './subtensor-module/network/network-storage.ts'
import { activityCutoffBlocks } from './subtensor-module/network/timing.ts'
import { errorOf, person, type TestWorld, tao, testWorld } from './test-world.ts'

const [owner, stranger, hotkey] = [1, 2, 3].map(person) as [string, string, string]
type CallName = keyof typeof hyperparameterCalls

/** What the owner may set everything to. */
const allowed: Readonly<Record<CallName, [argument: string, value: unknown]>> = {
  sudo_set_serving_rate_limit: ['serving_rate_limit', 0n],
  sudo_set_max_difficulty: ['max_difficulty', 1n],
  sudo_set_weights_version_key: ['weights_version_key', 7n],
  sudo_set_adjustment_alpha: ['adjustment_alpha', 1n],
  sudo_set_immunity_period: ['immunity_period', 100],
  sudo_set_min_allowed_weights: ['min_allowed_weights', 2],
  sudo_set_max_allowed_uids: ['max_allowed_uids', 64],
  sudo_set_rho: ['rho', 20],
  sudo_set_activity_cutoff: ['activity_cutoff', 360],
  sudo_set_min_burn: ['min_burn', 999_999_999n],
  sudo_set_max_burn: ['max_burn', 100_000_001n],
  sudo_set_bonds_moving_average: ['bonds_moving_average', 975_000n],
  sudo_set_bonds_penalty: ['bonds_penalty', 0],
  sudo_set_commit_reveal_weights_enabled: ['enabled', false],
  sudo_set_commit_reveal_weights_interval: ['interval', 100n],
  sudo_set_toggle_transfer: ['toggle', false],
  sudo_set_recycle_or_burn: ['recycle_or_burn', { type: 'Recycle', value: undefined }],
  sudo_set_yuma3_enabled: ['enabled', false],
  sudo_set_bonds_reset_enabled: ['enabled', true],
  sudo_set_owner_immune_neuron_limit: ['immune_neurons', 10],
  sudo_set_burn_half_life: ['burn_half_life', 36_100],
  sudo_set_burn_increase_mult: ['burn_increase_mult', 3n << 64n],
  sudo_set_owner_cut_enabled: ['enabled', false],
}

const refused: ReadonlyArray<[call: CallName, value: unknown, error: string]> = [
  ['sudo_set_max_allowed_uids', 63, 'AdminUtils.MaxAllowedUidsLessThanMinAllowedUids'],
  ['sudo_set_max_allowed_uids', 257, 'AdminUtils.MaxAllowedUidsGreaterThanDefaultMaxAllowedUids'],
  ['sudo_set_activity_cutoff', 359, 'SubtensorModule.ActivityCutoffTooLow'],
  ['sudo_set_min_burn', tao, 'AdminUtils.ValueNotInBounds'],
  ['sudo_set_max_burn', 100_000_000n, 'AdminUtils.ValueNotInBounds'],
  ['sudo_set_bonds_moving_average', 975_001n, 'AdminUtils.BondsMovingAverageMaxReached'],
  ['sudo_set_commit_reveal_weights_interval', 101n, 'SubtensorModule.RevealPeriodTooLarge'],
  ['sudo_set_commit_reveal_weights_interval', 0n, 'SubtensorModule.RevealPeriodTooSmall'],
  ['sudo_set_owner_immune_neuron_limit', 11, 'SubtensorModule.InvalidValue'],
  ['sudo_set_burn_half_life', 0, 'AdminUtils.InvalidValue'],
  ['sudo_set_burn_increase_mult', (3n << 64n) + 1n, 'AdminUtils.InvalidValue'],
]

/** At a block of which no epoch is near. */
function openWorld(): TestWorld {
  const world = testWorld({ balances: new Map([[owner, 1_000n * tao]]) })
  const network = { hotkey, identity: undefined }
  world.run(owner, 'SubtensorModule', 'register_network_with_identity', network)
  world.advance(1)
  return world
}

function set(world: TestWorld, name: CallName, value = allowed[name][1], who = owner): string | undefined {
  return errorOf(world.run(who, 'AdminUtils', name, { netuid: 1, [allowed[name][0]]: value }))
}

test.each(Object.keys(allowed) as CallName[])('%s is the owner’s, now and then', (name) => {
  const world = openWorld()
  expect(set(world, name, undefined, stranger)).toBe('BadOrigin')
  expect(set(world, name)).toBeUndefined()
  const limited = name !== 'sudo_set_owner_cut_enabled'
  expect(set(world, name)).toBe(limited ? 'SubtensorModule.TxRateLimitExceeded' : undefined)
  const epochs = name === 'sudo_set_weights_version_key' ? 5 : ownerHyperparamRateLimit.get(world.ctx)
  world.advance(epochs * tempo.get(world.ctx, 1))
  lastEpochBlock.put(world.ctx, BigInt(world.ctx.block.number), 1)
  expect(set(world, name)).toBeUndefined()
  lastEpochBlock.put(world.ctx, BigInt(world.ctx.block.number - 9), 1)
  world.advance(100)
  lastEpochBlock.put(world.ctx, BigInt(world.ctx.block.number - 9), 1)
  expect(set(world, name)).toBe('SubtensorModule.AdminActionProhibitedDuringWeightsWindow')
})

test.each(refused)('%s to %s: %s', (name, value, error) => {
  expect(set(openWorld(), name, value)).toBe(error)
})

test('what is set is stored and told', () => {
  const world = openWorld()
  set(world, 'sudo_set_immunity_period')
  expect(hyperparameters.immunityPeriod.get(world.ctx, 1)).toBe(100)
  expect(world.lastEvents()).toEqual(['SubtensorModule.ImmunityPeriodSet'])
  set(world, 'sudo_set_bonds_reset_enabled')
  expect(world.lastEvents()).toEqual(['SubtensorModule.BondsResetOnSet', 'AdminUtils.BondsResetToggled'])
})

test('the tempo begins the epoch anew', () => {
  const world = openWorld()
  const setTempo = (blocks: number, who = owner) =>
    errorOf(world.run(who, 'SubtensorModule', 'set_tempo', { netuid: 1, tempo: blocks }))
  expect(setTempo(400, stranger)).toBe('BadOrigin')
  expect(setTempo(359)).toBe('SubtensorModule.TempoOutOfBounds')
  expect(setTempo(400)).toBeUndefined()
  expect(lastEpochBlock.get(world.ctx, 1)).toBe(2n)
  expect(activityCutoffBlocks(world.ctx, 1)).toBe(5_555n)
  world.advance(359)
  expect(setTempo(500)).toBe('SubtensorModule.TxRateLimitExceeded')
  world.advance(1)
  expect(setTempo(500)).toBeUndefined()
})

test('the activity cutoff is told in epochs', () => {
  const world = openWorld()
  const setFactor = (factor_milli: number) =>
    errorOf(world.run(owner, 'SubtensorModule', 'set_activity_cutoff_factor', { netuid: 1, factor_milli }))
  expect(setFactor(999)).toBe('SubtensorModule.ActivityCutoffFactorMilliOutOfBounds')
  expect(setFactor(2_000)).toBeUndefined()
  expect(activityCutoffBlocks(world.ctx, 1)).toBe(20n)
  expect(setFactor(3_000)).toBe('SubtensorModule.TxRateLimitExceeded')
})
