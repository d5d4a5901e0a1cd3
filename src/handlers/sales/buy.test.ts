import { expect, test } from 'vitest'
import { coldkeys } from '../../../test/support/commands.ts'
import { offlineChain } from '../../../test/support/offline-chain.ts'
import { alpha } from '../../mechanisms/money.ts'
import { fakePorts, invocation } from '../kit/testing/payloads.ts'
import { buy } from './buy.ts'
import { purchaseCall } from './purchase.ts'

const { ada, eva, hotkey } = coldkeys

test('the call sends exactly so much, from the largest holdings, and is none where there is less', async () => {
  const { api } = await offlineChain(475)
  const counter = { wallet: ada, netuid: 2 }
  const holdings = [
    { hotkey, amount: alpha(700n) },
    { hotkey: eva, amount: alpha(300n) },
  ]
  const args = (amount: bigint) => {
    const { method } = purchaseCall(api(), counter, holdings, amount) ?? {}
    const { section, method: name } = method ?? {}
    return [`${section}.${name}`, method?.args.map((arg) => arg.toJSON())]
  }
  expect(args(700n)).toEqual(['subtensorModule.transferStake', [ada, hotkey, 2, 2, 700]])
  const part = (from: string, amount: number) =>
    expect.objectContaining({
      args: {
        destination_coldkey: ada,
        hotkey: from,
        origin_netuid: 2,
        destination_netuid: 2,
        alpha_amount: amount,
      },
    })
  expect(args(900n)).toEqual(['utility.batchAll', [[part(hotkey, 700), part(eva, 200)]]])
  expect(purchaseCall(api(), counter, holdings, 1_001n)).toBeNull()
})

test.each([
  ['', null],
  ['12.5 alpha', 12_500_000_000n],
])('/buy %s asks for that', async (args, more) => {
  const wanted: unknown[] = []
  const ports = fakePorts({
    coldkeyWhen: async (user) => (user === 11 ? ada : null),
    offerOf: async (...all) => {
      wanted.push(all)
      return { phase: 'live' }
    },
  })
  expect(await buy.run(invocation(args), ports)).toEqual({
    kind: 'answer',
    answer: { kind: 'offer', offer: { phase: 'live' } },
  })
  expect(wanted).toEqual([['subnet:7:3', { coldkey: ada, more }]])
})

test.each([
  ['0', 'more than 0 alpha'],
  ['lots', 'write a number of alpha'],
  ['1e3', 'without an exponent'],
  ['-5', 'cannot be negative'],
  ['5 TAO', 'write a number of alpha'],
  ['99999999', '21,000,000 alpha'],
])('/buy %s is no amount', async (args, reason) => {
  expect(await buy.run(invocation(args), fakePorts())).toMatchObject({
    answer: { kind: 'bad-command', name: 'buy', reason: expect.stringContaining(reason) },
  })
})
