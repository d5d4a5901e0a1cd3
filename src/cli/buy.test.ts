import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { loadKey } from '../chain/keystore.ts'
import { openWallet, type Wallet } from '../chain/wallet.ts'
import { readHoldings } from '../handlers/sales/purchase.ts'
import { type Subtensor, startSubtensor } from '../local/subtensor/node.ts'
import { RAO_PER_TAO } from '../mechanisms/money.ts'
import { buyCommand } from './buy.ts'
import { written } from './testing/written.ts'

// Bob's account is the wallet of a network that it has registered. Alice has alpha of it, and buys.

const WALLET = '5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty'
const CHARLIE = '5FLSigC9HGRKVhB9FiEo4Y3koPsNmBmLJbpXg2mp1hXcS59Y'
const HOTKEY = '5DAAnrj7VHTznn2AWBemMuyBwZWs6FNFjdyVXUeYum3PTXFy'
const ALICE = '5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY'
const EVA = '5HGjWAeFDfFCWPsjFQdVV2Msvz2XtMktvgocEZcCj68kUMaw'
const netuid = 1

let node: Subtensor
let wallet: Wallet
let explorer: Server
let subnets: object[]
let registeredIn: number | null
let bought: object[]

beforeAll(async () => {
  node = await startSubtensor({ seal: 'instant', finalityLag: 0, lockCost: 1_000n * RAO_PER_TAO })
  wallet = await openWallet(node.url)
  const [alice, bob] = await Promise.all(['//Alice', '//Bob'].map((key) => loadKey({ TRIBUTARY_KEY: key })))
  if (!alice || !bob) throw new Error('no keys')
  const { subtensorModule } = wallet.api.tx
  await wallet.send(bob, subtensorModule?.registerNetworkWithIdentity?.(HOTKEY, null))
  await wallet.send(bob, subtensorModule?.startCall?.(netuid))
  await wallet.send(alice, subtensorModule?.addStake?.(HOTKEY, netuid, 100n * RAO_PER_TAO))
  explorer = createServer(({ url }, response) => {
    const asked = (what: string) => url === `/api/ideas/6/${what}?repository=riverbed%2Fmarket`
    const body = asked('shares')
      ? { table: { shares: bought } }
      : asked('architecture')
        ? { architecture: { registered_in: registeredIn } }
        : { ideas: subnets }
    response.writeHead(200).end(JSON.stringify(body))
  }).listen(0, '127.0.0.1')
  await once(explorer, 'listening')
  vi.stubEnv('TRIBUTARY_KEY', '//Alice')
})
beforeEach(async () => {
  registeredIn = Number(await wallet.api.query.subtensorModule?.networkRegisteredAt?.(netuid))
  subnets = [{ issue: 6, repository: 'riverbed/market', phase: 'live', treasury: WALLET }]
  bought = [{ coldkey: EVA, alpha_rao: String(3n * RAO_PER_TAO) }]
})
afterAll(async () => {
  vi.unstubAllEnvs()
  explorer.close()
  await wallet.close()
  await node.stop()
})

const run = (...words: string[]): Promise<string> => {
  const url = `http://127.0.0.1:${(explorer.address() as AddressInfo).port}`
  return written(buyCommand(), ...words, '--explorer', url, '--node', node.url)
}
const heldBy = async (coldkey: string) => {
  const { api, request } = wallet
  const at = (await api.rpc.chain.getFinalizedHead()).toHex()
  return (await readHoldings({ api: () => api, request }, coldkey, netuid, at)).map(({ amount }) => amount)
}

test('a dry run shows the quote and the call, and moves nothing', async () => {
  const text = await run(String(netuid), '--amount-alpha', '1', '--dry-run')
  expect(text).toMatch(/With 1 alpha your share of subnet 1 would be 25 %; now it is 0 %\./)
  expect(text).toContain(`${EVA}  100 % → 75 %`)
  expect(text).toMatch(/The call: 0x\w+\nNothing was signed\.\n$/)
  expect(await heldBy(WALLET)).toEqual([])
})

