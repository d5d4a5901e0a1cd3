import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { balances, existentialDeposit } from './money.ts'
import { subnetAccount } from './subtensor-module/network/subnet-account.ts'
import { stakeInfoForColdkeys } from './subtensor-module/stake/stake-info.ts'
import * as storage from './subtensor-module/storage.ts'
import { errorOf, expectConserved, person, type TestWorld, tao, testWorld } from './test-world.ts'

const coldkeys = [1, 2, 3].map(person)
const hotkeys = [11, 12].map(person)
const validator = { coldkey: person(21), hotkey: person(22), stake: 1_000n * tao }

function openWorld(): TestWorld {
  const world = testWorld({
    balances: new Map(coldkeys.map((who) => [who, 100n * tao])),
    validators: [validator],
  })
  for (const [index, hotkey] of hotkeys.entries()) {
    world.run(coldkeys[index] as string, 'SubtensorModule', 'try_associate_hotkey', { hotkey })
  }
  return world
}

type Command = { adds: boolean; coldkey: number; hotkey: number; amount: bigint }

const command: fc.Arbitrary<Command> = fc.record({
  adds: fc.boolean(),
  coldkey: fc.nat(coldkeys.length - 1),
  hotkey: fc.nat(hotkeys.length),
  amount: fc.oneof(fc.bigInt(0n, 120n * tao), fc.bigInt(0n, 5_000_000n), fc.constant(100n * tao)),
})

function obey(world: TestWorld, { adds, coldkey, hotkey, amount }: Command): void {
  const who = coldkeys[coldkey] as string
  const to = { hotkey: [...hotkeys, validator.hotkey][hotkey], netuid: storage.rootNetuid }
  if (adds) world.run(who, 'SubtensorModule', 'add_stake', { ...to, amount_staked: amount })
  else world.run(who, 'SubtensorModule', 'remove_stake', { ...to, amount_unstaked: amount })
}

const sum = (amounts: readonly bigint[]) => amounts.reduce((total, amount) => total + amount, 0n)
const stakes = ({ ctx }: TestWorld) =>
  stakeInfoForColdkeys(ctx, [...coldkeys, validator.coldkey]).flatMap(([, infos]) => infos)

function expectSound(world: TestWorld): void {
  expectConserved(world)
  const { ctx } = world
  const root = storage.rootNetuid
  const total = sum(stakes(world).map(({ stake }) => stake))
  expect(storage.totalStake.get(ctx)).toBe(total)
  expect(storage.subnetTao.get(ctx, root)).toBe(total)
  expect(storage.subnetAlphaOut.get(ctx, root)).toBe(total)
  expect(sum(storage.totalHotkeyAlpha.entries(ctx).map(({ value }) => value))).toBe(total)
  expect(balances(ctx, subnetAccount(ctx, root)).free).toBe(total)
}

test('stake is conserved, whoever stakes to whom in whatever order', () => {
  fc.assert(
    fc.property(fc.array(command, { maxLength: 25 }), (commands) => {
      const world = openWorld()
      for (const next of commands) {
        obey(world, next)
        expectSound(world)
      }
      for (const { coldkey, hotkey } of stakes(world)) {
        const all = { hotkey, netuid: storage.rootNetuid, amount_unstaked: 2n ** 64n - 1n }
        if (coldkey !== validator.coldkey) world.run(coldkey, 'SubtensorModule', 'remove_stake', all)
      }
      for (const who of coldkeys) expect(balances(world.ctx, who).free).toBe(100n * tao)
    }),
    { numRuns: 150 },
  )
})

describe('the genesis', () => {
  test('registers its validators on root with their stake', () => {
    const { ctx } = openWorld()
    const { coldkey, hotkey, stake } = validator
    expect(stakeInfoForColdkeys(ctx, [coldkey])).toMatchObject([
      [coldkey, [{ hotkey, coldkey, netuid: 0, stake, is_registered: true }]],
    ])
    expect(storage.owner.get(ctx, hotkey)).toBe(coldkey)
    expect(storage.keys.get(ctx, 0, 0)).toBe(hotkey)
  })
})

test('staking everything leaves the existential deposit', () => {
  const world = openWorld()
  const [coldkey, hotkey] = [coldkeys[0] as string, hotkeys[0]]
  const all = { hotkey, netuid: 0, amount_staked: 100n * tao }
  expect(errorOf(world.run(coldkey, 'SubtensorModule', 'add_stake', all))).toBeUndefined()
  expect(balances(world.ctx, coldkey).free).toBe(existentialDeposit(world.ctx))
})

test('a subnet’s own account cannot be a hotkey', () => {
  const world = openWorld()
  const hotkey = subnetAccount(world.ctx, 7)
  const result = world.run(coldkeys[0] as string, 'SubtensorModule', 'try_associate_hotkey', { hotkey })
  expect(errorOf(result)).toBe('SubtensorModule.CannotUseSystemAccount')
})

test('a hotkey that has an owner keeps it', () => {
  const world = openWorld()
  const [hotkey] = hotkeys as [string]
  world.run(coldkeys[1] as string, 'SubtensorModule', 'try_associate_hotkey', { hotkey })
  expect(storage.owner.get(world.ctx, hotkey)).toBe(coldkeys[0])
})
