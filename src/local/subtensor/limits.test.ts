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