test('what the explorer names is shown as one line each, and moves no terminal', async () => {
  bought = [{ coldkey: `${EVA}\u001b[2J\u202e\nFinal: extrinsic`, alpha_rao: '1' }]
  const text = await run(String(netuid), '--amount-alpha', '1', '--dry-run')
  expect(text).toContain(`  ${EVA}\\u001b[2J\\u202e\\u000aFinal: extrinsic  100 % →`)
  subnets = [{ issue: 6, repository: 'riverbed/market', phase: 'live\n\u001b[2J', treasury: CHARLIE }]
  await expect(run(String(netuid), '--amount-alpha', '1')).rejects.toThrow('it is live\\u000a\\u001b[2J.')
})

test('it sends exactly so much alpha to the wallet', async () => {
  const text = await run(String(netuid), '--amount-alpha', '1.5', '--yes')
  expect(text).toMatch(/Final: extrinsic 0x\w{64}, network fee 0\.0\d+ TAO\./)
  expect(await heldBy(WALLET)).toEqual([1_500_000_000n])
})

test('a wallet that does not own the subnet is paid nothing, whatever the explorer says', async () => {
  const before = await heldBy(ALICE)
  subnets = [{ issue: 6, repository: 'riverbed/market', phase: 'live', treasury: CHARLIE }]
  const refused = run(String(netuid), '--amount-alpha', '1', '--yes')
  await expect(refused).rejects.toThrow(`subnet 1 belongs to ${WALLET}, not to ${CHARLIE}`)
  expect([await heldBy(ALICE), await heldBy(CHARLIE)]).toEqual([before, []])
})

test('a netuid that is another network by now is paid nothing', async () => {
  const before = await heldBy(ALICE)
  registeredIn = (registeredIn ?? 0) - 1
  const refused = run(String(netuid), '--amount-alpha', '1', '--yes')
  await expect(refused).rejects.toThrow('is not the network that was registered in block')
  registeredIn += 100_000
  await expect(run(String(netuid), '--amount-alpha', '1', '--yes')).rejects.toThrow('The node is at block')
  expect(await heldBy(ALICE)).toEqual(before)
})

test('who has too little, or none, signs nothing and is told how much there is', async () => {
  const [held = 0n] = await heldBy(ALICE)
  expect(held).toBeGreaterThan(0n)
  await expect(run(String(netuid), '--amount-alpha', '20000', '--yes')).rejects.toThrow(
    /can send .* alpha of subnet 1 in one call: name at most that/,
  )
  vi.stubEnv('TRIBUTARY_KEY', '//Dave')
  await expect(run(String(netuid), '--amount-alpha', '1', '--yes')).rejects.toThrow('stake on it first')
  vi.stubEnv('TRIBUTARY_KEY', '//Alice')
  expect(await heldBy(ALICE)).toEqual([held])
})

test('without a yes nothing is signed', async () => {
  await expect(run(String(netuid), '--amount-alpha', '1')).rejects.toThrow('Add --yes')
})

test.each([
  ['dissolved', 'it is dissolved'],
  ['probation', 'sold while it is live'],
])('a subnet that is %s sells nothing', async (phase, message) => {
  subnets = [{ issue: 6, repository: 'riverbed/market', phase, treasury: WALLET }]
  await expect(run(String(netuid), '--amount-alpha', '1')).rejects.toThrow(message)
})

test('what is no subnet or no amount is told before anything is asked', async () => {
  subnets = []
  await expect(run('7', '--amount-alpha', '1')).rejects.toThrow('has no subnet 7')
  await expect(run('x', '--amount-alpha', '1')).rejects.toThrow('by its netuid')
  await expect(run('1', '--amount-alpha', '0')).rejects.toThrow('more than 0 alpha')
  await expect(run('1', '--amount-alpha', '1 TAO')).rejects.toThrow('a number of alpha')
})
