import { expect, test } from 'vitest'
import { accounts } from './account-store.ts'
import { balances, reserve, totalIssuance, unreserve } from './money.ts'
import { callOf, errorOf, expectConserved, person, tao, testWorld } from './test-world.ts'

const alice = person(1)
const bob = person(2)
const nobody = person(3)

test('a transfer to somebody new gives birth to the account', () => {
  const world = worldOf(10n * tao)
  expect(world.run(alice, 'Balances', 'transfer_keep_alive', to(nobody, 500n)).ok).toBe(true)
  expect(world.lastEvents()).toEqual(['System.NewAccount', 'Balances.Endowed', 'Balances.Transfer'])
  expect(accounts.get(world.ctx, nobody)).toMatchObject({ providers: 1, consumers: 0, nonce: 0 })
})

test.each([
  ['transfer_keep_alive', 10n * tao, 'Token.NotExpendable'],
  ['transfer_keep_alive', 10n * tao + 1n, 'Token.FundsUnavailable'],
  ['transfer_allow_death', 10n * tao + 1n, 'Token.FundsUnavailable'],
])('%s of %s rao of 10 TAO is refused with %s', (name, value, error) => {
  expect(errorOf(worldOf(10n * tao).run(alice, 'Balances', name, to(bob, value)))).toBe(error)
})

test('an account cannot be born with less than the existential deposit', () => {
  expect(errorOf(worldOf(tao).run(alice, 'Balances', 'transfer_keep_alive', to(nobody, 499n)))).toBe(
    'Token.BelowMinimum',
  )
})

test('an account that goes below the existential deposit dies, and its dust leaves the issuance', () => {
  const world = worldOf(10n * tao)
  const before = totalIssuance.get(world.ctx)
  expect(world.run(alice, 'Balances', 'transfer_allow_death', to(bob, 10n * tao - 499n)).ok).toBe(true)
  expect(world.lastEvents()).toEqual(['System.KilledAccount', 'Balances.DustLost', 'Balances.Transfer'])
  expect(accounts.has(world.ctx, alice)).toBe(false)
  expect(totalIssuance.get(world.ctx)).toBe(before - 499n)
  expectConserved(world)
})

test('transferAll leaves nothing, or the existential deposit', () => {
  const whole = worldOf(10n * tao)
  whole.run(alice, 'Balances', 'transfer_all', { dest: { type: 'Id', value: bob }, keep_alive: false })
  expect(whole.lastEvents()).toEqual(['System.KilledAccount', 'Balances.Transfer'])
  const most = worldOf(10n * tao)
  most.run(alice, 'Balances', 'transfer_all', { dest: { type: 'Id', value: bob }, keep_alive: true })
  expect(balances(most.ctx, alice).free).toBe(500n)
})

test('only plain accounts are looked up', () => {
  const dest = { type: 'Index', value: undefined }
  expect(errorOf(worldOf(tao).run(alice, 'Balances', 'transfer_keep_alive', { dest, value: 1n }))).toBe(
    'CannotLookup',
  )
})

test('burning takes out of existence, and keeps the account when asked to', () => {
  const world = worldOf(tao)
  const before = totalIssuance.get(world.ctx)
  expect(errorOf(world.run(alice, 'Balances', 'burn', { value: tao, keep_alive: true }))).toBe(
    'Token.FundsUnavailable',
  )
  expect(world.run(alice, 'Balances', 'burn', { value: tao - 500n, keep_alive: true }).ok).toBe(true)
  expect(world.lastEvents()).toEqual(['Balances.Burned'])
  expect(totalIssuance.get(world.ctx)).toBe(before - tao + 500n)
})

test('what is reserved is neither spent nor lost, and keeps the account alive', () => {
  const world = worldOf(10n * tao)
  reserve(world.ctx, alice, 4n * tao)
  expect(accounts.get(world.ctx, alice)).toMatchObject({
    consumers: 1,
    data: { free: 6n * tao, reserved: 4n * tao },
  })
  expect(errorOf(world.run(alice, 'Balances', 'transfer_allow_death', to(bob, 6n * tao)))).toBe(
    'Token.Frozen',
  )
  expect(() => reserve(world.ctx, alice, 7n * tao)).toThrow('Module')
  expect(unreserve(world.ctx, alice, 5n * tao)).toBe(1n * tao)
  expect(accounts.get(world.ctx, alice)).toMatchObject({
    consumers: 0,
    data: { free: 10n * tao, reserved: 0n },
  })
  expectConserved(world)
})

test('a call whose pallet the network has not is not to be found', () => {
  const { ctx } = worldOf(tao)
  expect(() => ctx.info(callOf('Sudo', 'sudo', {}))).toThrow()
})

function worldOf(free: bigint) {
  return testWorld({
    balances: new Map([
      [alice, free],
      [bob, tao],
    ]),
  })
}

function to(who: string, value: bigint) {
  return { dest: { type: 'Id', value: who }, value }
}
