import type { ApiPromise } from '@polkadot/api'
import { WsProvider } from '@polkadot/api'
import { decAnyMetadata } from '@polkadot-api/substrate-bindings'
import { expect, onTestFinished, test, vi } from 'vitest'
import { developmentPair } from './accounts.ts'
import { fromHex } from './runtime/codec.ts'
import { connect, expectRefusals, freeBalance, include, startNode, tao } from './test-client.ts'

const alice = developmentPair('//Alice')
const bob = developmentPair('//Bob')

test('a client connects, sends and reads without a warning', async () => {
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined)
  const error = vi.spyOn(console, 'error').mockImplementation(() => undefined)
  onTestFinished(() => {
    vi.restoreAllMocks()
  })
  const node = await startNode({ devRpc: true })
  const api = await connect(node.url)
  await include(node, api, api.tx.balances.transferKeepAlive(bob.address, tao), alice)
  await (await api.at(await api.rpc.chain.getFinalizedHead())).query.system.events()
  expect(warn).not.toHaveBeenCalled()
  expect(error).not.toHaveBeenCalled()
})

test('the chain says what it is', async () => {
  const node = await startNode()
  const api = await connect(node.url)
  expect(api.runtimeVersion.specName.toString()).toBe('node-subtensor')
  expect(api.runtimeVersion.specVersion.toNumber()).toBe(424)
  expect(api.registry.chainSS58).toBe(42)
  expect(api.registry.chainTokens).toEqual(['TAO'])
  expect(api.registry.chainDecimals).toEqual([9])
  expect((await api.rpc.system.chainType()).isLocal).toBe(true)
  expect(api.extrinsicVersion).toBe(4)
  expect((await api.call.core.version()).toHuman()).toMatchObject({ specVersion: '424' })
  expect(api.consts.aura?.slotDuration?.toString()).toBe('250')
})

test('the real-time profile has the main network’s constants', async () => {
  const node = await startNode({ profile: 'real-time' })
  const api = await connect(node.url)
  expect(api.consts.aura?.slotDuration?.toString()).toBe('12000')
  expect(api.consts.crowdloan?.maximumBlockDuration?.toString()).toBe('432000')
})

test('metadata is served in versions 14, 15 and 16', async () => {
  const node = await startNode()
  const provider = await rawProvider(node.url)
  const plain = decAnyMetadata(fromHex(await provider.send<string>('state_getMetadata', [])))
  expect(plain.metadata.tag).toBe('v14')
  for (const version of [14, 15, 16]) {
    const asked = `0x${version.toString(16).padStart(2, '0')}000000`
    const answer = await provider.send<string>('state_call', ['Metadata_metadata_at_version', asked])
    expect(decAnyMetadata(fromHex(answer)).metadata.tag).toBe(`v${version}`)
  }
  expect(await provider.send('state_call', ['Metadata_metadata_at_version', '0x0d000000'])).toBe('0x00')
})

test('state is there at the head, at the finalized head and at every block before', async () => {
  const node = await startNode({ finalityLag: 2 })
  const api = await connect(node.url)
  const blocks: string[] = [api.genesisHash.toHex()]
  for (let count = 0; count < 4; count++) {
    const sent = api.tx.balances.transferKeepAlive(bob.address, tao)
    blocks.push((await include(node, api, sent, alice)).hash)
  }
  const finalized = await api.rpc.chain.getFinalizedHead()
  expect(finalized.toHex()).toBe(blocks[2])
  const start = 1_000_000n * tao
  const at = async (hash: string) => freeBalance((await api.at(hash)) as ApiPromise, bob.address)
  expect(await Promise.all(blocks.map(at))).toEqual([0n, 1n, 2n, 3n, 4n].map((more) => start + more * tao))
})

test('one, several and all entries of a map are read', async () => {
  const node = await startNode()
  const api = await connect(node.url)
  const several = await api.query.system.account.multi([alice.address, bob.address])
  expect(several.map(({ data }) => data.free.toBigInt())).toEqual([1_000_000n * tao, 1_000_000n * tao])
  const all = await api.query.system.account.entries()
  expect(all).toHaveLength(7)
  expect(all.map(([key]) => key.args[0].toString())).toContain(bob.address)
  const paged = await api.query.system.account.keysPaged({ args: [], pageSize: 3 })
  const next = await api.query.system.account.keysPaged({
    args: [],
    pageSize: 3,
    startKey: paged[2]?.toHex() ?? '',
  })
  expect([...paged, ...next].map(String)).toEqual(all.slice(0, 6).map(([key]) => String(key)))
})

