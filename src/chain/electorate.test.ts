import { afterAll, beforeAll, expect, test } from 'vitest'
import { pair, quiet, until } from '../../test/support/chain-world.ts'
import { tao } from '../../test/support/commands.ts'
import { type Subtensor, startSubtensor } from '../local/subtensor/node.ts'
import { type Chain, connectChain } from './client.ts'
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
