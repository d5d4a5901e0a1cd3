import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { pair, quiet, until } from '../../test/support/chain-world.ts'
import { openClock } from '../local/clock.ts'
import { type Subtensor, type SubtensorOptions, startSubtensor } from '../local/subtensor/node.ts'
import { type Chain, type ChainOptions, connectChain } from './client.ts'
import { OLD_HEAD } from './head-age.ts'
import { keyFromUri } from './keystore.ts'
import { isDevelopmentKey, refuseDevelopmentKey } from './network.ts'

const open: { close(): Promise<void> }[] = []
const noise: unknown[] = []
beforeEach(() => {
  for (const name of ['log', 'warn', 'error', 'info', 'debug'] as const) {
    vi.spyOn(console, name).mockImplementation((...line) => void noise.push(line))
  }
})
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close()
  vi.restoreAllMocks()
  expect(noise.splice(0)).toEqual([])
})

async function startNode(options: SubtensorOptions = {}): Promise<Subtensor> {
  const node = await startSubtensor({ seal: 'manual', finalityLag: 0, ...options })
  open.push({ close: () => node.stop() })
  return node
}

async function connect(options: Omit<ChainOptions, 'logger'>): Promise<Chain> {
  const chain = await connectChain({ logger: quiet, requestTimeout: 2_000, ...options })
  open.push(chain)
  return chain
}

const portOf = ({ url }: Subtensor): string => new URL(url).host

test('constants and version come from the chain at hand', async () => {
  const node = await startNode({ profile: 'real-time' })
  const chain = await connect({ endpoints: [node.url] })
  expect([chain.slotDuration, chain.specVersion, chain.isPublic]).toEqual([12_000, 424, false])
  await node.control.createBlocks(3)
  expect((await chain.finalized()).number).toBe(3)
  expect(chain.health()).toMatchObject({ connected: true, node: portOf(node), finalized: { number: 3 } })
})

test('an endpoint where nobody listens is passed over', async () => {
  const node = await startNode()
  const chain = await connect({ endpoints: ['ws://127.0.0.1:1', node.url] })
  expect(chain.health().node).toBe(portOf(node))
})

test('when nobody answers at all, connecting ends with the reason', async () => {
  const nowhere = connectChain({ endpoints: ['ws://127.0.0.1:1'], logger: quiet, requestTimeout: 300 })
  await expect(nowhere).rejects.toThrow('No node of the chain can be reached')
})

test('a node that stops is left for the next, and requests wait for it', async () => {
  const [first, second] = [await startNode(), await startNode()]
  const chain = await connect({ endpoints: [first.url, second.url] })
  await first.stop()
  await until('the second is used', () => chain.health().node === portOf(second))
  expect((await chain.finalized()).number).toBe(0)
})

test('a cut connection comes back by itself', async () => {
  const node = await startNode()
  const chain = await connect({ endpoints: [node.url] })
  node.control.dropConnections()
  await sleep(50)
  expect((await chain.finalized()).number).toBe(0)
})

test('a node that does not answer costs one time-out a request, and is left after two', async () => {
  const [silent, second] = [await startNode(), await startNode()]
  const chain = await connect({ endpoints: [silent.url, second.url], requestTimeout: 300 })
  silent.control.delayAnswers(60_000)
  await expect(chain.finalized()).rejects.toThrow('did not answer to chain_getFinalizedHead within 300 ms')
  await expect(chain.finalized()).rejects.toThrow('did not answer')
  expect((await chain.finalized()).number).toBe(0)
  expect(chain.health().node).toBe(portOf(second))
})

test('a node that lags behind is passed over, unless there is no other', async () => {
  const [far, behind] = [await startNode(), await startNode()]
  await far.control.createBlocks(30)
  const chain = await connect({ endpoints: [far.url, behind.url] })
  expect((await chain.finalized()).number).toBe(30)
  far.control.dropConnections()
  await sleep(50)
  expect((await chain.finalized()).number).toBe(30)
  await far.stop()
  await until('the other has to do', () => chain.health().node === portOf(behind))
  expect(await chain.finalized()).toMatchObject({ number: 0 })
  expect(chain.health().finalized).toMatchObject({ number: 30 })
})

test('a node whose finalized head is old by the clock is passed over, unless all are', async () => {
  const clock = openClock({ ago: OLD_HEAD + 60_000 })
  const [old, young] = [await startNode({ clock }), await startNode()]
  for (const node of [old, young]) await node.control.createBlocks(1)
  const chain = await connect({ endpoints: [old.url, young.url] })
  expect(chain.health().node).toBe(portOf(young))
  await young.stop()
  await until('the other has to do', () => chain.health().node === portOf(old))
})

test('a node whose finalized head stands still is left', async () => {
  const [still, other] = [await startNode(), await startNode()]
  const chain = await connect({ endpoints: [still.url, other.url], stallAfter: 200 })
  await chain.finalized()
  await sleep(250)
  await chain.finalized()
  await until('it is left', () => chain.health().node === portOf(other))
})

test('a node of another chain is never used', async () => {
  const [ours, foreign] = [await startNode(), await startNode({ endow: { [pair('Zoe').address]: 1_000n } })]
  const chain = await connect({ endpoints: [ours.url, foreign.url], requestTimeout: 400 })
  await ours.stop()
  await until('it is noticed', () => !chain.health().connected)
  await expect(chain.finalized()).rejects.toThrow('No node of the chain can be reached')
})

test('a development key is refused where real money is at stake', async () => {
  const real = await keyFromUri(
    'bottom drive obey lake curtain smoke basket hold race lonely fit walk//nobody',
  )
  expect(['Alice', 'Bob', 'Ferdie', 'Alice//stash'].map((name) => isDevelopmentKey(pair(name)))).toEqual([
    ...[true, true, true, true],
  ])
  expect(isDevelopmentKey(real)).toBe(false)
  expect(() => refuseDevelopmentKey({ isPublic: true }, pair('Alice'))).toThrow(
    'cannot be used on a public network',
  )
  expect(() => refuseDevelopmentKey({ isPublic: false }, pair('Alice'))).not.toThrow()
  expect(() => refuseDevelopmentKey({ isPublic: true }, real)).not.toThrow()
})
