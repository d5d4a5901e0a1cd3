import { expect, test, vi } from 'vitest'
import { developmentPair } from './accounts.ts'
import {
  connect,
  expectRefusals,
  freeBalance,
  include,
  outcome,
  request,
  startNode,
  tao,
} from './test-client.ts'

const alice = developmentPair('//Alice')
const bob = developmentPair('//Bob')
const start = 1_000_000n * tao

test('a reorganisation takes a payment back, and the next block has it again', async () => {
  const node = await startNode({ finalityLag: 10 })
  const api = await connect(node.url)
  const statuses: string[] = []
  const give = await api.tx.balances.transferKeepAlive(bob.address, tao).signAsync(alice)
  await give.send(({ status }) => void statuses.push(status.type))
  const lost = node.control.createBlocks()
  node.control.createBlocks()
  expect(await freeBalance(api, bob.address)).toBe(start + tao)
  await vi.waitFor(() => expect(statuses).toEqual(['Ready', 'InBlock']))

  node.control.reorganise({ depth: 2, extrinsics: 'return-to-pool' })
  expect(await freeBalance(api, bob.address)).toBe(start)
  expect((await api.rpc.chain.getBlockHash(1)).toHex()).not.toBe(lost)
  expect((await api.rpc.chain.getHeader()).number.toNumber()).toBe(3)
  expect((await api.rpc.author.pendingExtrinsics()).map((pending) => pending.toHex())).toEqual([give.toHex()])

  const again = node.control.createBlocks()
  expect(await freeBalance(api, bob.address)).toBe(start + tao)
  expect((await outcome(api, again, give.hash.toHex())).fee).toBeGreaterThan(0n)
  await vi.waitFor(() => expect(statuses).toHaveLength(5))
  node.control.finalize()
  await vi.waitFor(() =>
    expect(statuses).toEqual(['Ready', 'InBlock', 'Retracted', 'Ready', 'InBlock', 'Finalized']),
  )
})

test('a reorganisation may lose extrinsics for good', async () => {
  const node = await startNode({ finalityLag: 10 })
  const api = await connect(node.url)
  const statuses: string[] = []
  await api.tx.balances
    .transferKeepAlive(bob.address, tao)
    .signAndSend(alice, ({ status }) => void statuses.push(status.type))
  node.control.createBlocks()
  node.control.reorganise({ depth: 1, extrinsics: 'drop' })
  node.control.createBlocks(2)
  expect(await freeBalance(api, bob.address)).toBe(start)
  expect((await api.rpc.system.accountNextIndex(alice.address)).toNumber()).toBe(0)
  await vi.waitFor(() => expect(statuses.at(-1)).toBe('Dropped'))
})

test('heads go on from the fork, and the lost block’s state is still there to look at', async () => {
  const node = await startNode({ finalityLag: 10 })
  const api = await connect(node.url)
  const numbers: number[] = []
  await api.rpc.chain.subscribeNewHeads(({ number }) => void numbers.push(number.toNumber()))
  const { hash: lost } = await include(node, api, api.tx.balances.transferKeepAlive(bob.address, tao), alice)
  node.control.reorganise({ depth: 1, extrinsics: 'drop' })
  node.control.createBlocks()
  await vi.waitFor(() => expect(numbers).toEqual([0, 1, 2, 3]))
  const then = await api.at(lost)
  expect(await freeBalance(then as typeof api, bob.address)).toBe(start + tao)
  expect((await api.rpc.chain.getBlock(lost)).block.header.number.toNumber()).toBe(1)
})

test('what is final stays', async () => {
  const node = await startNode({ finalityLag: 1 })
  node.control.createBlocks(3)
  expect(() => node.control.reorganise({ depth: 2, extrinsics: 'drop' })).toThrow('finalized')
  node.control.reorganise({ depth: 1, extrinsics: 'drop' })
})

test('connections are dropped, answers delayed or swallowed, from outside too', async () => {
  expectRefusals()
  const node = await startNode({ devRpc: true })
  const api = await connect(node.url)
  const remark = await api.tx.system.remark('0x01').signAsync(alice)
  await request(api, 'dev_swallowAnswers', ['author_submitExtrinsic', 1])
  const silent = remark.send()
  await vi.waitFor(async () => expect(await api.rpc.author.pendingExtrinsics()).toHaveLength(1))
  expect(await Promise.race([silent, later(50)])).toBe('nothing')

  await request(api, 'dev_delayAnswers', [100])
  const begun = Date.now()
  await api.rpc.system.chain()
  expect(Date.now() - begun).toBeGreaterThanOrEqual(99)
  node.control.delayAnswers(0)

  silent.catch(() => undefined)
  const gone = new Promise((resolve) => api.once('disconnected', () => resolve('gone')))
  node.control.dropConnections()
  expect(await gone).toBe('gone')
  await vi.waitFor(() => expect(api.isConnected).toBe(true), { timeout: 10_000 })
  expect((await api.rpc.system.chain()).toString()).toBe('Tributary Local')
})

function later(milliseconds: number): Promise<string> {
  return new Promise((resolve) => setTimeout(() => resolve('nothing'), milliseconds))
}
