import { createKeyMulti, encodeAddress } from '@polkadot/util-crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { encodeCall, toHex } from '../runtime/codec.ts'
import { blake2b256, compareAccounts } from '../runtime/hashing.ts'
import { balances } from './money.ts'
import { multisigs } from './multisig/operation.ts'
import { multisigAccount } from './multisig/signatories.ts'
import { callOf, errorOf, expectConserved, person, type TestWorld, tao, testWorld } from './test-world.ts'

const signatories = [1, 2, 3].map(person).sort(compareAccounts)
const receiver = person(9)
const threshold = 2
const account = multisigAccount(signatories, threshold)
const deposit = 196_000_000n

/** One that the account can pay, one that it cannot. */
const calls = [3n, 3_000n].map((amount) =>
  callOf('Balances', 'transfer_keep_alive', { dest: { type: 'Id', value: receiver }, value: amount * tao }),
)
const hashOf = (which: number) => toHex(blake2b256(encodeCall(calls[which] as (typeof calls)[number])))

const openWorld = () =>
  testWorld({
    balances: new Map([...signatories.map((who) => [who, 10n * tao] as const), [account, 50n * tao]]),
  })

type Command = {
  name: 'as_multi' | 'approve_as_multi' | 'cancel_as_multi'
  who: number
  which: number
  knows: boolean
}

const command: fc.Arbitrary<Command> = fc.record({
  name: fc.constantFrom('as_multi', 'approve_as_multi', 'cancel_as_multi'),
  who: fc.nat(signatories.length - 1),
  which: fc.nat(calls.length - 1),
  knows: fc.oneof({ weight: 5, arbitrary: fc.constant(true) }, { weight: 1, arbitrary: fc.constant(false) }),
})

function obey(world: TestWorld, { name, who, which, knows }: Command): string | undefined {
  const sender = signatories[who] as string
  const open = multisigs.get(world.ctx, account, hashOf(which))
  const timepoint = knows ? open?.when : { height: 1, index: 1_000 }
  const max_weight = { ref_time: 1_000_000_000n, proof_size: 1_000_000n }
  const result = world.run(sender, 'Multisig', name, {
    threshold,
    other_signatories: signatories.filter((one) => one !== sender),
    maybe_timepoint: timepoint,
    timepoint: timepoint ?? { height: 1, index: 1_000 },
    call: calls[which],
    call_hash: hashOf(which),
    max_weight,
  })
  return errorOf(result)
}

test('what is reserved is what is open, and always comes back', () => {
  fc.assert(
    fc.property(fc.array(command, { maxLength: 30 }), (commands) => {
      const world = openWorld()
      for (const next of commands) {
        obey(world, next)
        expectConserved(world)
        const open = multisigs.entries(world.ctx).map(({ value }) => value)
        for (const who of signatories) {
          const owed = open.filter(({ depositor }) => depositor === who).length
          expect(balances(world.ctx, who).reserved).toBe(deposit * BigInt(owed))
        }
      }
      for (const { value, keys } of multisigs.entries(world.ctx)) {
        const which = keys[1] === hashOf(0) ? 0 : 1
        const who = signatories.indexOf(value.depositor)
        expect(obey(world, { name: 'cancel_as_multi', who, which, knows: true })).toBeUndefined()
      }
      for (const who of signatories) expect(balances(world.ctx, who).reserved).toBe(0n)
    }),
    { numRuns: 150 },
  )
})

test('the same call can be opened again once it ran', () => {
  const world = openWorld()
  const say = (name: Command['name'], who: number) => obey(world, { name, who, which: 0, knows: true })
  for (const round of [1n, 2n]) {
    expect([say('approve_as_multi', 0), say('as_multi', 1)]).toEqual([undefined, undefined])
    expect(balances(world.ctx, receiver).free).toBe(3n * tao * round)
  }
})

test('more approvals than needed by hash: the third is one too many', () => {
  const world = openWorld()
  const say = (name: Command['name'], who: number) => obey(world, { name, who, which: 0, knows: true })
  expect([0, 1, 2].map((who) => say('approve_as_multi', who))).toEqual([
    undefined,
    undefined,
    'Multisig.AlreadyApproved',
  ])
  expect(say('as_multi', 0)).toBeUndefined()
})

test('the account is the one that wallets derive', () => {
  const wallet = encodeAddress(createKeyMulti(signatories, threshold), 42)
  expect(account).toBe(wallet)
})
