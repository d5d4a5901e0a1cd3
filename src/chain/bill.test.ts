import { beforeAll, expect, test } from 'vitest'
import { tao } from '../../test/support/commands.ts'
import { offlineChain } from '../../test/support/offline-chain.ts'
import { type BillTerms, decodeBill, makeBill, remarkHash } from './bill.ts'
import { callOf } from './extrinsic.ts'

let chain: Awaited<ReturnType<typeof offlineChain>>
beforeAll(async () => {
  chain = await offlineChain()
})

const terms: BillTerms = {
  repositoryId: 7,
  issue: 12,
  title: 'GPU kernels are tuned by hand',
  link: 'https://arxiv.org/abs/2601.00001',
  escrow: '5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty',
  fee: tao(0.1),
  collateral: tao(1),
}

test('a bill burns the fee, pays the escrow and names the idea, and reads back as just that', () => {
  const bill = makeBill(chain, terms)
  expect(bill.remark).toBe(
    // SHA-256 of the title, a line feed and the link.
    'tributary:idea:v1:7:12:9cb2ca20a2bad986e310f8d8ed367edfba03d3d847431b08920ed275603f1fe2',
  )
  expect(bill.remarkHash).toBe(remarkHash(bill.remark))
  expect(bill).toMatchObject({ fee: tao(0.1), collateral: tao(1), specVersion: 424 })
  expect(decodeBill(chain, bill.callHex)).toEqual({
    fee: tao(0.1),
    escrow: terms.escrow,
    collateral: tao(1),
    remark: bill.remark,
  })
})

test('no title and no link goes on chain, however long or odd they are', () => {
  const { callHex } = makeBill(chain, { ...terms, title: '\u202e\0<script>'.repeat(10_000), link: 'x' })
  expect(callHex.length).toBeLessThan(400)
})

test('a call that does anything else is not shown as a bill', () => {
  const api = chain.api()
  const transfer = callOf(api, 'balances', 'transferKeepAlive', terms.escrow, 1n)
  const burn = callOf(api, 'balances', 'burn', 1n, true)
  const remark = callOf(api, 'system', 'remarkWithEvent', '0x00')
  const batch = (...calls: unknown[]) => callOf(api, 'utility', 'batchAll', calls).method.toHex()
  expect(() => decodeBill(chain, transfer.method.toHex())).toThrow('do not sign it')
  expect(() => decodeBill(chain, batch(burn, transfer, remark, transfer))).toThrow('do not sign it')
  expect(() => decodeBill(chain, batch(burn, transfer, remark))).not.toThrow()
  expect(() => decodeBill(chain, `${batch(burn, transfer, remark)}00`)).toThrow('do not sign it')
  expect(() => decodeBill(chain, '0x')).toThrow()
})

test('a fee that is to buy alpha is refused with its reason', () => {
  const feeSink = { kind: 'recycle-alpha', netuid: 1, hotkey: terms.escrow } as const
  expect(() => makeBill(chain, { ...terms, feeSink })).toThrow('"recycle-alpha" cannot be paid by a bill yet')
})
