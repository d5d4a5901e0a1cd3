import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { developmentPair } from './accounts.ts'
import { startSubtensor } from './node.ts'
import { connect, freeBalance, include, startNode, tao } from './test-client.ts'

const alice = developmentPair('//Alice')
const bob = developmentPair('//Bob')

test('a second start goes on from the same chain, whatever a crash left behind', async () => {
  const dataDirectory = directory()
  const first = await startNode({ dataDirectory, finalityLag: 1 })
  const api = await connect(first.url)
  const sent = await include(first, api, api.tx.balances.transferKeepAlive(bob.address, tao), alice)
  first.control.createBlocks()
  first.control.reorganise({ depth: 1, extrinsics: 'drop' })
  const before = await view(api)
  await api.disconnect()
  await first.stop()
  appendFileSync(join(dataDirectory, 'chain.jsonl'), '{"block":{"hash":"0x12')

  const second = await startNode({ dataDirectory, finalityLag: 1 })
  const again = await connect(second.url)
  expect(await view(again)).toEqual(before)
  expect(await freeBalance((await again.at(sent.hash)) as typeof api, bob.address)).toBe(1_000_001n * tao)
  await include(second, again, again.tx.balances.transferKeepAlive(bob.address, tao), alice)
  expect(await freeBalance(again, bob.address)).toBe(1_000_002n * tao)
  expect(lastLine(dataDirectory)).toContain('finalize')
  const then = await view(again)
  await again.disconnect()
  await second.stop()
  const third = await startNode({ dataDirectory, finalityLag: 1 })
  expect(await view(await connect(third.url))).toEqual(then)
})

test('a directory with another genesis is refused', async () => {
  const dataDirectory = directory()
  await (await startSubtensor({ dataDirectory, seal: 'manual' })).stop()
  const other = startSubtensor({ dataDirectory, seal: 'manual', endow: { [bob.address]: 1n * tao } })
  await expect(other).rejects.toThrow('another genesis')
})

test('a log that was changed by hand is refused', async () => {
  const dataDirectory = directory()
  const node = await startSubtensor({ dataDirectory, seal: 'manual' })
  node.control.createBlocks(2)
  await node.stop()
  const file = join(dataDirectory, 'chain.jsonl')
  const lines = readFileSync(file, 'utf8').split('\n')
  writeFileSync(file, lines.filter((line) => !line.includes('"number":1,')).join('\n'))
  await expect(startSubtensor({ dataDirectory, seal: 'manual' })).rejects.toThrow('must follow the head')
})

async function view(api: Awaited<ReturnType<typeof connect>>) {
  const head = await api.rpc.chain.getHeader()
  return {
    head: head.hash.toHex(),
    finalized: (await api.rpc.chain.getFinalizedHead()).toHex(),
    bob: await freeBalance(api, bob.address),
    events: (await api.query.system?.events?.())?.toHex(),
  }
}

function lastLine(dataDirectory: string): string {
  return readFileSync(join(dataDirectory, 'chain.jsonl'), 'utf8').trimEnd().split('\n').at(-1) ?? ''
}

function directory(): string {
  const path = mkdtempSync(join(tmpdir(), 'tributary-chain-'))
  onTestFinished(() => rmSync(path, { recursive: true }))
  return path
}
