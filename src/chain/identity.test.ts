import { afterEach, expect, test } from 'vitest'
import {
  balanceOf,
  type ChainWorld,
  owe,
  pair,
  payee,
  send,
  startChainWorld,
  transferTo,
  until,
  wideCaps,
} from '../../test/support/chain-world.ts'
import { tao } from '../../test/support/commands.ts'
import { agreeOnNonce } from '../cli/intents/agree.ts'
import { readHolds } from '../ledger/holds.ts'
import { finalNonceOf } from './nonce.ts'
import { potsOf, tillOf, treasuryOf } from './pots.ts'

let world: ChainWorld
afterEach(() => world.stop())

const first = { key: 'first', call: transferTo(payee(1), tao(1)) }
const second = { key: 'second', call: transferTo(payee(2), tao(2)) }

const isPaid = (n: number, amount: bigint) => async () => (await balanceOf(world.chain, payee(n))) === amount
const holdOf = async (key: string) => (await readHolds(world.ledger.queries)).get(key) ?? ''

test('a ledger is of one chain and one treasury', async () => {
  world = await startChainWorld()
  await (await world.start()).stop()
  const chain = { ...world.chain, genesisHash: `0x${'12'.repeat(32)}` }
  await expect(world.start({ chain })).rejects.toThrow(
    'SUBTENSOR_ENDPOINTS must name nodes of the same chain',
  )
  await expect(world.start({ threshold: 2 })).rejects.toThrow(
    'TREASURY must name the one that it was made with',
  )
})

const { address } = treasuryOf(pair('Alice').address, [pair('Bob').address], 1)

test.for([
  ['the till', tillOf(address)],
  ['an escrow', potsOf(address, 2).escrow],
] as const)('a new ledger is not begun where %s holds money, unless it is told to', async ([, pot]) => {
  world = await startChainWorld({ endow: { [pot]: tao(3) } })
  await expect(world.start({ allowUsedTreasury: false })).rejects.toThrow(`its pot ${pot} holds 3 TAO`)
  await (await world.start({ allowUsedTreasury: true })).stop()
  await expect(world.start({ allowUsedTreasury: false })).resolves.toBeDefined()
})

test('a key that signed elsewhere signs no more, until an operator has looked at it', async () => {
  world = await startChainWorld()
  await send(world.chain, pair('Alice'), world.chain.api().tx.system.remark('before'))
  await until(
    'the remark is final',
    async () => (await finalNonceOf(world.chain, pair('Alice').address)) === 1,
  )
  const side = await world.start()
  await owe(world.ledger, [first])
  side.settleSoon()
  await until('the first is paid', isPaid(1, tao(1)))

  await until('it is final', async () => (await finalNonceOf(world.chain, pair('Alice').address)) === 2)
  await send(world.chain, pair('Alice'), world.chain.api().tx.system.remark('elsewhere'))
  await until('it is final', async () => (await finalNonceOf(world.chain, pair('Alice').address)) === 3)
  await owe(world.ledger, [second])
  side.settleSoon()
  await until('it is held', async () => (await holdOf('second')).includes(`its nonce is 3, not 2`))

  const told = { reason: 'it was a remark', operator: 'ann', at: 0 }
  await expect(agreeOnNonce(world.ledger.queries, { ...told, nonce: '2' })).rejects.toThrow(
    'up to the nonce 2 already',
  )
  await agreeOnNonce(world.ledger.queries, { ...told, nonce: '3' })
  side.settleSoon()
  await until('the second is paid', isPaid(2, tao(2)))
})

test.each([
  ['paused', { paused: true }],
  ['capped at nothing a day', { caps: { ...wideCaps, perIntent: tao(5), perDay: tao(0) } }],
] as const)('while signing is %s the chain is followed and nothing is signed', async (_, options) => {
  world = await startChainWorld()
  const side = await world.start(options)
  await owe(world.ledger, [first])
  side.settleSoon()
  await until('it is held', async () => (await holdOf('first')).includes('paused all signing'))
  const { block } = side.status().cursor ?? { block: 0 }
  await until('the chain is followed', () => (side.status().cursor?.block ?? 0) > block + 3)
  expect(await finalNonceOf(world.chain, pair('Alice').address)).toBe(0)
  await side.stop()
  await world.start()
  await until('it is paid', isPaid(1, tao(1)))
})
