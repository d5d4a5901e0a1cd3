import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { balances, totalIssuance } from './money.ts'
import * as hyperparameters from './subtensor-module/network/hyperparameters.ts'
import { mechanismCount } from './subtensor-module/network/network-storage.ts'
import { subnetAccount } from './subtensor-module/network/subnet-account.ts'
import { lowerBurn } from './subtensor-module/neuron/burn-price.ts'
import * as neuron from './subtensor-module/neuron/neuron-storage.ts'
import { neuronToPrune } from './subtensor-module/neuron/pruning.ts'
import { alphaOf } from './subtensor-module/stake/share-pool.ts'
import * as storage from './subtensor-module/storage.ts'
import { errorOf, expectConserved, person, type TestWorld, tao, testWorld } from './test-world.ts'

const owner = person(1)
const ownerHotkey = person(2)
const coldkey = person(3)
const stranger = person(4)
const hotkeys = [11, 12, 13, 14].map(person) as [string, string, string, string]

/** Subnet 1 of `owner`, started. */
function openWorld(): TestWorld {
  const world = testWorld({
    balances: new Map([owner, coldkey, stranger].map((who) => [who, 1_000n * tao])),
  })
  const network = { hotkey: ownerHotkey, identity: undefined }
  world.run(owner, 'SubtensorModule', 'register_network_with_identity', network)
  world.run(owner, 'SubtensorModule', 'start_call', { netuid: 1 })
  return world
}

const call = (world: TestWorld, who: string, name: string, args: Record<string, unknown>) =>
  errorOf(world.run(who, 'SubtensorModule', name, { netuid: 1, ...args }))
const register = (world: TestWorld, hotkey: string, who = coldkey) =>
  call(world, who, 'burned_register', { hotkey })

describe('registration of a neuron', () => {
  test('costs what it costs, goes into the pool, and makes the next dearer', () => {
    const world = openWorld()
    const before = balances(world.ctx, coldkey).free
    expect(register(world, hotkeys[0])).toBeUndefined()
    expect(world.lastEvents()).toEqual(['Balances.Transfer', 'SubtensorModule.NeuronRegistered'])
    expect(before - balances(world.ctx, coldkey).free).toBe(tao)
    expect(storage.uids.get(world.ctx, 1, hotkeys[0])).toBe(1)
    expect(neuron.lastUpdate.get(world.ctx, 1)).toEqual([1n, 1n])
    expect(storage.subnetAlphaOut.get(world.ctx, 1)).toBe(0n)
    expect(storage.subnetTao.get(world.ctx, 1)).toBe(11n * tao - 503_547n)
    expect(hyperparameters.burn.get(world.ctx, 1)).toBe(1_260_000_000n)
    expectConserved(world)
  })

  test('the price falls by the half in its half-life', () => {
    const { ctx } = openWorld()
    for (let block = 0; block < 360; block++) lowerBurn({ ...ctx, block: { ...ctx.block, number: 9 } }, 1)
    expect(Number(hyperparameters.burn.get(ctx, 1)) / 5e8).toBeCloseTo(1, 4)
  })

  test('is refused where it must be', () => {
    const world = openWorld()
    expect(call(world, coldkey, 'burned_register', { hotkey: hotkeys[0], netuid: 0 })).toBe(
      'SubtensorModule.RegistrationNotPermittedOnRootSubnet',
    )
    expect(call(world, coldkey, 'burned_register', { hotkey: hotkeys[0], netuid: 2 })).toBe(
      'SubtensorModule.SubnetNotExists',
    )
    expect(register(world, ownerHotkey)).toBe('SubtensorModule.HotKeyAlreadyRegisteredInSubNet')
    expect(register(world, hotkeys[0], person(99))).toBe('SubtensorModule.NotEnoughBalanceToStake')
    const limit = { hotkey: hotkeys[0], limit_price: tao - 1n }
    expect(call(world, coldkey, 'register_limit', limit)).toBe(
      'SubtensorModule.RegistrationPriceLimitExceeded',
    )
    expect(call(world, coldkey, 'register_limit', { ...limit, limit_price: tao })).toBeUndefined()
    world.run(stranger, 'SubtensorModule', 'try_associate_hotkey', { hotkey: hotkeys[1] })
    expect(register(world, hotkeys[1])).toBe('SubtensorModule.NonAssociatedColdKey')
  })

  test('of a full subnet prunes the lowest emission, never the owner', () => {
    const world = openWorld()
    for (const hotkey of hotkeys.slice(0, 3)) register(world, hotkey)
    storage.maxAllowedUids.put(world.ctx, 4, 1)
    neuron.emission.put(world.ctx, [0n, 5n, 3n, 3n], 1)
    neuron.weights.put(world.ctx, [[2, 65_535]], 1, 1)
    expect(neuronToPrune(world.ctx, 1)).toBe(2)
    expect(register(world, hotkeys[3])).toBeUndefined()
    expect(storage.keys.get(world.ctx, 1, 2)).toBe(hotkeys[3])
    expect(storage.uids.get(world.ctx, 1, hotkeys[1])).toBeUndefined()
    expect(neuron.emission.get(world.ctx, 1)).toEqual([0n, 5n, 0n, 3n])
    expect(neuron.weights.get(world.ctx, 1, 1)).toEqual([[2, 0]])
  })
})

