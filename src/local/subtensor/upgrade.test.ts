import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ApiPromise } from '@polkadot/api'
import type { DispatchError } from '@polkadot/types/interfaces'
import { expect, onTestFinished, test, vi } from 'vitest'
import { callOf } from '../../chain/extrinsic.ts'
import { developmentPair } from './accounts.ts'
import { connect, expectRefusals, include, names, request, startNode, tao } from './test-client.ts'

const alice = developmentPair('//Alice')
const bob = developmentPair('//Bob')
const CODE = '0x3a636f6465'

test('the runtime changes at a block: version, metadata, errors and events are those of each block’s own', async () => {
  const node = await startNode({ upgrade: { spec: 475, block: 3 }, devRpc: true })
  const api = await connect(node.url)
  const told: number[] = []
  await api.rpc.state.subscribeRuntimeVersion(({ specVersion }) => void told.push(specVersion.toNumber()))
  await include(node, api, openLoan(api), alice)
  const before = await include(node, api, withdrawal(api), bob)
  const failed = failure(before.events)
  const last = node.control.createBlocks()
  await vi.waitFor(() => expect(api.runtimeVersion.specVersion.toNumber()).toBe(475))
  const after = await include(node, api, withdrawal(api), bob)

  expect(told).toEqual([424, 475])
  expect(await specAt(api, before.hash)).toBe(424)
  expect(await specAt(api, last)).toBe(475)
  const [codeBefore, codeAfter] = await Promise.all([before.hash, last].map((at) => codeAt(api, at)))
  expect(codeBefore).not.toBe(codeAfter)
  // The same refusal has another number in the newer runtime.
  expect(failed).toMatchObject({
    raw: { index: '27', error: '0x0f000000' },
    name: 'NoContribution',
  })
  expect(failure(after.events)).toMatchObject({
    raw: { index: '27', error: '0x10000000' },
    name: 'NoContribution',
  })
})

test('the block that upgrades is made by the runtime of before, and says so', async () => {
  const node = await startNode()
  const api = await connect(node.url)
  node.control.upgrade(475)
  const hash = node.control.createBlocks()
  const { digest, parentHash } = await api.rpc.chain.getHeader(hash)
  expect(digest.logs.map(({ type }) => type)).toEqual(['PreRuntime', 'RuntimeEnvironmentUpdated', 'Seal'])
  const before = await api.at(parentHash)
  const stored = (await request(api, 'state_getStorage', [
    before.query.system?.events?.key(),
    hash,
  ])) as string
  const records = before.registry.createType('Vec<EventRecord>', stored)
  expect(names(records as never)).toContain('system.CodeUpdated')
  expect(await upgradedTo(api, hash)).toBe(424)
  expect(await upgradedTo(api, node.control.createBlocks())).toBe(475)
})

test('what was signed for the runtime of before is refused, and what waits in the pool leaves it', async () => {
  const node = await startNode()
  const api = await connect(node.url)
  const [late, waiting] = await Promise.all(
    [0, 1].map((nonce) => api.tx.balances.transferKeepAlive(bob.address, tao).signAsync(alice, { nonce })),
  )
  await api.rpc.author.submitExtrinsic(waiting?.toHex() ?? '')
  node.control.upgrade(475)
  node.control.createBlocks()
  expectRefusals()
  await expect(api.rpc.author.submitExtrinsic(late?.toHex() ?? '')).rejects.toThrow('bad signature')
  await vi.waitFor(() => expect(api.runtimeVersion.specVersion.toNumber()).toBe(475))
  // The one in the pool is next now, and is found to be wrong when its turn comes.
  await include(node, api, api.tx.balances.transferKeepAlive(bob.address, tao), alice)
  node.control.createBlocks()
  expect(await request(api, 'author_pendingExtrinsics', [])).toEqual([])
  expect((await api.query.system.account(alice.address)).nonce.toNumber()).toBe(1)
})

test('a version that is no higher, or a block that is there, is refused', async () => {
  const { control } = await startNode({ spec: 475 })
  control.createBlocks(2)
  expect(() => control.upgrade(475)).toThrow('must increase')
  expect(() => control.upgrade(424)).toThrow('must increase')
  const older = await startNode()
  older.control.createBlocks(2)
  expect(() => older.control.upgrade(475, 2)).toThrow('there already')
})

test('a chain that is taken up again goes on with the runtime that it had', async () => {
  const dataDirectory = mkdtempSync(join(tmpdir(), 'tributary-chain-'))
  onTestFinished(() => rmSync(dataDirectory, { recursive: true }))
  const upgrade = { spec: 475, block: 1 } as const
  const first = await startNode({ dataDirectory, upgrade })
  first.control.createBlocks(2)
  await first.stop()
  const second = await startNode({ dataDirectory, upgrade })
  const api = await connect(second.url)
  expect(api.runtimeVersion.specVersion.toNumber()).toBe(475)
  await include(second, api, api.tx.balances.transferKeepAlive(bob.address, tao), alice)
})

test('a reorganisation takes the upgrade back and brings it again', async () => {
  const node = await startNode({ finalityLag: 5 })
  const api = await connect(node.url)
  node.control.createBlocks(2)
  node.control.upgrade(475, 4)
  const upgraded = node.control.createBlocks(2)
  node.control.reorganise({ depth: 1, extrinsics: 'return-to-pool' })
  const [replaced, head] = await Promise.all([4, 5].map((number) => api.rpc.chain.getBlockHash(number)))
  expect(replaced?.toHex()).not.toBe(upgraded)
  expect(await specAt(api, replaced?.toHex() ?? '')).toBe(475)
  expect(await upgradedTo(api, head?.toHex() ?? '')).toBe(475)
})

const openLoan = (api: ApiPromise) =>
  callOf(api, 'crowdloan', 'create', 10n * tao, tao, 20n * tao, 100, null, alice.address)

const withdrawal = (api: ApiPromise) => callOf(api, 'crowdloan', 'withdraw', 0)

async function specAt(api: ApiPromise, hash: string): Promise<number> {
  return ((await request(api, 'state_getRuntimeVersion', [hash])) as { specVersion: number }).specVersion
}

const codeAt = (api: ApiPromise, hash: string) => request(api, 'state_getStorage', [CODE, hash])

async function upgradedTo(api: ApiPromise, hash: string): Promise<number> {
  const last = (await (await api.at(hash)).query.system?.lastRuntimeUpgrade?.()) as unknown as {
    unwrap(): { specVersion: { toNumber(): number } }
  }
  return last.unwrap().specVersion.toNumber()
}

function failure(events: Parameters<typeof names>[0]) {
  const failed = events.find(({ event }) => event.method === 'ExtrinsicFailed')
  if (failed === undefined) throw new Error('the extrinsic did not fail')
  const { registry, asModule } = failed.event.data[0] as unknown as DispatchError
  return { raw: asModule.toHuman(), name: registry.findMetaError(asModule).name }
}
