import { afterEach, expect, test } from 'vitest'
import { handTo } from '../../../test/support/addressed.ts'
import { type ChainWorld, pair, payee, send, startChainWorld } from '../../../test/support/chain-world.ts'
import { issueBill, openIdea, seeDeposit, stream, tao } from '../../../test/support/commands.ts'
import { live } from '../../../test/support/live.ts'
import { batchOf, executed, itemOf, opened, proxiedBatch } from '../../chain/calls.ts'
import { callOf, type Extrinsic } from '../../chain/extrinsic.ts'
import { tillOf, treasuryOf } from '../../chain/pots.ts'
import { fetchBlock } from '../../chain/watcher/fetch-block.ts'
import { calls } from '../../handlers/calls.ts'
import { readIntents } from '../../ledger/intents.ts'
import { events, spendings } from '../../ledger/schema.ts'
import { defaultConfig } from '../../mechanisms/config.ts'
import { derivativeIndex } from '../../mechanisms/pots.ts'
import { REFUND_FEE } from '../../mechanisms/refund/refund.ts'
import { provenOutcome } from './proof.ts'
import { orderSettlement } from './settle.ts'

// The ledger is an older copy: what the App's key has signed since, it does not know. Nothing of the App runs here.

let world: ChainWorld
afterEach(() => world.stop())

async function openWorld(threshold: number): Promise<void> {
  const { address } = treasuryOf(pair('Alice').address, [pair('Bob').address], threshold)
  world = await startChainWorld({
    threshold,
    seal: 'manual',
    finalityLag: 0,
    endow: { [tillOf(address)]: tao(20) },
  })
  const tale = [openIdea(), issueBill(), deposit(5, 1, 1), deposit(6, 2, 2), deposit(7, 3, 100)]
  await live(world, tale, defaultConfig)
}

const deposit = (block: number, n: number, amount: number) =>
  seeDeposit(block, block, { payer: payee(n), amount: tao(amount) })

/** What is owed to the n-th payer, the newest where there are several. */
async function owedTo(n: number) {
  const all = await readIntents(world.ledger.queries)
  const own = all
    .filter(({ coldkey }) => coldkey === payee(n))
    .toSorted((a, b) => (a.intent.key < b.intent.key ? -1 : 1))
  const last = own.at(-1)
  if (!last?.coldkey) throw new Error(`nothing is owed to ${n}`)
  return { key: last.intent.key, intent: last.intent, stream: last.stream, coldkey: last.coldkey }
}

async function batchFor(...payers: readonly number[]): Promise<Extrinsic> {
  const api = world.chain.api()
  const when = { head: 0, slotDuration: 1, era: 64 }
  const owed = await Promise.all(payers.map(owedTo))
  return batchOf(
    api,
    world.treasury,
    owed.map((due) => itemOf(api, calls, due, when)),
  )
}

/** Makes a block of an extrinsic, and says where it is there. */
async function landed(sent: Promise<string>): Promise<{ block: number; index: number }> {
  const hash = await sent
  world.node.control.createBlocks(1)
  const { number: block } = await world.chain.finalized()
  return { block, index: (await fetchBlock(world.chain, block)).extrinsics.indexOf(hash) }
}

const settle = (key: string, at: { block: number; index: number }, paid = true) =>
  orderSettlement(world.ledger, {
    key,
    paid,
    made: null,
    node: world.node.url,
    at: Date.now(),
    operator: 'mia',
    reason: 'The ledger is a copy of yesterday.',
    ...at,
  })

/** What an extrinsic proves of an intent; throws, in words, where that is nothing. */
async function prove(due: Awaited<ReturnType<typeof owedTo>>, at: { block: number; index: number }) {
  const block = await fetchBlock(world.chain, at.block)
  return provenOutcome(world.ledger.queries, world.chain, { ...due, block, index: at.index })
}

const told = async () => {
  const rows = await world.ledger.queries.select().from(events).orderBy(events.position)
  return rows.map(({ type }) => type).filter((type) => /^Outcome|^Intent/.test(type))
}

