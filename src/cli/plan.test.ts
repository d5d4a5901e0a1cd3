import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { loadKey } from '../chain/keystore.ts'
import { openWallet, type Wallet } from '../chain/wallet.ts'
import { type Subtensor, startSubtensor } from '../local/subtensor/node.ts'
import { planCommand } from './plan.ts'
import { written } from './testing/written.ts'

// Bob owns a network; the architecture in force wants one mechanism with all emission, and some hyperparameters.

const HOTKEY = '5DAAnrj7VHTznn2AWBemMuyBwZWs6FNFjdyVXUeYum3PTXFy'
const netuid = 1

let node: Subtensor
let wallet: Wallet
let explorer: Server
let registeredIn: number
let architecture: object | null

beforeAll(async () => {
  node = await startSubtensor({ seal: 'instant', finalityLag: 0, lockCost: 1_000_000_000n })
  wallet = await openWallet(node.url)
  const { api } = wallet
  const bob = await loadKey({ TRIBUTARY_KEY: '//Bob' })
  await wallet.send(bob, api.tx.subtensorModule?.registerNetworkWithIdentity?.(HOTKEY, null))
  registeredIn = Number(await api.query.subtensorModule?.networkRegisteredAt?.(netuid))
  explorer = createServer(({ url }, response) => {
    const body = url?.startsWith('/api/ideas/6/architecture?repository=riverbed%2Fmarket')
      ? { architecture }
      : { ideas: url === `/api/ideas?netuid=${netuid}` ? [{ issue: 6, repository: 'riverbed/market' }] : [] }
    response.writeHead(200).end(JSON.stringify(body))
  }).listen(0, '127.0.0.1')
  await once(explorer, 'listening')
})
beforeEach(() => wants({}))
afterAll(async () => {
  process.exitCode = 0
  explorer.close()
  await wallet.close()
  await node.stop()
})

function wants(hyperparameters: object, changes: object = {}): void {
  architecture = {
    netuid,
    registered_in: registeredIn,
    commit: 'c'.repeat(40),
    tag: 'architecture-v1',
    mechanisms: [{ id: 'forecast', kind: 'commodity', share: 10_000 }],
    hyperparameters,
    ...changes,
  }
}

async function plan(...words: string[]): Promise<{ text: string; code: unknown }> {
  process.exitCode = 0
  const url = `http://127.0.0.1:${(explorer.address() as AddressInfo).port}`
  const text = await written(planCommand(), ...words, '--explorer', url, '--node', node.url)
  const code = process.exitCode
  process.exitCode = 0
  return { text, code }
}

test('what agrees is no difference, and exits with 0', async () => {
  expect(await plan('1')).toEqual({
    text: expect.stringMatching(
      /^Subnet 1 is as the architecture in force \(architecture-v1\) says, in block \d+\.\n$/,
    ),
    code: 0,
  })
})

test('what differs is told with both sides, and exits with 2', async () => {
  wants({ max_burn: '250000000000', commit_reveal_weights_enabled: false })
  const { text, code } = await plan('1')
  expect(code).toBe(2)
  expect(text).toContain('2 differences')
  expect(text).toContain('~ max_burn: 100 TAO → 250 TAO')
  expect(text).toContain('~ commit_reveal_weights_enabled: true → false')
})

test('a second mechanism and its share are differences, as JSON too', async () => {
  const two = [
    { id: 'forecast', kind: 'commodity', share: 7_500 },
    { id: 'crew', kind: 'team', share: 2_500 },
  ]
  wants({ max_allowed_uids: '128' }, { mechanisms: two })
  const { text, code } = await plan('1', '--json')
  expect(code).toBe(2)
  expect(JSON.parse(text)).toMatchObject({
    netuid: 1,
    commit: 'c'.repeat(40),
    differences: [
      { what: 'max_allowed_uids', chain: '256', architecture: '128' },
      { what: 'mechanisms', chain: '1', architecture: '2' },
      { what: 'emission of mechanism 0 (forecast)', chain: '100 %', architecture: '75 %' },
      { what: 'emission of mechanism 1 (crew)', chain: 'none', architecture: '25 %' },
    ],
  })
})

test('another network of the same netuid is none of ours, and nothing is compared where nothing was merged', async () => {
  wants({}, { registered_in: registeredIn - 1 })
  await expect(plan('1')).rejects.toThrow('no subnet 1 that is this one')
  architecture = null
  await expect(plan('1')).rejects.toThrow('nothing was merged')
  await expect(plan('7')).rejects.toThrow('has no subnet 7')
  await expect(plan('one')).rejects.toThrow('by its netuid')
})
