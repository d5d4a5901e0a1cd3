import { afterAll, beforeAll, expect, test } from 'vitest'
import { pair, quiet, send, until } from '../../../test/support/chain-world.ts'
import { tao } from '../../../test/support/commands.ts'
import { type Chain, connectChain } from '../../chain/client.ts'
import { callOf } from '../../chain/extrinsic.ts'
import { readStorage } from '../../chain/storage.ts'
import { type Subtensor, startSubtensor } from '../../local/subtensor/node.ts'
import { registration, starting, stepCall } from '../launch/calls.ts'
import { readHealth } from './read-health.ts'

// Eve owns subnet 1. Dave validates there, Bob and Charlie mine; each has a hotkey.

let node: Subtensor
let chain: Chain
beforeAll(async () => {
  node = await startSubtensor({ seal: 50, finalityLag: 0 })
  chain = await connectChain({ endpoints: [node.url], logger: quiet })
})
afterAll(async () => {
  await chain.close()
  await node.stop()
})

const hotkey = (name: string) => pair(`${name}-hotkey`)
const health = async () => readHealth(chain, 1, await chain.finalized())
const call = (name: string, ...args: unknown[]) => callOf(chain.api(), 'subtensorModule', name, ...args)

async function read(item: string, ...keys: unknown[]) {
  const { hash } = await chain.finalized()
  const [value] = await readStorage(chain, [{ pallet: 'subtensorModule', item, keys }], hash)
  return value
}

async function register(name: string): Promise<number> {
  const { address } = hotkey(name)
  await send(chain, pair(name), call('burnedRegister', 1, address))
  await until(`${name} is registered`, async () => (await read('Uids', 1, address)) !== null)
  return Number(await read('Uids', 1, address))
}

test('a day is read from what the chain paid, to whom, and who has set weights of late', async () => {
  const identity = { name: '', description: '', repository: '', contact: '', url: '', discord: '', logo: '' }
  const api = chain.api()
  await send(chain, pair('Eve'), registration(api, hotkey('Eve').address, identity))
  await until('it is registered', async () => (await read('NetworksAdded', 1))?.toString() === 'true')
  const open = { kind: 'hyperparameter', name: 'commit_reveal_weights_enabled', value: false } as const
  await send(
    chain,
    pair('Eve'),
    callOf(api, 'utility', 'batchAll', [starting(api, 1), stepCall(api, 1, open)]),
  )
  await until('it is started', async () => (await read('FirstEmissionBlockNumber', 1)) !== null)
  expect(await health()).toMatchObject({ emission: 0n, miners: 0, validators: 0 })

  const miners = [await register('Bob'), await register('Charlie')]
  const validator = await register('Dave')
  const fee = callOf(api, 'balances', 'transferKeepAlive', hotkey('Dave').address, tao(1))
  const stake = call('addStake', hotkey('Dave').address, 1, tao(100))
  await send(chain, pair('Dave'), callOf(api, 'utility', 'batchAll', [fee, stake]))
  await until('Dave may validate', async () => {
    const permits = (await read('ValidatorPermit', 1)) as unknown as readonly { toString(): string }[]
    return permits[validator]?.toString() === 'true'
  })
  expect(await health()).toMatchObject({ miners: 0, validators: 0 })

  // The chain takes weights 10 blocks after a registration at the earliest.
  node.control.createBlocks(10)
  await send(chain, hotkey('Dave'), call('setMechanismWeights', 1, 0, miners, [65_535, 30_000], 0))
  await until('the miners are paid', async () => (await health()).miners === 2)
  const alive = await health()
  expect(alive.emission).toBeGreaterThan(0n)
  expect(alive).toMatchObject({ miners: 2, validators: 1, block: expect.any(Number) })

  // 13.889 epochs of 10 blocks later his weights are stale.
  node.control.createBlocks(140)
  expect(await health()).toMatchObject({ validators: 0 })
  expect(await readHealth(chain, 1, { number: alive.block, hash: alive.blockHash })).toEqual(alive)
})