describe('weights', () => {
  function votingWorld(): TestWorld {
    const world = openWorld()
    for (const hotkey of hotkeys.slice(0, 2)) register(world, hotkey)
    neuron.validatorPermit.put(world.ctx, [false, true, false], 1)
    hyperparameters.commitRevealEnabled.put(world.ctx, false, 1)
    world.advance(100)
    return world
  }
  const weigh = (world: TestWorld, who: string, dests: number[], weights: number[], more = {}) =>
    call(world, who, 'set_mechanism_weights', { mecid: 0, dests, weights, version_key: 0n, ...more })

  test('are scaled to the whole and noted', () => {
    const world = votingWorld()
    expect(weigh(world, hotkeys[0], [2, 0], [100, 200])).toBeUndefined()
    expect(world.lastEvents()).toEqual(['SubtensorModule.WeightsSet'])
    expect(neuron.weights.get(world.ctx, 1, 1)).toEqual([
      [2, 32_768],
      [0, 65_535],
    ])
    expect(neuron.lastUpdate.get(world.ctx, 1)).toEqual([1n, 101n, 1n])
  })

  test('are refused', () => {
    const world = votingWorld()
    const refusals: Array<[string, number[], number[], object, string]> = [
      [hotkeys[0], [2], [1, 2], {}, 'WeightVecNotEqualSize'],
      [hotkeys[0], [2], [1], { mecid: 1 }, 'MechanismDoesNotExist'],
      [hotkeys[0], [0, 1, 2, 3], [1, 1, 1, 1], {}, 'UidsLengthExceedUidsInSubNet'],
      [hotkeys[3], [2], [1], {}, 'HotKeyNotRegisteredInSubNet'],
      [hotkeys[1], [1], [1], {}, 'NeuronNoValidatorPermit'],
      [hotkeys[0], [2, 2], [1, 1], {}, 'DuplicateUids'],
      [hotkeys[0], [9], [1], {}, 'UidVecContainInvalidOne'],
      [hotkeys[0], [], [], {}, 'WeightVecLengthIsLow'],
      [hotkeys[0], [2], [1], { netuid: 0 }, 'CanNotSetRootNetworkWeights'],
    ]
    hyperparameters.commitRevealEnabled.put(world.ctx, false, 0)
    for (const [who, dests, values, more, error] of refusals) {
      expect(weigh(world, who, dests, values, more)).toBe(`SubtensorModule.${error}`)
    }
    storage.stakeThreshold.put(world.ctx, 1n)
    expect(weigh(world, hotkeys[0], [2], [1])).toBe('SubtensorModule.NotEnoughStakeToSetWeights')
    storage.stakeThreshold.put(world.ctx, 0n)
    hyperparameters.weightsVersionKey.put(world.ctx, 5n, 1)
    expect(weigh(world, hotkeys[0], [2], [1])).toBe('SubtensorModule.IncorrectWeightVersionKey')
    expect(weigh(world, hotkeys[0], [2], [1], { version_key: 5n })).toBeUndefined()
    expect(weigh(world, hotkeys[0], [2], [1], { version_key: 5n })).toBe(
      'SubtensorModule.SettingWeightsTooFast',
    )
    hyperparameters.commitRevealEnabled.put(world.ctx, true, 1)
    expect(weigh(world, hotkeys[0], [2], [1])).toBe('SubtensorModule.CommitRevealEnabled')
  })

  test('the owner’s hotkey needs no permit, nobody needs one for itself', () => {
    const world = votingWorld()
    expect(weigh(world, ownerHotkey, [1, 2], [1, 1])).toBeUndefined()
    expect(weigh(world, hotkeys[1], [2], [1])).toBeUndefined()
  })

  test('each mechanism has its own', () => {
    const world = votingWorld()
    mechanismCount.put(world.ctx, 2, 1)
    expect(weigh(world, hotkeys[0], [2], [1], { mecid: 1 })).toBeUndefined()
    expect(weigh(world, hotkeys[0], [2], [1])).toBeUndefined()
    expect(neuron.weights.get(world.ctx, 4_097, 1)).toEqual([[2, 65_535]])
    expect(neuron.lastUpdate.get(world.ctx, 4_097)).toEqual([0n, 101n, 0n])
  })
})