test('a followed account is told of with every head that changes it', async () => {
  const node = await startNode()
  const api = await connect(node.url)
  const seen: bigint[] = []
  const stop = await api.query.system.account(
    bob.address,
    ({ data }: { data: { free: { toBigInt(): bigint } } }) => {
      seen.push(data.free.toBigInt())
    },
  )
  await include(node, api, api.tx.balances.transferKeepAlive(bob.address, tao), alice)
  node.control.createBlocks(2)
  await vi.waitFor(() => expect(seen).toEqual([1_000_000n * tao, 1_000_001n * tao]))
  stop()
})

test('blocks carry time, author and events as a node’s do', async () => {
  const node = await startNode()
  const api = await connect(node.url)
  node.control.createBlocks(2)
  const hash = await api.rpc.chain.getBlockHash(2)
  const { block } = await api.rpc.chain.getBlock(hash)
  expect(block.header.hash.toHex()).toBe(hash.toHex())
  expect(block.extrinsics.map(({ method }) => `${method.section}.${method.method}`)).toEqual([
    'timestamp.set',
  ])
  expect(block.header.digest.logs.map(({ type }) => type)).toEqual(['PreRuntime', 'Seal'])
  const before = await (await api.at(block.header.parentHash)).query.timestamp.now()
  const now = await api.query.timestamp.now()
  expect(now.toNumber() - before.toNumber()).toBeGreaterThanOrEqual(250)
  const [record] = await api.query.system.events()
  expect(record?.phase.isApplyExtrinsic && record.event.method).toBe('ExtrinsicSuccess')
})

test('blocks are made by the clock and finalized behind the head', async () => {
  const node = await startNode({ seal: 20, finalityLag: 3 })
  const api = await connect(node.url)
  const heads: number[] = []
  const finals: number[] = []
  await api.rpc.chain.subscribeNewHeads(({ number }) => void heads.push(number.toNumber()))
  await api.rpc.chain.subscribeFinalizedHeads(({ number }) => void finals.push(number.toNumber()))
  await vi.waitFor(() => expect(finals.length).toBeGreaterThan(3))
  node.control.pause()
  const best = (await api.rpc.chain.getHeader()).number.toNumber()
  const final = await api.rpc.chain.getHeader(await api.rpc.chain.getFinalizedHead())
  expect(final.number.toNumber()).toBe(best - 3)
  for (const list of [heads, finals]) expect(list).toEqual(list.map((_, index) => (list[0] ?? 0) + index))
})

test('what is not there is refused in a node’s words', async () => {
  const node = await startNode()
  const provider = await rawProvider(node.url)
  const unknown = `0x${'11'.repeat(32)}`
  await expect(provider.send('offchain_localStorageGet', [])).rejects.toThrow('-32601: Method not found')
  await expect(provider.send('dev_pause', [])).rejects.toThrow('-32601: Method not found')
  await expect(provider.send('toString', [])).rejects.toThrow('-32601: Method not found')
  await expect(provider.send('state_call', ['ContractsApi_call', '0x'])).rejects.toThrow('is not found')
  await expect(provider.send('state_getStorage', ['0x00', unknown])).rejects.toThrow(
    '4003: Client error: UnknownBlock',
  )
  await expect(provider.send('state_getStorage', ['nonsense'])).rejects.toThrow('-32602: Invalid params')
  expect(await provider.send('chain_getHeader', [unknown])).toBeNull()
  expect(await provider.send('chain_getBlockHash', [99])).toBeNull()
})

test('states before the kept ones are gone, as on a node that is no archive', async () => {
  const node = await startNode({ keepStates: 2 })
  const api = await connect(node.url)
  const blocks = Array.from({ length: 6 }, () => node.control.createBlocks())
  expectRefusals()
  await expect(api.rpc.state.getStorage('0x00', blocks[2])).rejects.toThrow('State already discarded')
  await include(node, api, api.tx.balances.transferKeepAlive(bob.address, tao), alice)
  expect(await freeBalance((await api.at(blocks[5] as `0x${string}`)) as ApiPromise, bob.address)).toBe(
    1_000_000n * tao,
  )
  expect(await freeBalance(api, bob.address)).toBe(1_000_001n * tao)
})

async function rawProvider(url: string): Promise<WsProvider> {
  expectRefusals()
  const provider = new WsProvider(url)
  onTestFinished(() => provider.disconnect())
  return provider.isReady
}
