import fc from 'fast-check'
import { expect, test } from 'vitest'
import { issueBill, onIssue, openIdea, seeDeposit, stream, tao } from '../../../test/support/commands.ts'
import { type House, openHouse, refold } from '../../../test/support/house.ts'
import { refundIntents, refundStreams } from '../../../test/support/refunds.ts'
import { expectSmall } from '../../../test/support/small.ts'
import { defaultConfig } from '../config.ts'
import type { Intent } from '../intent.ts'
import { type Rao, rao } from '../money.ts'
import { numbered } from '../pots.ts'
import { refundOf } from '../streams/names.ts'
import { LEAST_REFUND, REFUND_FEE } from './refund.ts'
import type { OweRefund } from './slice.ts'

const till = { kind: 'till' } as const
const { extrinsic, treasury } = seeDeposit(1, 1)

const owe = (n: number, payer: string, amount: Rao, pot: OweRefund['pot'] = till): OweRefund => ({
  type: 'OweRefund',
  payer,
  amount,
  reason: 'unnamed',
  extrinsic: { ...extrinsic, hash: `0x${n}` },
  pot,
  treasury,
  subnet: null,
  ...onIssue(n),
})

const give = (house: House, command: OweRefund) =>
  house.handle(refundOf(command.payer, command.pot), command, defaultConfig)

const settle = (house: House, { key, purpose }: Intent) =>
  house.handle(
    key.replace(/^refund:(.*):\d+$/, '$1'),
    { type: 'SettleIntent', key, purpose, extrinsic, outcome: { ok: true }, ...onIssue(1) } as never,
    defaultConfig,
  )

const paidBy = ({ call }: Intent): bigint => (call.kind === 'transfer' ? call.amount : 0n)

test('what is too small is gathered by payer and pot until it is worth a payout, less the network’s fee', () => {
  const house = openHouse()
  for (let n = 0; n < 9; n++) give(house, owe(n, '5Ada', rao(100_000n)))
  give(house, owe(9, '5Ben', rao(LEAST_REFUND - 1n)))
  give(house, owe(10, '5Ada', rao(900_000n), numbered('escrow', 0)))
  expect(refundIntents(house)).toEqual([])
  give(house, owe(11, '5Ada', rao(100_000n)))
  expect(refundIntents(house)).toMatchObject([
    { key: 'refund:refund:5Ada:65535:1', pot: till, call: { to: { coldkey: '5Ada' }, amount: 500_000n } },
  ])
})

test('what comes while a payout is under way goes into the next, which changes no payment that was named', () => {
  const house = openHouse()
  give(house, owe(1, '5Ada', tao(1)))
  const [first] = refundIntents(house)
  give(house, owe(2, '5Ada', tao(2)))
  give(house, owe(3, '5Ada', tao(3)))
  expect(refundIntents(house)).toEqual([first])
  if (first) settle(house, first)
  expect(refundIntents(house).map(paidBy)).toEqual([tao(5) - REFUND_FEE])
  expect(house.happened.map(({ event }) => ('payout' in event ? event.payout : null))).toEqual([
    1,
    2,
    2,
    null,
  ])
})

const amounts = fc.oneof(fc.bigInt(1n, 2_000_000n), fc.bigInt(1n, 5_000_000_000n))
const step = fc.oneof(
  fc.record({ n: fc.nat(20), payer: fc.constantFrom('5Ada', '5Ben'), amount: amounts }),
  fc.constant('settle' as const),
)

test('in whatever order money comes and goes back: it is owed or was paid, but for one fee a payout, and nobody gets more', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const house = openHouse()
      const [came, paid] = [new Map<string, bigint>(), new Map<string, bigint>()]
      let fees = 0n
      const add = (to: Map<string, bigint>, who: string, amount: bigint) =>
        to.set(who, (to.get(who) ?? 0n) + amount)
      const settleAll = () => {
        for (const intent of refundIntents(house)) {
          settle(house, intent)
          fees += REFUND_FEE
          add(paid, intent.key.split(':')[2] ?? '', paidBy(intent))
        }
      }
      for (const one of steps) {
        if (one === 'settle') settleAll()
        else if (give(house, owe(one.n, one.payer, rao(one.amount))).length > 0)
          add(came, one.payer, one.amount)
      }
      const sum = (values: Iterable<bigint>) => [...values].reduce((all, value) => all + value, 0n)
      const owed = refundStreams(house).map(({ refund }) => refund.gathered + (refund.payout?.amount ?? 0n))
      expect(sum(owed) + sum(paid.values()) + fees).toBe(sum(came.values()))
      for (const [payer, amount] of paid) expect(amount).toBeLessThanOrEqual(came.get(payer) ?? 0n)
      for (const intent of refundIntents(house)) expect(paidBy(intent)).toBeGreaterThan(0n)
      for (const state of refundStreams(house)) {
        expect(refold(house.happened).stream(state.stream)).toEqual(state)
      }
    }),
    { numRuns: 300 },
  )
})

test('the same extrinsic told twice goes back once', () => {
  const house = openHouse()
  give(house, owe(1, '5Ada', tao(1)))
  expect(give(house, owe(1, '5Ada', tao(1)))).toEqual([])
  expect(give(house, owe(1, '5Ben', tao(1)))).toHaveLength(1)
})

test('five thousand payers of dust, and one who pays five thousand times, make no state large', () => {
  const house = openHouse()
  const subnet = stream()
  const hand = (command: Parameters<House['handle']>[1]) => house.handle(subnet, command, defaultConfig)
  for (const command of [openIdea(), issueBill(), seeDeposit(10, 5)]) hand(command)
  for (let n = 0; n < 5_000; n++) {
    const dust = { amount: rao(1n + BigInt(n)), pot: numbered('escrow', 0) }
    hand(seeDeposit(20 + n, 10 + n, { ...dust, payer: `5Payer${n}` }))
    hand(seeDeposit(20 + n, 6_000 + n, { ...dust, payer: '5Again' }))
  }
  const names = new Set(house.happened.map(({ stream: name }) => name))
  expect(names.size).toBe(5_002)
  for (const name of names) expectSmall(house.stream(name))
  expect(house.state(subnet).refunds).toHaveLength(10_000)
})
