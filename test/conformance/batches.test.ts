import { afterAll, beforeAll, expect, test } from 'vitest'
import { derivativeOf } from './accounts.ts'
import { type Chain, openChain } from './chain.ts'
import { batchAllFee, tao } from './facts.ts'
import { event, expectFee, namesOf } from './outcome.ts'

let chain: Chain
beforeAll(async () => {
  chain = await openChain('//Bob')
})
afterAll(() => chain.close())

test('batchAll runs its calls in order, each followed by ItemCompleted', async () => {
  const { tx } = chain.api
  const [from, to] = [await chain.person(), await chain.person()]
  const calls = [
    tx.balances.burn(2n * tao, true),
    tx.balances.transferKeepAlive(to.address, 3n * tao),
    tx.system.remarkWithEvent('x'.repeat(31)),
  ]
  const outcome = await chain.submit(tx.utility.batchAll(calls), from)
  expect(namesOf(outcome.body)).toEqual([
    'Balances.Burned',
    'Utility.ItemCompleted',
    'Balances.Transfer',
    'Utility.ItemCompleted',
    'System.Remarked',
    'Utility.ItemCompleted',
    'Utility.BatchCompleted',
  ])
  expectFee(outcome, batchAllFee, chain.isLocal)
  expect(await chain.balance(from.address)).toEqual({ free: 95n * tao - outcome.fee, reserved: 0n })
})

test('batchAll is all or nothing', async () => {
  const { tx } = chain.api
  const [from, to] = [await chain.person(), await chain.person()]
  const calls = [
    tx.balances.transferKeepAlive(to.address, 3n * tao),
    tx.balances.transferKeepAlive(to.address, 1_000n * tao),
  ]
  const outcome = await chain.submit(tx.utility.batchAll(calls), from)
  expect(outcome).toMatchObject({ error: 'Token.FundsUnavailable', body: [] })
  expect((await chain.balance(to.address)).free).toBe(100n * tao)
})

test('forceBatch goes on past a call that fails', async () => {
  const { tx } = chain.api
  const [from, to] = [await chain.person(), await chain.person()]
  const calls = [
    tx.balances.transferKeepAlive(to.address, 1_000n * tao),
    tx.balances.transferKeepAlive(to.address, 3n * tao),
  ]
  const outcome = await chain.submit(tx.utility.forceBatch(calls), from)
  expect(outcome.error).toBeUndefined()
  expect(outcome.body).toEqual([
    event('Utility.ItemFailed', { error: 'Token.FundsUnavailable' }),
    event('Balances.Transfer', { from: from.address, to: to.address, amount: 3n * tao }),
    event('Utility.ItemCompleted', {}),
    event('Utility.BatchCompletedWithErrors', {}),
  ])
})

test('batch succeeds even when it was interrupted', async () => {
  const { tx } = chain.api
  const [from, to] = [await chain.person(), await chain.person()]
  const calls = [3n, 1_000n, 4n].map((amount) => tx.balances.transferKeepAlive(to.address, amount * tao))
  const outcome = await chain.submit(tx.utility.batch(calls), from)
  expect(outcome.error).toBeUndefined()
  expect(outcome.body).toEqual([
    event('Balances.Transfer', { from: from.address, to: to.address, amount: 3n * tao }),
    event('Utility.ItemCompleted', {}),
    event('Utility.BatchInterrupted', { index: 1n, error: 'Token.FundsUnavailable' }),
  ])
  expect((await chain.balance(to.address)).free).toBe(103n * tao)
})

test('a batch directly inside a batch is refused', async () => {
  const { utility, system } = chain.api.tx
  const from = await chain.person()
  const inner = utility.batch([system.remarkWithEvent('tributary')])
  for (const outer of [utility.batch([inner]), utility.batchAll([inner]), utility.forceBatch([inner])]) {
    expect(await chain.submit(outer, from)).toMatchObject({ error: 'System.CallFiltered', body: [] })
  }
})

test('a derivative account has no key and is moved by its owner', async () => {
  const { tx } = chain.api
  const [owner, to] = [await chain.person(), await chain.person()]
  const pot = derivativeOf(owner.address, 7)
  await chain.submit(tx.balances.transferKeepAlive(pot, 5n * tao), owner)
  const move = tx.balances.transferKeepAlive(to.address, 2n * tao)
  const outcome = await chain.submit(tx.utility.asDerivative(7, move), owner)
  expect(outcome.body).toEqual([event('Balances.Transfer', { from: pot, to: to.address, amount: 2n * tao })])
  expect((await chain.balance(pot)).free).toBe(3n * tao)
  expect(await chain.submit(tx.utility.asDerivative(8, move), owner)).toMatchObject({
    error: 'Token.FundsUnavailable',
    body: [],
  })
})
