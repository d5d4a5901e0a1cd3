import { expect, test } from 'vitest'
import type { Spec } from '../metadata/specs.ts'
import { codecsOf } from '../runtime/codec.ts'
import { classLimits } from '../runtime/fees.ts'
import { alphaOf } from './subtensor-module/stake/share-pool.ts'
import * as storage from './subtensor-module/storage.ts'
import { callOf, errorOf, person, type TestWorld, tao, testWorld } from './test-world.ts'

// Stake on root, of which a TAO is worth a TAO, given by one coldkey to another.

const [from, to, hotkey] = [1, 2, 3].map(person) as [string, string, string]
const transfer = (amount: bigint) => ({
  destination_coldkey: to,
  hotkey,
  origin_netuid: storage.rootNetuid,
  destination_netuid: storage.rootNetuid,
  alpha_amount: amount,
})

function openWorld(spec: Spec): TestWorld {
  return testWorld({ validators: [{ coldkey: from, hotkey, stake: 10n * tao }] }, spec)
}

function give(spec: Spec, amount: bigint): string | undefined {
  return errorOf(openWorld(spec).run(from, 'SubtensorModule', 'transfer_stake', transfer(amount)), spec)
}

test('the older runtime cuts what is too much, the newer refuses it', () => {
  expect(give(424, 11n * tao)).toBeUndefined()
  expect(give(475, 10n * tao)).toBeUndefined()
  expect(give(475, 11n * tao)).toBe('SubtensorModule.NotEnoughStakeToWithdraw')
})

test('what is too little: 0.002 TAO before, 0.0001 TAO now', () => {
  expect(give(424, 1_999_999n)).toBe('SubtensorModule.AmountTooLow')
  expect(give(424, 2_000_000n)).toBeUndefined()
  expect(give(475, 99_999n)).toBe('SubtensorModule.AmountTooLow')
  expect(give(475, 100_000n)).toBeUndefined()
})

test('a move onto another hotkey stays with its coldkey, from 0.002 TAO on, and not onto the same', () => {
  const other = person(4)
  const moved = (amount: bigint, target = other) => {
    const validators = [
      { coldkey: from, hotkey, stake: 10n * tao },
      { coldkey: to, hotkey: other, stake: tao },
    ]
    const world = testWorld({ validators }, 475)
    const netuids = { origin_netuid: storage.rootNetuid, destination_netuid: storage.rootNetuid }
    const args = { origin_hotkey: hotkey, destination_hotkey: target, ...netuids, alpha_amount: amount }
    const error = errorOf(world.run(from, 'SubtensorModule', 'move_stake', args), 475)
    const at = (under: string) => alphaOf(world.ctx, { hotkey: under, netuid: storage.rootNetuid }, from)
    return { error, left: at(hotkey), there: at(other) }
  }
  expect(moved(4n * tao)).toEqual({ error: undefined, left: 6n * tao, there: 4n * tao })
  expect(moved(1_999_999n).error).toBe('SubtensorModule.AmountTooLow')
  expect(moved(11n * tao).error).toBe('SubtensorModule.NotEnoughStakeToWithdraw')
  expect(moved(tao, hotkey).error).toBe('SubtensorModule.SameNetuid')
  expect(moved(tao, person(5)).error).toBe('SubtensorModule.HotKeyAccountNotExists')
})

test('28 of them fit one extrinsic of the newer runtime, hundreds one of the older', () => {
  const fits = (spec: Spec, count: number): boolean => {
    const { ctx } = openWorld(spec)
    const one = callOf('SubtensorModule', 'transfer_stake', transfer(tao))
    const info = ctx.info(
      callOf('Utility', 'force_batch', { calls: Array.from({ length: count }, () => one) }),
    )
    const most = classLimits(ctx, info).max_extrinsic?.ref_time ?? 0n
    return info.weight.ref_time <= most
  }
  expect([28, 29].map((count) => fits(475, count))).toEqual([true, false])
  expect([1_850, 2_000].map((count) => fits(424, count))).toEqual([true, false])
})

test('the weight that is declared too much is given back', () => {
  const { ctx, ...world } = openWorld(475)
  const call = callOf('SubtensorModule', 'transfer_stake', transfer(tao))
  const result = world.run(from, 'SubtensorModule', 'transfer_stake', transfer(tao))
  expect(ctx.info(call).weight.ref_time).toBeGreaterThan(89_600_000_000n)
  expect(result).toMatchObject({ ok: true, actualWeight: { ref_time: 2_690_000_000n } })
})

test('onto another hotkey it declares and gives back as much, and is not there before', () => {
  const { hotkey: _, ...places } = transfer(tao)
  const args = { ...places, origin_hotkey: hotkey, destination_hotkey: hotkey }
  const { ctx, ...world } = openWorld(475)
  const info = (name: string, value: object) => ctx.info(callOf('SubtensorModule', name, value)).weight
  expect(info('transfer_stake_and_hotkey', args)).toEqual(info('transfer_stake', transfer(tao)))
  const result = world.run(from, 'SubtensorModule', 'transfer_stake_and_hotkey', args)
  expect(result).toMatchObject({ ok: true, actualWeight: { ref_time: 2_690_000_000n } })
  const names = (spec: Spec) => JSON.stringify(codecsOf(spec).metadata.lookup.map(({ def }) => def.value))
  expect(names(475)).toContain('transfer_stake_and_hotkey')
  expect(names(424)).not.toContain('transfer_stake_and_hotkey')
})
