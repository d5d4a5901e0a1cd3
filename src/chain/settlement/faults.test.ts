import { eq } from 'drizzle-orm'
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
} from '../../../test/support/chain-world.ts'
import { tao } from '../../../test/support/commands.ts'
import { readHolds } from '../../ledger/holds.ts'
import { agreeNonce } from '../../ledger/identity.ts'
import { attemptItems, attempts } from '../../ledger/schema.ts'
import { callOf } from '../extrinsic.ts'

let world: ChainWorld
afterEach(() => world.stop())

const three = [1, 2, 3].map((n) => ({ key: `pay-${n}`, call: transferTo(payee(n), tao(n)) }))
const readAttempts = () => world.ledger.queries.select().from(attempts).orderBy(attempts.createdAt)

/** Waits for the ledger, then for a few blocks in which a second payment would show. */
async function expectPaidOnce(): Promise<void> {
  await until('all are paid', async () => {
    const paid = await world.ledger.queries.select().from(attemptItems).where(eq(attemptItems.paid, true))
    return paid.length === three.length
  })
  const { number } = await world.chain.finalized()
  await until('more blocks', async () => (await world.chain.finalized()).number > number + 6)
  const balances = await Promise.all([1, 2, 3].map((n) => balanceOf(world.chain, payee(n))))
  expect(balances).toEqual([tao(1), tao(2), tao(3)])
}

test('what is owed is paid in one extrinsic', async () => {
  world = await startChainWorld()
  await owe(world.ledger, three)
  await world.start()
  await expectPaidOnce()
  expect((await readAttempts()).map(({ status, nonce }) => [status, nonce])).toEqual([['final', 0]])
})

test('a node that takes the extrinsic and never says so', async () => {
  world = await startChainWorld({ requestTimeout: 300 })
  world.node.control.swallowAnswers('author_submitExtrinsic', 1)
  await owe(world.ledger, three)
  await world.start()
  await expectPaidOnce()
  expect(await readAttempts()).toHaveLength(1)
})

test('the connection is cut again and again', async () => {
  world = await startChainWorld({ requestTimeout: 1_000 })
  const cuts = setInterval(() => world.node.control.dropConnections(), 150)
  await owe(world.ledger, three)
  await world.start()
  await new Promise((resolve) => setTimeout(resolve, 1_000))
  clearInterval(cuts)
  await expectPaidOnce()
})

test('a full pool: the same bytes are sent until there is room', async () => {
  world = await startChainWorld()
  world.node.control.setPoolFull(true)
  await owe(world.ledger, three)
  await world.start()
  await until('it was refused', async () => /1016/.test((await readAttempts())[0]?.detail ?? ''))
  world.node.control.setPoolFull(false)
  await expectPaidOnce()
  expect(await readAttempts()).toHaveLength(1)
})

test('a pool that stays full past the era: the extrinsic is lost and signed anew', async () => {
  world = await startChainWorld()
  world.node.control.setPoolFull(true)
  await owe(world.ledger, three)
  await world.start({ era: 8 })
  await until('the first is lost', async () => (await readAttempts())[0]?.status === 'lost')
  world.node.control.setPoolFull(false)
  await expectPaidOnce()
  const kinds = (await readAttempts()).map(({ status, nonce }) => [status, nonce])
  expect(kinds.at(0)).toEqual(['lost', 0])
  expect(kinds.at(-1)).toEqual(['final', 0])
})

test('a reorganisation throws the block away that held the payment', async () => {
  world = await startChainWorld({ finalityLag: 1_000 })
  await owe(world.ledger, three)
  await world.start({ era: 32 })
  const inBlock = async () => (await balanceOf(world.chain, payee(3))) > 0n
  await until('in a block', inBlock)
  world.node.control.pause()
  const head = await world.chain.request<{ number: string }>('chain_getHeader')
  const depth = Number(head.number) - (await world.chain.finalized()).number
  await world.node.control.reorganise({ depth, extrinsics: 'drop' })
  expect(await inBlock()).toBe(false)
  world.node.control.resume()
  world.node.control.setFinalityLag(2)
  await expectPaidOnce()
  // This node bans for a while what it has had in a block, so the bytes lapse and are signed anew with the same nonce.
  const kinds = (await readAttempts()).map(({ status, nonce }) => [status, nonce])
  expect(kinds).toEqual([...kinds.slice(1).map(() => ['lost', 0]), ['final', 0]])
})

test('the key is used elsewhere: the nonce is gone, and once that is agreed to the payment is signed anew', async () => {
  world = await startChainWorld()
  const { chain, node } = world
  node.control.setPoolFull(true)
  await owe(world.ledger, three)
  await world.start({ era: 16 })
  await until('it was refused', async () => /1016/.test((await readAttempts())[0]?.detail ?? ''))
  node.control.setPoolFull(false)
  await send(chain, pair('Alice'), callOf(chain.api(), 'system', 'remark', '0x00'))
  await until('it is held', async () =>
    [...(await readHolds(world.ledger.queries)).values()].some((reason) =>
      reason.includes('its nonce is 1, not 0'),
    ),
  )
  await agreeNonce(world.ledger.queries, pair('Alice').address, 1, 'the test')
  await expectPaidOnce()
})

test('a thousand payouts settle in very few blocks', async () => {
  world = await startChainWorld()
  const many = Array.from({ length: 1_000 }, (_, n) => ({
    key: `pay-${n}`,
    call: transferTo(payee(n), tao(0.5)),
  }))
  await owe(world.ledger, many)
  await world.start()
  await until('all are paid', async () => (await balanceOf(world.chain, payee(999))) === tao(0.5))
  await until('it is final', async () => (await readAttempts()).every(({ status }) => status === 'final'))
  expect((await readAttempts()).length).toBeLessThanOrEqual(2)
  expect(await balanceOf(world.chain, payee(0))).toBe(tao(0.5))
})
