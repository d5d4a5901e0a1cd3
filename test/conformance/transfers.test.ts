import { blake2AsHex } from '@polkadot/util-crypto'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { type Chain, openChain } from './chain.ts'
import { existentialDeposit, tao, transferKeepAliveFee } from './facts.ts'
import { event, expectFee } from './outcome.ts'

let chain: Chain
beforeAll(async () => {
  chain = await openChain('//Alice')
})
afterAll(() => chain.close())

test('a transfer costs what was measured and arrives whole', async () => {
  const { api } = chain
  const [from, to] = [await chain.person(), await chain.person()]
  const outcome = await chain.submit(api.tx.balances.transferKeepAlive(to.address, 7n * tao), from)
  expect(outcome.error).toBeUndefined()
  expect(outcome.body).toEqual([
    event('Balances.Transfer', { from: from.address, to: to.address, amount: 7n * tao }),
  ])
  expectFee(outcome, transferKeepAliveFee, chain.isLocal)
  expect(await chain.balance(to.address)).toEqual({ free: 107n * tao, reserved: 0n })
  expect(await chain.balance(from.address)).toEqual({ free: 93n * tao - outcome.fee, reserved: 0n })
})

test('the fee is known before: paymentInfo answers it', async () => {
  const { api } = chain
  const [from, to] = [await chain.person(), await chain.person()]
  const call = api.tx.balances.transferKeepAlive(to.address, 7n * tao)
  const { partialFee } = await call.paymentInfo(from)
  const { fee } = await chain.submit(call, from)
  expect(partialFee.toBigInt()).toBe(fee)
})

test('an account is born with its first transfer', async () => {
  const { api } = chain
  const [from, to] = [await chain.person(), await chain.person(0n)]
  const { body } = await chain.submit(api.tx.balances.transferKeepAlive(to.address, existentialDeposit), from)
  expect(body).toEqual([
    event('System.NewAccount', { account: to.address }),
    event('Balances.Endowed', { account: to.address, freeBalance: existentialDeposit }),
    event('Balances.Transfer', { from: from.address, to: to.address, amount: existentialDeposit }),
  ])
})

test.each([
  ['less than the existential deposit to nobody', existentialDeposit - 1n, 'Token.BelowMinimum'],
  ['more than there is', 1_000n * tao, 'Token.FundsUnavailable'],
])('refused, but paid for: %s', async (_, amount, error) => {
  const { api } = chain
  const [from, to] = [await chain.person(), await chain.person(0n)]
  const outcome = await chain.submit(api.tx.balances.transferKeepAlive(to.address, amount), from)
  expect(outcome).toMatchObject({ error, body: [] })
  expect(await chain.balance(to.address)).toEqual({ free: 0n, reserved: 0n })
  expect(await chain.balance(from.address)).toEqual({ free: 100n * tao - outcome.fee, reserved: 0n })
})

test('keepAlive leaves the existential deposit', async () => {
  const { api } = chain
  const [from, to] = [await chain.person(), await chain.person()]
  const { partialFee } = await api.tx.balances.transferKeepAlive(to.address, 99n * tao).paymentInfo(from)
  const tooMuch = 100n * tao - partialFee.toBigInt() - existentialDeposit / 2n
  const outcome = await chain.submit(api.tx.balances.transferKeepAlive(to.address, tooMuch), from)
  expect(outcome).toMatchObject({ error: 'Token.NotExpendable', body: [] })
})

test('burn destroys TAO', async () => {
  const who = await chain.person()
  const { body, fee } = await chain.submit(chain.api.tx.balances.burn(3n * tao, true), who)
  expect(body).toEqual([event('Balances.Burned', { who: who.address, amount: 3n * tao })])
  expect(await chain.balance(who.address)).toEqual({ free: 97n * tao - fee, reserved: 0n })
})

test('a remark leaves the hash of its bytes', async () => {
  const who = await chain.person()
  const { body } = await chain.submit(chain.api.tx.system.remarkWithEvent('tributary'), who)
  expect(body).toEqual([event('System.Remarked', { sender: who.address, hash_: blake2AsHex('tributary') })])
})

test('a nonce that was used is stale, one that is ahead waits', async () => {
  const { api } = chain
  const [from, to] = [await chain.person(), await chain.person()]
  const give = (nonce: number) =>
    chain.submit(api.tx.balances.transferKeepAlive(to.address, tao), from, nonce)
  const ahead = give(1)
  const [first, second] = [await give(0), await ahead]
  expect([first.error, second.error]).toEqual([undefined, undefined])
  expect(second.height * 1_000 + second.index).toBeGreaterThan(first.height * 1_000 + first.index)
  await expectTurnedAway(give(1), /1010.*outdated/s)
})

test('an account that does not exist cannot pay', async () => {
  const nobody = await chain.person(0n)
  const remark = chain.api.tx.system.remarkWithEvent('tributary')
  await expectTurnedAway(chain.submit(remark, nobody), /1010.*pay some fees/s)
})

/** The pool says no, and the client need not print that. */
async function expectTurnedAway(sent: Promise<unknown>, reason: RegExp): Promise<void> {
  const quiet = vi.spyOn(console, 'error').mockImplementation(() => undefined)
  await expect(sent).rejects.toThrow(reason)
  quiet.mockRestore()
}
