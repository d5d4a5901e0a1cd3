import fc from 'fast-check'
import { expect, test } from 'vitest'
import { accounts } from './pallets/account-store.ts'
import { balances, totalIssuance } from './pallets/money.ts'
import { callOf, expectConserved, person, testWorld } from './pallets/test-world.ts'
import { derivativeAccount } from './pallets/utility.ts'
import type { Execution } from './runtime/context.ts'
import { applySigned } from './runtime/executive.ts'
import { decodeExtrinsic, type Extrinsic, inherent, type SignedPart } from './runtime/extrinsic.ts'
import type { AccountId, RuntimeCall } from './runtime/pallet.ts'

const people = [1, 2, 3, 4].map(person)
const strangers = [11, 12].map(person)
const author = person(255)

const anyone = fc.constantFrom(...people, ...strangers, derivativeAccount(people[0] as AccountId, 3))
const amount = fc.oneof(fc.bigInt(0n, 2_000n), fc.bigInt(0n, 3_000_000n), fc.bigInt(0n, (1n << 64n) - 1n))

const { call: anyCall } = fc.letrec<{ call: RuntimeCall }>((tie) => ({
  call: fc.oneof(
    { maxDepth: 3 },
    fc
      .record({
        name: fc.constantFrom('transfer_keep_alive', 'transfer_allow_death'),
        dest: anyone,
        value: amount,
      })
      .map(({ name, dest, value }) => callOf('Balances', name, { dest: { type: 'Id', value: dest }, value })),
    fc
      .record({ dest: anyone, keep_alive: fc.boolean() })
      .map(({ dest, keep_alive }) =>
        callOf('Balances', 'transfer_all', { dest: { type: 'Id', value: dest }, keep_alive }),
      ),
    fc.record({ value: amount, keep_alive: fc.boolean() }).map((args) => callOf('Balances', 'burn', args)),
    fc
      .record({
        name: fc.constantFrom('batch', 'batch_all', 'force_batch'),
        calls: fc.array(tie('call'), { maxLength: 4 }),
      })
      .map(({ name, calls }) => callOf('Utility', name, { calls })),
    fc
      .record({ index: fc.constantFrom(0, 3), call: tie('call') })
      .map((args) => callOf('Utility', 'as_derivative', args)),
  ),
}))

/** `leave` sends all but about so many rao away, which is often too little to live on. */
const anyExtrinsic = fc.record({
  who: fc.constantFrom(...people),
  tip: fc.bigInt(0n, 1_000n),
  call: anyCall,
  leave: fc.option(fc.bigInt(0n, 1_500n), { nil: undefined }),
})

/** An empty batch pays no fee, so the runtime takes it from an account that has died: a nonce alone is written. */
const aCallWithoutAFeeFromADeadAccount = [0n, undefined].map((leave) => ({
  who: people[2] as AccountId,
  tip: 0n,
  call: callOf('Utility', 'batch', { calls: [] }),
  leave,
}))

test('every rao is in an account, whatever is sent, burned, charged and lost', () => {
  fc.assert(
    fc.property(fc.array(anyExtrinsic, { maxLength: 12 }), fc.boolean(), (sent, authorLives) => {
      const start = people.map((who, index): [AccountId, bigint] => [who, 700_000n * BigInt(index + 1)])
      const world = testWorld({ balances: new Map(authorLives ? [...start, [author, 500n]] : start) })
      for (const [index, { who, tip, call, leave }] of sent.entries()) {
        const extrinsic = signedBy(
          world.ctx,
          who,
          tip,
          leave === undefined ? call : sendAllBut(world.ctx, who, leave),
        )
        try {
          world.ctx.transactional(() => applySigned(world.ctx, extrinsic, index))
        } catch (error) {
          // The pool would not have let it in: it cannot pay.
          expect(error).toMatchObject({ error: { value: { type: 'FundsUnavailable' } } })
        }
        expectConserved(world)
      }
      expectSound(world.ctx)
    }),
    { numRuns: 300, examples: [[aCallWithoutAFeeFromADeadAccount, false]] },
  )
})

test('what leaves the issuance is what was burned, or lost as dust, or could not be held by the author', () => {
  const world = testWorld({
    balances: new Map([
      [people[0] as AccountId, 10_000_000n],
      [author, 500n],
    ]),
  })
  const before = totalIssuance.get(world.ctx)
  const burn = callOf('Balances', 'burn', { value: 1_234n, keep_alive: true })
  applySigned(world.ctx, signedBy(world.ctx, people[0] as AccountId, 0n, burn), 0)
  expect(totalIssuance.get(world.ctx)).toBe(before - 1_234n)
})

function sendAllBut(ctx: Execution, who: AccountId, leave: bigint): RuntimeCall {
  const aboutTheFee = 140_400n
  const { free } = balances(ctx, who)
  const value = free > aboutTheFee + leave ? free - aboutTheFee - leave : 0n
  return callOf('Balances', 'transfer_allow_death', {
    dest: { type: 'Id', value: people[0] as AccountId },
    value,
  })
}

/**
 * Every account that is there is worth its place, and every reference has its reason. One that holds nothing is there for
 * its nonce alone.
 */
function expectSound(ctx: Execution): void {
  for (const { value } of accounts.entries(ctx)) {
    const { free, reserved } = value.data
    if (free + reserved === 0n) {
      expect(value).toMatchObject({ providers: 0, consumers: 0, sufficients: 0 })
      expect(value.nonce).toBeGreaterThan(0)
      continue
    }
    expect(free >= 500n || reserved > 0n).toBe(true)
    expect(value.providers).toBe(1)
    expect(value.consumers).toBe(reserved > 0n ? 1 : 0)
  }
}

/** An extrinsic as the pool hands it on: the signature was checked before. */
function signedBy(ctx: Execution, who: AccountId, tip: bigint, call: RuntimeCall): Extrinsic {
  const { bytes } = inherent(call)
  expect(decodeExtrinsic(424, bytes)?.call).toEqual(call)
  const part: SignedPart = {
    address: { type: 'Id', value: who },
    signature: { type: 'Sr25519', value: '0x' },
    era: 'immortal',
    nonce: accounts.get(ctx, who).nonce,
    tip,
    metadataHash: false,
    encodedCall: new Uint8Array(),
    encodedExtra: new Uint8Array(),
  }
  return { ...inherent(call), signed: part }
}
