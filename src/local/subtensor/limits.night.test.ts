import { expect, test } from 'vitest'
import { developmentPair } from './accounts.ts'
import { connect, expectRefusals, refundOf, startNode } from './test-client.ts'

// Megabytes of hexadecimal digits take seconds to sign.

const alice = developmentPair('//Alice')
const megabyte = 1024 * 1024

test('what does not fit a block by its length waits for the next', async () => {
  const node = await startNode()
  const api = await connect(node.url)
  const remark = (nonce: number) => api.tx.system.remark(bytes(4 * megabyte)).signAsync(alice, { nonce })
  await (await remark(0)).send()
  await (await remark(1)).send()
  const lengths = [node.control.createBlocks(), node.control.createBlocks()].map(async (hash) => {
    const { block } = await api.rpc.chain.getBlock(hash)
    return block.extrinsics.length
  })
  expect(await Promise.all(lengths)).toEqual([2, 2])
})

test('what fits no block is refused', async () => {
  expectRefusals()
  const api = await connect((await startNode()).url)
  const long = api.tx.system.remark(bytes(7_864_320))
  await expect(long.signAndSend(alice)).rejects.toThrow(
    '1010: Invalid Transaction: Transaction would exhaust the block limits',
  )
  const refunds = Array.from({ length: 190 }, () => refundOf(api))
  const heavy = api.tx.utility.forceBatch(refunds)
  await expect(heavy.signAndSend(alice)).rejects.toThrow(
    '1010: Invalid Transaction: Transaction would exhaust the block limits',
  )
})

function bytes(length: number): string {
  return `0x${'00'.repeat(length)}`
}