describe('stake on a subnet', () => {
  type Step = { who: string; sells: boolean; amount: bigint }
  const step: fc.Arbitrary<Step> = fc.record({
    who: fc.constantFrom(coldkey, stranger),
    sells: fc.boolean(),
    amount: fc.oneof(fc.bigInt(0n, 50n * tao), fc.bigInt(0n, 5_000_000n), fc.constant(10n * tao)),
  })

  function obey(world: TestWorld, { who, sells, amount }: Step): void {
    const at = { hotkey: hotkeys[0] }
    if (sells) call(world, who, 'remove_stake', { ...at, amount_unstaked: amount })
    else call(world, who, 'add_stake', { ...at, amount_staked: amount })
  }

  test('the pool’s product never falls, and nothing is made or lost', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 15 }), (steps) => {
        const world = openWorld()
        register(world, hotkeys[0])
        const { ctx } = world
        const reserves = () => storage.subnetTao.get(ctx, 1) * storage.subnetAlphaIn.get(ctx, 1)
        const alpha = () => storage.subnetAlphaIn.get(ctx, 1) + storage.subnetAlphaOut.get(ctx, 1)
        const [issued, minted] = [totalIssuance.get(ctx), alpha()]
        // The pool's fee on what a registration pays is nobody's: it stays on the subnet's account.
        const unbacked = () => balances(ctx, subnetAccount(ctx, 1)).free - storage.subnetTao.get(ctx, 1)
        expect(unbacked()).toBe(503_547n)
        for (const next of steps) {
          const before = reserves()
          obey(world, next)
          expect(reserves()).toBeGreaterThanOrEqual(before)
          expectConserved(world)
          expect(totalIssuance.get(ctx)).toBe(issued)
          expect(alpha()).toBe(minted)
          expect(unbacked()).toBe(503_547n)
          const held = [coldkey, stranger].reduce(
            (sum, who) => sum + alphaOf(ctx, { hotkey: hotkeys[0], netuid: 1 }, who),
            0n,
          )
          expect(storage.subnetAlphaOut.get(ctx, 1) - held).toBeLessThan(20n)
          expect(held).toBeLessThanOrEqual(storage.subnetAlphaOut.get(ctx, 1))
        }
      }),
      { numRuns: 60 },
    )
  })

  test('before the start nobody can stake', () => {
    const world = openWorld()
    storage.subtokenEnabled.put(world.ctx, false, 1)
    const at = { hotkey: ownerHotkey, amount_staked: tao }
    expect(call(world, coldkey, 'add_stake', at)).toBe('SubtensorModule.SubtokenDisabled')
  })

  test('alpha is given away for what it is worth', () => {
    const world = openWorld()
    register(world, hotkeys[0])
    call(world, coldkey, 'add_stake', { hotkey: hotkeys[0], amount_staked: 10n * tao })
    const pool = { hotkey: hotkeys[0], netuid: 1 }
    const had = alphaOf(world.ctx, pool, coldkey)
    const give = (more = {}) =>
      errorOf(
        world.run(coldkey, 'SubtensorModule', 'transfer_stake', {
          destination_coldkey: stranger,
          hotkey: hotkeys[0],
          origin_netuid: 1,
          destination_netuid: 1,
          alpha_amount: had / 4n,
          ...more,
        }),
      )
    expect(give()).toBeUndefined()
    expect(world.lastEvents()).toEqual([
      'SubtensorModule.StakeRemoved',
      'SubtensorModule.StakeAdded',
      'SubtensorModule.StakeTransferred',
    ])
    expect(alphaOf(world.ctx, pool, stranger)).toBeGreaterThanOrEqual(had / 4n - 1n)
    expect(alphaOf(world.ctx, pool, coldkey) + alphaOf(world.ctx, pool, stranger)).toBeGreaterThanOrEqual(
      had - 2n,
    )
    expect(give({ alpha_amount: 1_000n })).toBe('SubtensorModule.AmountTooLow')
    expect(give({ destination_coldkey: coldkey })).toBe('SubtensorModule.SameNetuid')
    expect(give({ destination_netuid: 0 })).toBe('Unavailable')
    hyperparameters.transferToggle.put(world.ctx, false, 1)
    expect(give()).toBe('SubtensorModule.TransferDisallowed')
  })
})
