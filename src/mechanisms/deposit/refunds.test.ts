import fc from 'fast-check'
import { expect, test } from 'vitest'
import { seeDeposit, settle, stream, tao } from '../../../test/support/commands.ts'
import { tales } from '../../../test/support/tales.ts'
import { tell } from '../../../test/support/tell.ts'
import { defaultConfig } from '../config.ts'
import { rao } from '../money.ts'
import { intents } from '../subnet/intents.ts'
import type { SubnetCommand } from '../subnet/state.ts'

const refundsOf = (commands: readonly SubnetCommand[]) =>
  intents(tell(commands, defaultConfig).state).filter(({ purpose }) => purpose.kind === 'deposit-refund')

const unasked = (n: number, amount: bigint, payer = 'stranger') =>
  seeDeposit(100 + n, 100 + n, { payer, amount: rao(amount), remarkHashes: [] })

test('small transfers that nobody asked for are gathered by payer until they are worth a refund', () => {
  const small = Array.from({ length: 9 }, (_, n) => unasked(n, 100_000n))
  expect(refundsOf([...tales.funding, ...small])).toEqual([])
  const enough = [...tales.funding, ...small, unasked(9, 100_000n), unasked(10, 5n, 'another')]
  expect(refundsOf(enough)).toMatchObject([{ call: { amount: 1_000_000n, to: { coldkey: 'stranger' } } }])
})

test('whatever comes in whatever sizes, what is owed is what came, in no more refunds than a few', () => {
  const amounts = fc.array(fc.bigInt(1n, 3_000_000n), { maxLength: 30 })
  fc.assert(
    fc.property(amounts, (sizes) => {
      const { state } = tell([...tales.funding, ...sizes.map((size, n) => unasked(n, size))], defaultConfig)
      const owed = state.life.deposit.refunds.reduce((sum, { amount }) => sum + amount, 0n)
      expect(owed).toBe(sizes.reduce((sum, size) => sum + size, 0n))
      const small = state.life.deposit.refunds.filter(({ amount }) => amount < 1_000_000n)
      expect(small.length).toBeLessThanOrEqual(1)
    }),
    { numRuns: 100 },
  )
})

test('a refund that was paid leaves the state, and the same deposit is not refunded again', () => {
  const late = unasked(0, tao(2))
  const key = `deposit-refund:${stream()}:${late.extrinsic.hash}:stranger`
  const { state } = tell([...tales.funding, late, settle(300, 200, key), late], defaultConfig)
  expect(state.life.deposit.refunds).toEqual([])
  expect(state.deposit.refunds).toMatchObject([{ payer: 'stranger', amount: tao(2) }])
})
