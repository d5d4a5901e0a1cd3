import { stringToHex } from '@polkadot/util'
import { beforeAll, expect, test } from 'vitest'
import { tao } from '../../test/support/commands.ts'
import { offlineChain } from '../../test/support/offline-chain.ts'
import { callOf } from '../chain/extrinsic.ts'
import { decodeBill } from './bills.ts'
import { type BillTerms, makeBill } from './deposit/bill.ts'
import { remarkHash } from './kit/bill.ts'
import { makeGuaranteeBill } from './mining/guarantee-bill.ts'

let chain: Awaited<ReturnType<typeof offlineChain>>
beforeAll(async () => {
  chain = await offlineChain()
})

const terms: BillTerms = {
  repositoryId: 7,
  issue: 12,
  title: 'GPU kernels are tuned by hand',
  link: 'https://arxiv.org/abs/2601.00001',
  till: '5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty',
  fee: tao(0.1),
  collateral: tao(1),
}

test('a bill burns the fee, pays the till and names the idea, and reads back as just that', () => {
  const bill = makeBill(chain, terms)
  expect(bill.remark).toBe(
    // SHA-256 of the title, a line feed and the link.
    'tributary:idea:v1:7:12:9cb2ca20a2bad986e310f8d8ed367edfba03d3d847431b08920ed275603f1fe2',
  )
  expect(bill.remarkHash).toBe(remarkHash(bill.remark))
  expect(bill).toMatchObject({ fee: tao(0.1), collateral: tao(1), specVersion: 424 })
  expect(decodeBill(chain, bill.callHex)).toEqual({
    kind: 'idea',
    fee: tao(0.1),
    into: terms.till,
    collateral: tao(1),
    remark: bill.remark,
  })
})

test('the bill of a guarantee pays the escrow, names round and head, and destroys nothing', () => {
  const head = 'c0ffee'.repeat(6).padEnd(40, '0')
  const bill = makeGuaranteeBill(chain, {
    repositoryId: 7,
    issue: 12,
    round: 2,
    head,
    escrow: terms.till,
    collateral: tao(10),
  })
  expect(bill).toMatchObject({ fee: 0n, collateral: tao(10), remarkHash: remarkHash(bill.remark) })
  expect(decodeBill(chain, bill.callHex)).toEqual({
    kind: 'guarantee',
    fee: 0n,
    into: terms.till,
    collateral: tao(10),
    remark: `tributary:guarantee:v1:7:12:2:${head}`,
  })
})

test('no title and no link goes on chain, however long or odd they are', () => {
  const { callHex } = makeBill(chain, { ...terms, title: '\u202e\0<script>'.repeat(10_000), link: 'x' })
  expect(callHex.length).toBeLessThan(400)
})

test('a call that does anything else is not shown as a bill', () => {
  const api = chain.api()
  const transfer = callOf(api, 'balances', 'transferKeepAlive', terms.till, 1n)
  const burn = callOf(api, 'balances', 'burn', 1n, true)
  const remark = (text: string) => callOf(api, 'system', 'remarkWithEvent', stringToHex(text))
  const idea = remark('tributary:idea:v1:7:12:00')
  const guarantee = remark('tributary:guarantee:v1:7:12:1:00')
  const batch = (...calls: unknown[]) => callOf(api, 'utility', 'batchAll', calls).method.toHex()
  const read = (callHex: string) => () => decodeBill(chain, callHex)
  expect(read(transfer.method.toHex())).toThrow('do not sign it')
  expect(read(batch(burn, transfer, idea, transfer))).toThrow('do not sign it')
  expect(read(batch(burn, transfer, idea))).not.toThrow()
  expect(read(batch(transfer, guarantee))).not.toThrow()
  expect(read(batch(transfer, idea))).toThrow('do not sign it')
  expect(read(batch(burn, transfer, guarantee))).toThrow('do not sign it')
  expect(read(batch(transfer, transfer, guarantee))).toThrow('do not sign it')
  expect(read(batch(transfer, remark('anything')))).toThrow('do not sign it')
  expect(read(`${batch(burn, transfer, idea)}00`)).toThrow('do not sign it')
  expect(read('0x')).toThrow()
})

test('a fee that is to buy alpha is refused with its reason', () => {
  const feeSink = { kind: 'recycle-alpha', netuid: 1, hotkey: terms.till } as const
  expect(() => makeBill(chain, { ...terms, feeSink })).toThrow('"recycle-alpha" cannot be paid by a bill yet')
})
