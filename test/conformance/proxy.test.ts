import type { KeyringPair } from '@polkadot/keyring/types'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { derivativeOf, multisigOf, pureOf } from './accounts.ts'
import { type Call, type Chain, openChain } from './chain.ts'
import { proxyDeposit, tao } from './facts.ts'
import { event, namesOf } from './outcome.ts'

let chain: Chain
beforeAll(async () => {
  chain = await openChain('//Bob')
})
afterAll(() => chain.close())

const addProxy = (delegate: string, type = 'Any', delay = 0) =>
  chain.call('proxy', 'addProxy', delegate, type, delay)
const removeProxy = (delegate: string) => chain.call('proxy', 'removeProxy', delegate, 'Any', 0)
const as = (real: string, call: Call) => chain.api.tx.proxy.proxy(real, null, call)
const give = (to: string, amount: bigint) => chain.api.tx.balances.transferKeepAlive(to, amount)
const executed = event('Proxy.ProxyExecuted', { result: 'Ok' })

test('a delegate acts for an account and pays for it, until it is removed', async () => {
  const [owner, delegate, to] = [await chain.person(), await chain.person(), await chain.person()]
  const added = await chain.submit(addProxy(delegate.address), owner)
  expect(added.body).toEqual([
    event('Balances.Reserved', { who: owner.address, amount: proxyDeposit(1) }),
    event('Proxy.ProxyAdded', {
      delegator: owner.address,
      delegatee: delegate.address,
      proxyType: 'Any',
      delay: 0n,
    }),
  ])
  const acted = await chain.submit(as(owner.address, give(to.address, tao)), delegate)
  expect(acted.body).toEqual([
    event('Balances.Transfer', { from: owner.address, to: to.address, amount: tao }),
    executed,
  ])
  expect((await chain.balance(delegate.address)).free).toBe(100n * tao - acted.fee)
  const removed = await chain.submit(removeProxy(delegate.address), owner)
  expect(namesOf(removed.body)).toEqual(['Balances.Unreserved', 'Proxy.ProxyRemoved'])
  const late = await chain.submit(as(owner.address, give(to.address, tao)), delegate)
  expect(late).toMatchObject({ error: 'Proxy.NotProxy', body: [] })
  const spent = tao + added.fee + removed.fee
  expect(await chain.balance(owner.address)).toEqual({ free: 100n * tao - spent, reserved: 0n })
})

test('a call that fails, or that the type does not allow, fails alone', async () => {
  const [owner, delegate] = [await chain.person(), await chain.person()]
  await chain.submit(addProxy(delegate.address, 'Transfer'), owner)
  const failures: Array<[Call, string]> = [
    [give(delegate.address, 1_000n * tao), 'Token.FundsUnavailable'],
    [chain.api.tx.system.remarkWithEvent('tributary'), 'System.CallFiltered'],
    [addProxy(owner.address), 'System.CallFiltered'],
  ]
  for (const [call, result] of failures) {
    const outcome = await chain.submit(as(owner.address, call), delegate)
    expect(outcome).toMatchObject({ error: undefined, body: [event('Proxy.ProxyExecuted', { result })] })
  }
})

test('what is refused', async () => {
  const [owner, delegate] = [await chain.person(), await chain.person()]
  await chain.submit(addProxy(delegate.address, 'Any', 10), owner)
  const refusals: Array<[Call, KeyringPair, string]> = [
    [addProxy(owner.address), owner, 'Proxy.NoSelfProxy'],
    [addProxy(delegate.address, 'Any', 10), owner, 'Proxy.Duplicate'],
    [removeProxy(delegate.address), owner, 'Proxy.NotFound'],
    [as(owner.address, give(delegate.address, tao)), delegate, 'Proxy.Unannounced'],
    [chain.call('proxy', 'killPure', owner.address, 'Any', 0, 1, 1), owner, 'Proxy.NoPermission'],
  ]
  for (const [call, who, error] of refusals) {
    expect(await chain.submit(call, who)).toMatchObject({ error, body: [] })
  }
})

test('a pure account is handed to a multisig, which acts through it and ends it', async () => {
  const { tx } = chain.api
  const spawner = await chain.person()
  const [app, guardian, to] = [await chain.person(), await chain.person(), await chain.person()]
  const multisig = multisigOf([app, guardian], 1)

  const created = await chain.submit(chain.call('proxy', 'createPure', 'Any', 0, 0), spawner)
  const pure = pureOf(spawner.address, created)
  expect(created.body).toEqual([
    event('Balances.Reserved', { who: spawner.address, amount: proxyDeposit(1) }),
    event('Proxy.PureCreated', { pure, who: spawner.address, proxyType: 'Any', disambiguationIndex: 0n }),
  ])

  const handOver = tx.utility.batchAll([
    give(pure, 20n * tao),
    as(pure, addProxy(multisig)),
    as(pure, removeProxy(spawner.address)),
  ])
  expect(namesOf((await chain.submit(handOver, spawner)).body)).toEqual([
    'System.NewAccount',
    'Balances.Endowed',
    'Balances.Transfer',
    'Utility.ItemCompleted',
    'Balances.Reserved',
    'Proxy.ProxyAdded',
    'Proxy.ProxyExecuted',
    'Utility.ItemCompleted',
    'Balances.Unreserved',
    'Proxy.ProxyRemoved',
    'Proxy.ProxyExecuted',
    'Utility.ItemCompleted',
    'Utility.BatchCompleted',
  ])
  expect(await chain.balance(pure)).toEqual({ free: 20n * tao, reserved: 0n })
  const late = await chain.submit(as(pure, give(to.address, tao)), spawner)
  expect(late).toMatchObject({ error: 'Proxy.NotProxy', body: [] })

  const viaMultisig = (call: Call) =>
    chain.submit(tx.multisig.asMultiThreshold1([guardian.address], as(pure, call)), app)
  const pot = derivativeOf(pure, 7)
  const calls = [give(pot, 9n * tao), tx.utility.asDerivative(7, give(to.address, 50n * tao))]
  const paid = await viaMultisig(
    tx.utility.forceBatch([...calls, tx.utility.asDerivative(7, give(to.address, 4n * tao))]),
  )
  expect(paid.body).toEqual([
    event('System.NewAccount', { account: pot }),
    event('Balances.Endowed', { account: pot, freeBalance: 9n * tao }),
    event('Balances.Transfer', { from: pure, to: pot, amount: 9n * tao }),
    event('Utility.ItemCompleted', {}),
    event('Utility.ItemFailed', { error: 'Token.FundsUnavailable' }),
    event('Balances.Transfer', { from: pot, to: to.address, amount: 4n * tao }),
    event('Utility.ItemCompleted', {}),
    event('Utility.BatchCompletedWithErrors', {}),
    executed,
  ])

  const { height, index } = created
  const ended = await viaMultisig(chain.call('proxy', 'killPure', spawner.address, 'Any', 0, height, index))
  expect(ended.body).toEqual([
    event('Balances.Unreserved', { who: spawner.address, amount: proxyDeposit(1) }),
    event('Proxy.PureKilled', { pure, spawner: spawner.address, proxyType: 'Any', disambiguationIndex: 0n }),
    executed,
  ])
  expect(await viaMultisig(give(to.address, tao))).toMatchObject({ error: 'Proxy.NotProxy', body: [] })
})