test('what another copy of the ledger has paid is settled where the block proves it, once, and nothing else is', async () => {
  await openWorld(1)
  const { chain, ledger, treasury } = world
  const [one, other, dear] = await Promise.all([1, 2, 3].map(owedTo))
  if (!one || !other || !dear) throw new Error('three are owed')
  const own = await landed(send(chain, pair('Alice'), executed(chain.api(), treasury, await batchFor(1, 3))))
  const fromBob = callOf(chain.api(), 'balances', 'transferKeepAlive', payee(2), tao(2) - REFUND_FEE)
  const bobs = await landed(send(chain, pair('Bob'), callOf(chain.api(), 'utility', 'forceBatch', [fromBob])))

  await expect(prove(other, own)).rejects.toThrow(`holds no call that pays ${other.key}`)
  await expect(prove(other, bobs)).rejects.toThrow('is no payment of the treasury')
  await expect(prove(one, { ...own, index: 0 })).rejects.toThrow('is no payment of the treasury')
  await expect(settle(one.key, { block: own.block + 1_000, index: 1 })).rejects.toThrow('is not final')
  await expect(prove(dear, own)).rejects.toThrow(/did not pay refund:\S+: Token.FundsUnavailable/)
  await expect(settle(one.key, own, false)).rejects.toThrow('called failed by hand')
  expect(await told()).toEqual([])

  expect(await settle(one.key, own)).toMatch('is not paid again')
  expect(await told()).toEqual(['OutcomeTold', 'IntentSettled'])
  expect((await ledger.queries.select().from(spendings)).map(({ amount }) => amount)).toEqual([
    tao(1) - REFUND_FEE,
  ])
  await expect(settle(one.key, own)).rejects.toThrow('is settled: only')

  // The same amount is owed to the same payer once more: it was paid once.
  await ledger.write((writing) =>
    handTo(writing, stream(), { ...deposit(9, 1, 1), treasury: world.treasury.address, at: Date.now() }),
  )
  const again = await owedTo(1)
  expect(again.key).not.toBe(one.key)
  await expect(prove(again, own)).rejects.toThrow('is settled already')
}, 60_000)

test('where guardians approve, the last approval proves it, and the opening does not', async () => {
  await openWorld(2)
  const { chain, treasury } = world
  const api = chain.api()
  const batch = await batchFor(1)
  const weight = { refTime: 50_000_000_000n, proofSize: 500_000n }
  const opening = await landed(send(chain, pair('Alice'), opened(api, treasury, batch, weight)))
  const due = await owedTo(1)
  await expect(prove(due, opening)).rejects.toThrow('more approvals were needed')
  const point = { height: opening.block, index: opening.index }
  const approval = callOf(api, 'multisig', 'asMulti', 2, [pair('Alice').address], point, batch, weight)
  await settle(due.key, await landed(send(chain, pair('Bob'), approval)))
  expect(await told()).toEqual(['OutcomeTold', 'IntentSettled'])
}, 60_000)

test('where the App’s key is the proxy of a pot, what it alone called proves it, and what nobody let it call does not', async () => {
  await openWorld(1)
  const { chain, treasury } = world
  const api = chain.api()
  const till = tillOf(treasury.address)
  const add = callOf(api, 'proxy', 'addProxy', pair('Alice').address, 'Transfer', 0)
  const index = derivativeIndex({ kind: 'till' })
  await landed(
    send(chain, pair('Alice'), executed(api, treasury, callOf(api, 'utility', 'asDerivative', index, add))),
  )
  const due = await owedTo(1)
  const leaf = callOf(api, 'balances', 'transferAllowDeath', payee(1), tao(1) - REFUND_FEE)
  const batch = proxiedBatch(api, [callOf(api, 'proxy', 'proxy', till, 'Transfer', leaf)])
  const bobs = await landed(send(chain, pair('Bob'), batch))
  await expect(prove(due, bobs)).rejects.toThrow(`did not pay ${due.key}: Proxy.NotProxy`)
  await settle(due.key, await landed(send(chain, pair('Alice'), batch)))
  expect(await told()).toEqual(['OutcomeTold', 'IntentSettled'])
}, 60_000)
