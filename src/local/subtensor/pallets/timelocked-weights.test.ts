import { Bytes, Struct, u16, u64, Vector } from '@polkadot-api/substrate-bindings'
import { describe, expect, test } from 'vitest'
import { encryptUntil } from '../../../chain/timelock/encrypt.ts'
import { beaconPublicKey } from '../beacon/beacon.ts'
import { beaconConfig, lastStoredRound } from '../beacon/storage.ts'
import { accountBytes } from '../runtime/hashing.ts'
import { drandPallet } from './drand.ts'
import * as neuron from './subtensor-module/neuron/neuron-storage.ts'
import { refusesWeights } from './subtensor-module/neuron/set-weights.ts'
import { epochOf } from './subtensor-module/neuron/timelocked-weights.ts'
import { callOf, errorOf, person, type TestWorld, tao, testWorld } from './test-world.ts'
import { timestampNow } from './timestamp.ts'

const owner = person(1)
const ownerHotkey = person(2)
const hotkeys = [11, 12].map(person) as [string, string]
const NAME = 'commit_timelocked_mechanism_weights'

const payload = Struct({ hotkey: Bytes(), uids: Vector(u16), values: Vector(u16), version_key: u64 })
const weightsBy = (who: string, uids: number[], values: number[]): Uint8Array =>
  payload.enc({ hotkey: accountBytes(who), uids, values, version_key: 0n })

/** Subnet 1 with two neurons beside the owner's, and a beacon that is at round 100. Its epochs are ten blocks long. */
function hiddenWorld(): TestWorld {
  const world = testWorld({ balances: new Map([[owner, 1_000n * tao]]) })
  const network = { hotkey: ownerHotkey, identity: undefined }
  world.run(owner, 'SubtensorModule', 'register_network_with_identity', network)
  world.run(owner, 'SubtensorModule', 'start_call', { netuid: 1 })
  for (const hotkey of hotkeys) world.run(owner, 'SubtensorModule', 'burned_register', { netuid: 1, hotkey })
  world.pass(12)
  beaconAt(world, 100)
  return world
}

/** The block's time is that of the round. */
function beaconAt({ ctx }: TestWorld, round: number): void {
  const { genesis_time, period } = beaconConfig.get(ctx)
  timestampNow.put(ctx, BigInt(genesis_time + (round - 1) * period) * 1_000n)
  drandPallet.onFinalize?.(ctx)
}

const args = (commit: Uint8Array, reveal_round: number, more = {}) => ({
  netuid: 1,
  mecid: 0,
  commit,
  reveal_round: BigInt(reveal_round),
  commit_reveal_version: 4,
  ...more,
})
function commit(world: TestWorld, message: Uint8Array, round: number, named = round, more = {}) {
  const sealed = encryptUntil(beaconPublicKey, round, message)
  return errorOf(world.run(ownerHotkey, 'SubtensorModule', NAME, args(sealed, named, more)))
}
const weighed = ({ ctx }: TestWorld) => neuron.weights.get(ctx, 1, 0)

/** Ends the epoch in hand, and answers what its block said. */
function endEpoch(world: TestWorld): string[] {
  const before = epochOf(world.ctx, 1)
  let events: string[] = []
  while (epochOf(world.ctx, 1) === before) events = world.pass(1)
  return events
}

describe('weights that are committed until a round', () => {
  test('are set at the beginning of the next epoch, and are of the block in which they were committed', () => {
    const world = hiddenWorld()
    expect(commit(world, weightsBy(ownerHotkey, [1, 2], [1, 2]), 107)).toBeUndefined()
    const committed = world.ctx.block.number
    expect(world.lastEvents()).toEqual(['SubtensorModule.TimelockedWeightsCommitted'])
    expect(neuron.lastUpdate.get(world.ctx, 1)[0]).toBe(BigInt(committed))
    beaconAt(world, 107)
    world.pass(1)
    expect(weighed(world)).toEqual([])
    expect(endEpoch(world)).toContain('SubtensorModule.TimelockedWeightsRevealed')
    expect(weighed(world)).toEqual([
      [1, 32_768],
      [2, 65_535],
    ])
    expect(neuron.lastUpdate.get(world.ctx, 1)[0]).toBe(BigInt(committed))
    expect(neuron.timelockedCommits.entries(world.ctx)).toEqual([])
  })

  test('wait for their round while the epoch lasts, and no longer', () => {
    const late = hiddenWorld()
    commit(late, weightsBy(ownerHotkey, [1], [1]), 107)
    endEpoch(late)
    expect(weighed(late)).toEqual([])
    beaconAt(late, 107)
    expect(late.pass(1)).toContain('SubtensorModule.TimelockedWeightsRevealed')
    expect(weighed(late)).toEqual([[1, 65_535]])

    const tooLate = hiddenWorld()
    commit(tooLate, weightsBy(ownerHotkey, [1], [1]), 107)
    endEpoch(tooLate)
    endEpoch(tooLate)
    beaconAt(tooLate, 107)
    tooLate.pass(1)
    expect(weighed(tooLate)).toEqual([])
    expect(neuron.timelockedCommits.entries(tooLate.ctx)).toEqual([])
  })

  test('stay unset where the round, the payload or the hotkey in it is another', () => {
    const good = weightsBy(ownerHotkey, [1], [1])
    const cases: Array<[Uint8Array, number, number]> = [
      [good, 106, 107],
      [good.subarray(0, -1), 107, 107],
      [weightsBy(hotkeys[0], [1], [1]), 107, 107],
      [weightsBy(ownerHotkey, [9], [1]), 107, 107],
    ]
    for (const [message, round, named] of cases) {
      const world = hiddenWorld()
      expect(commit(world, message, round, named)).toBeUndefined()
      beaconAt(world, 107)
      endEpoch(world)
      expect(weighed(world)).toEqual([])
      expect(neuron.timelockedCommits.entries(world.ctx)).toEqual([])
    }
  })

  test('are refused', () => {
    const world = hiddenWorld()
    const message = weightsBy(ownerHotkey, [1], [1])
    const error = (more: object) => commit(world, message, 107, 107, more)
    expect(error({ mecid: 1 })).toBe('SubtensorModule.MechanismDoesNotExist')
    expect(error({ commit_reveal_version: 3 })).toBe('SubtensorModule.IncorrectCommitRevealVersion')
    expect(commit(world, message, 99)).toBe('SubtensorModule.InvalidRevealRound')
    const [past, next] = [99, 100].map((round) => callOf('SubtensorModule', NAME, args(message, round)))
    expect(past && refusesWeights(world.ctx, ownerHotkey, past)).toBe(15)
    expect(next && refusesWeights(world.ctx, ownerHotkey, next)).toBeUndefined()
    expect(error({})).toBeUndefined()
    expect(error({})).toBe('SubtensorModule.CommittingWeightsTooFast')
    expect(lastStoredRound.get(world.ctx)).toBe(100n)
  })
})
