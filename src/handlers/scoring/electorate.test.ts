import { afterAll, beforeAll, expect, test } from 'vitest'
import { pair, quiet, send, until } from '../../../test/support/chain-world.ts'
import { tao } from '../../../test/support/commands.ts'
import { type Chain, connectChain } from '../../chain/client.ts'
import { callOf } from '../../chain/extrinsic.ts'
import { readStorage } from '../../chain/storage.ts'
import { type Subtensor, startSubtensor } from '../../local/subtensor/node.ts'
import { registration, starting } from '../launch/calls.ts'
import { readElectorate } from './electorate.ts'

let node: Subtensor
let chain: Chain
const validator = (name: string, stake: bigint) => ({
  coldkey: pair(name).address,
  hotkey: pair(`${name}-hotkey`).address,
  stake,
})
beforeAll(async () => {
  const second = { ...validator('Eve', tao(500)), hotkey: pair('Eve-second').address }
  const validators = [
    validator('Eve', tao(1_000)),
    second,
    validator('Ferdie', tao(999)),
    validator('Dave', tao(2_000)),
  ]
  node = await startSubtensor({ seal: 50, validators })
  chain = await connectChain({ endpoints: [node.url], logger: quiet })
})
afterAll(async () => {
  await chain.close()
  await node.stop()
})

const links = ['Alice', 'Eve', 'Ferdie'].map((name, user) => ({ user, coldkey: pair(name).address }))

test('linked validators vote with all their stake on root, from the minimum on', async () => {
  await until('a block is final', async () => (await chain.finalized()).number > 0)
  const { electorate, block } = await readElectorate(chain, links, tao(1_000))
  expect(electorate).toEqual([{ user: 1, coldkey: pair('Eve').address, stake: tao(1_500) }])
  expect(block.number).toBeGreaterThan(0)
  expect((await readElectorate(chain, links, 0n)).electorate.map(({ user }) => user)).toEqual([1, 2])
})

test('nobody is linked: nothing is asked of the chain but its head', async () => {
  expect((await readElectorate(chain, [], 0n)).electorate).toEqual([])
})

test('on a subnet the alpha there counts, and what is on root does not', async () => {
  const api = chain.api()
  const dave = pair('Dave')
  const { address } = pair('Dave-hotkey')
  const identity = { name: '', description: '', repository: '', contact: '', url: '', discord: '', logo: '' }
  const read = async (item: string) => {
    const { hash } = await chain.finalized()
    return (await readStorage(chain, [{ pallet: 'subtensorModule', item, keys: [1] }], hash))[0]
  }
  await send(chain, dave, registration(api, pair('Dave-owner').address, identity))
  await until('it is registered', async () => String(await read('NetworksAdded')) === 'true')
  await send(chain, dave, starting(api, 1))
  await until('it is started', async () => String(await read('SubtokenEnabled')) === 'true')
  await send(chain, dave, callOf(api, 'subtensorModule', 'addStake', address, 1, tao(1)))
  const voters = [...links, { user: 7, coldkey: dave.address }]
  const onSubnet = async () => (await readElectorate(chain, voters, 1n, 1)).electorate
  await until('it is staked', async () => (await onSubnet()).length > 0)
  const [only, ...others] = await onSubnet()
  expect(only).toMatchObject({ user: 7, coldkey: dave.address })
  // The pool gives a little less alpha than TAO at its first price of 1, and each epoch since then a little more. On root are 2,000 TAO.
  expect(only?.stake).toBeGreaterThan(tao(0.8))
  expect(only?.stake).toBeLessThan(tao(100))
  expect(others).toEqual([])
})

test('over an upgrade the electorate is read with the types of the block, and is the same in every one', async () => {
  let isRenewed = false
  const finalized: Chain['finalized'] = () => {
    isRenewed = true
    return chain.finalized()
  }
  const api: Chain['api'] = () => {
    if (!isRenewed) throw new Error('These are the types of an older runtime.')
    return chain.api()
  }
  const strict: Chain = Object.create(chain, { finalized: { value: finalized }, api: { value: api } })
  const { electorate } = await readElectorate(strict, links, tao(1_000))
  expect(electorate).toHaveLength(1)

  node.control.upgrade(475)
  const { number } = await chain.finalized()
  const blocks = new Set<number>()
  while (Math.max(0, ...blocks) < number + 8) {
    isRenewed = false
    const read = await readElectorate(strict, links, tao(1_000))
    expect(read.electorate).toEqual(electorate)
    blocks.add(read.block.number)
  }
  expect(chain.api().runtimeVersion.specVersion.toNumber()).toBe(475)
  expect(blocks.size).toBeGreaterThan(3)
})
