import type { ApiPromise } from '@polkadot/api'
import { expect, test } from 'vitest'
import { developmentPair } from './accounts.ts'
import { connect, refundOf, startNode } from './test-client.ts'

const alice = developmentPair('//Alice')

test('the block’s weight is what its extrinsics really used', async () => {
  const node = await startNode()
  const api = await connect(node.url)
  await api.tx.utility.batch([api.tx.system.remark('0x01'), refundOf(api)]).signAndSend(alice)
  node.control.createBlocks()
  const { normal } = (await api.query.system.blockWeight()) as unknown as {
    normal: { refTime: { toBigInt(): bigint } }
  }
  const info = await api.tx.utility.batch([api.tx.system.remark('0x01')]).paymentInfo(alice)
  expect(normal.refTime.toBigInt()).toBeGreaterThan(info.weight.refTime.toBigInt() + 108_157_000n)
  expect(normal.refTime.toBigInt()).toBeLessThan(20_000_000_000n)
})

test('what has no room in a block waits for the next, and what comes behind its nonce waits with it', async () => {
  const node = await startNode()
  const api = await connect(node.url)
  const nonce = async () =>
    (await api.query.system?.account?.(alice.address)) as unknown as { nonce: unknown }
  const sent = [heavy(api), heavy(api), api.tx.system.remark('0x01'), api.tx.system.remark('0x02')]
  for (const [at, call] of sent.entries()) await (await call.signAsync(alice, { nonce: at })).send()
  const block = node.control.createBlocks()
  expect((await api.rpc.chain.getBlock(block)).block.extrinsics).toHaveLength(2)
  expect(Number((await nonce()).nonce)).toBe(1)
  expect(await api.rpc.author.pendingExtrinsics()).toHaveLength(3)
  node.control.createBlocks()
  expect(Number((await nonce()).nonce)).toBe(4)
})

/** More than half of what a block holds, and it fails without giving any of it back. */
function heavy(api: ApiPromise) {
  const call = api.tx.subtensorModule?.setWeights
  if (call === undefined) throw new Error('the metadata has no subtensorModule.setWeights')
  return api.tx.utility.forceBatch(Array.from({ length: 20 }, () => call(7, [], [], 0)))
}
