import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { contributions, crowdloans, existing } from './crowdloan/storage.ts'
import { balances } from './money.ts'
import { errorOf, expectConserved, person, type TestWorld, tao, testWorld } from './test-world.ts'

const [creator, target, ...contributors] = [1, 2, 3, 4, 5, 6].map(person) as [string, string, ...string[]]
const id = 0

function openWorld(): TestWorld {
  const world = testWorld({ balances: new Map([creator, ...contributors].map((who) => [who, 50n * tao])) })
  const terms = { deposit: 10n * tao, min_contribution: tao / 10n, cap: 40n * tao, end: 100 }
  const created = world.run(creator, 'Crowdloan', 'create', {
    ...terms,
    call: undefined,
    target_address: target,
  })
  expect(errorOf(created)).toBeUndefined()
  return world
}

type Command = { name: string; who: number; amount: bigint; blocks: number }

/** Anybody says anything: amounts from nothing to more than anyone has, also such as leave dust behind. */
const command: fc.Arbitrary<Command> = fc.record({
  name: fc.oneof(
    { weight: 6, arbitrary: fc.constant('contribute') },
    { weight: 3, arbitrary: fc.constant('withdraw') },
    {
      weight: 4,
      arbitrary: fc.constantFrom(
        'finalize',
        'refund',
        'dissolve',
        'update_cap',
        'set_max_contribution',
        'advance',
      ),
    },
  ),
  who: fc.nat(contributors.length),
  amount: fc.oneof(fc.bigInt(0n, 60n * tao), fc.bigInt(49_999_999_000n, 50n * tao), fc.constant(10n * tao)),
  blocks: fc.integer({ min: 1, max: 40 }),
})

function obey(world: TestWorld, { name, who, amount, blocks }: Command): void {
  if (name === 'advance') {
    world.advance(blocks)
    return
  }
  const args = {
    crowdloan_id: id,
    amount,
    new_cap: amount,
    new_max_contribution: amount > 20n * tao ? undefined : amount,
  }
  world.run([creator, ...contributors][who] as string, 'Crowdloan', name, args)
}

function expectSound(world: TestWorld): void {
  expectConserved(world)
  const { ctx } = world
  const given = contributions.entries(ctx, id).map(({ value }) => value)
  const crowdloan = crowdloans.get(ctx, id)
  if (crowdloan === undefined) {
    expect(given).toEqual([])
    return
  }
  expect(given.reduce((sum, rao) => sum + rao, 0n)).toBe(crowdloan.raised)
  expect(crowdloan.raised).toBeLessThanOrEqual(crowdloan.cap)
  expect(crowdloan.contributors_count).toBe(given.length)
  const inFunds = balances(ctx, crowdloan.funds_account).free
  expect(inFunds).toBe(crowdloan.finalized ? 0n : crowdloan.raised)
  expect(balances(ctx, target).free).toBe(crowdloan.finalized ? crowdloan.raised : 0n)
}

test('money is conserved and raised is the sum of contributions, whatever anybody says', () => {
  fc.assert(
    fc.property(fc.array(command, { maxLength: 25 }), (commands) => {
      const world = openWorld()
      for (const next of commands) {
        obey(world, next)
        expectSound(world)
      }
    }),
    { numRuns: 150 },
  )
})

test('a crowdloan that is not finalized can always be refunded and dissolved, to the rao', () => {
  fc.assert(
    fc.property(fc.array(command, { maxLength: 15 }), (commands) => {
      const world = openWorld()
      for (const next of commands) obey(world, next)
      if (crowdloans.get(world.ctx, id)?.finalized !== false) return
      const before = contributions.entries(world.ctx, id)
      const owed = new Map(
        before.map(({ keys, value }) => [keys[1], balances(world.ctx, keys[1]).free + value]),
      )
      const say = (name: string) => errorOf(world.run(creator, 'Crowdloan', name, { crowdloan_id: id }))
      expect([say('refund'), say('dissolve')]).toEqual([undefined, undefined])
      for (const [who, rao] of owed) expect(balances(world.ctx, who).free).toBe(rao)
      expect(world.lastEvents()).toEqual(['Balances.Transfer', 'System.KilledAccount', 'Crowdloan.Dissolved'])
    }),
    { numRuns: 100 },
  )
})

describe('a stored call', () => {
  const create = (world: TestWorld, remark: Uint8Array) =>
    world.run(creator, 'Crowdloan', 'create', {
      deposit: 10n * tao,
      min_contribution: tao / 10n,
      cap: 11n * tao,
      end: 100,
      call: { type: 'System', value: { type: 'remark_with_event', value: { remark } } },
      target_address: undefined,
    })

  test('runs when it fits beside the crowdloan', () => {
    const world = openWorld()
    expect(errorOf(create(world, new Uint8Array(124)))).toBeUndefined()
    expect(existing(world.ctx, 1).call?.type).toBe('Inline')
    world.run(creator, 'Crowdloan', 'contribute', { crowdloan_id: 1, amount: tao })
    expect(errorOf(world.run(creator, 'Crowdloan', 'finalize', { crowdloan_id: 1 }))).toBeUndefined()
    expect(world.lastEvents()).toEqual(['System.Remarked', 'Crowdloan.Finalized'])
  })

  test('is refused, not pretended, where it would need the preimage storage', () => {
    expect(errorOf(create(openWorld(), new Uint8Array(125)))).toBe('Unavailable')
  })
})

test('a refund is charged for those it paid', () => {
  const world = openWorld()
  const refund = () => world.run(creator, 'Crowdloan', 'refund', { crowdloan_id: id })
  const alone = refund()
  for (const who of contributors) world.run(who, 'Crowdloan', 'contribute', { crowdloan_id: id, amount: tao })
  const four = refund()
  // Per contributor 31,033,274 and two reads and two writes; 52,729,302 before.
  expect(alone.actualWeight?.ref_time).toBe(52_729_302n)
  expect(four.actualWeight?.ref_time).toBe(52_729_302n + 4n * 281_033_274n)
})
