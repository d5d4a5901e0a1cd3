import { eq } from 'drizzle-orm'
import { afterEach, expect, test } from 'vitest'
import { startPostgres } from '../../../test/postgres.ts'
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
import { issueBill, openIdea, seeDeposit, stream, tao } from '../../../test/support/commands.ts'
import { live } from '../../../test/support/live.ts'
import { minedConfig } from '../../../test/support/mined-commands.ts'
import { minedTales } from '../../../test/support/mined-tales.ts'
import { tales } from '../../../test/support/tales.ts'
import { callOf } from '../../chain/extrinsic.ts'
import { potsOf, tillOf, treasuryOf } from '../../chain/pots.ts'
import { pendingApprovals } from '../../ledger/approvals.ts'
import { readCursor } from '../../ledger/cursors.ts'
import { rebuild } from '../../ledger/rebuild.ts'
import { attemptItems, attempts, events, holds, intents, spendings } from '../../ledger/schema.ts'
import { verifyLedger } from '../../ledger/verify.ts'
import { defaultConfig } from '../../mechanisms/config.ts'
import { REFUND_FEE } from '../../mechanisms/refund/refund.ts'
import { orderRetry } from './change.ts'
import { orderSettlement } from './settle.ts'
import { explainIntent } from './show.ts'

// An extrinsic is final, and the ledger has one item more of it than the chain: nothing can be concluded of any.

let world: ChainWorld
let stopDatabase = async () => {}
afterEach(async () => {
  await world.stop()
  await stopDatabase()
})

const LATER = Date.now() + 86_400_000

async function openWorld({ threshold = 1, database = 'postgresql' } = {}): Promise<void> {
  const postgres = database === 'postgresql' ? await startPostgres() : null
  stopDatabase = postgres?.stop ?? (async () => {})
  const { address } = treasuryOf(pair('Alice').address, [pair('Bob').address], threshold)
  const endow = { [tillOf(address)]: tao(20), [potsOf(address, 0).treasury]: tao(110) }
  world = await startChainWorld({ threshold, endow, ...(postgres && { databaseUrl: postgres.url }) })
}

/** Adds an item to the attempt that holds an intent, while that waits. */
async function addItem(holding: string, intentKey: string): Promise<void> {
  const { queries } = world.ledger
  const own = () => queries.select().from(attemptItems).where(eq(attemptItems.intentKey, holding))
  await until('it is signed', async () => (await own()).length > 0)
  const [item] = await own()
  const { attempt = '' } = item ?? {}
  const place = (await queries.select().from(attemptItems).where(eq(attemptItems.attempt, attempt))).length
  await queries.insert(attemptItems).values({ attempt, place, intentKey, amount: tao(2) })
}

/** Where the ledger says that it could not read. */
async function heldAt(key: string): Promise<{ block: number; index: number }> {
  const reason = async () =>
    (await world.ledger.queries.select().from(holds).where(eq(holds.intentKey, key)))[0]?.reason ?? ''
  await until('it is held', async () => /could not be read/.test(await reason()), 30_000)
  const [, block, index] = /extrinsic (\d+)-(\d+)/.exec(await reason()) ?? []
  return { block: Number(block), index: Number(index) }
}

const settle = (key: string, paid: boolean, at: { block: number; index: number }, changes = {}) =>
  orderSettlement(world.ledger, {
    key,
    paid,
    made: null,
    node: world.node.url,
    at: Date.now(),
    operator: 'mia',
    reason: 'I looked it up.',
    ...at,
    ...changes,
  })

async function moreBlocks(count: number): Promise<void> {
  const { number } = await world.chain.finalized()
  await until('more blocks', async () => {
    const cursor = await readCursor(world.ledger.queries)
    return (cursor?.block ?? 0) > number + count
  })
}

const told = async () => {
  const rows = await world.ledger.queries.select().from(events).orderBy(events.position)
  return rows.map(({ type }) => type).filter((type) => /^(OutcomeTold|Intent)/.test(type))
}

test.each(['pglite', 'postgresql'])(
  'what is said to be paid is never paid again, what is said to have failed once more: on %s',
  async (database) => {
    await openWorld({ database })
    const refund = (block: number, payer: string, amount: number) =>
      seeDeposit(block, block, { payer, amount: tao(amount) })
    const tale = [openIdea(), issueBill(), refund(5, payee(1), 1), refund(6, payee(2), 2)]
    await live(world, tale, defaultConfig)
    const { queries } = world.ledger
    const owed = await queries.select().from(intents)
    const [one = '', other = ''] = [payee(1), payee(2)].map(
      (address) => owed.find(({ coldkey }) => coldkey === address)?.key,
    )
    await queries.update(intents).set({ notBefore: LATER }).where(eq(intents.key, other))
    const shown: string[] = []
    await world.ledger.jobs.work<{ stream: string }>('thread', async (job) => void shown.push(job.stream))
    await until('its thread is shown', () => shown.splice(0).includes(stream()))
    world.node.control.pause()
    await world.start()
    await addItem(one, other)
    world.node.control.resume()
    const at = await heldAt(other)
    await until('its thread is shown anew', () => shown.includes(stream()))

    const explained = (await explainIntent(queries, one)).join('\n')
    expect(explained).toMatch('unreadable: it is in an extrinsic that is final')
    expect(explained).toMatch(`tributary intents settle ${one} --paid --extrinsic <block>-<index>`)
    for (const wrong of [{ index: 0 }, { index: 99 }, { block: at.block - 1 }]) {
      await expect(settle(one, true, { ...at, ...wrong })).rejects.toThrow(
        `did not carry ${one} out. The outcome in extrinsic ${at.block}-${at.index} could not be read`,
      )
    }
    await expect(settle(one, true, at, { made: 3 })).rejects.toThrow('leave --made out')
    expect(await told()).toEqual([])

    await settle(one, true, at)
    expect(await settle(other, false, at)).toMatch('has failed: it is due again')
    expect(await told()).toEqual(['OutcomeTold', 'IntentSettled', 'OutcomeTold', 'IntentFailed'])
    await expect(settle(one, false, at)).rejects.toThrow(`${one} is settled: only what became`)
    await expect(settle(other, true, at)).rejects.toThrow('is on the ledger')
    await orderRetry(world.ledger, { key: other, reason: 'Now.', operator: 'mia', at: Date.now() })
    await until(
      'the other is paid',
      async () => (await balanceOf(world.chain, payee(2))) === tao(2) - REFUND_FEE,
    )
    await moreBlocks(8)
    expect(await balanceOf(world.chain, payee(1))).toBe(tao(1) - REFUND_FEE)
    expect(await balanceOf(world.chain, payee(2))).toBe(tao(2) - REFUND_FEE)
    expect(await queries.select().from(attempts)).toHaveLength(2)
    const items = await queries.select().from(attemptItems)
    const ends = items.map(({ intentKey, open, paid }) => [intentKey === one, open, paid])
    expect(ends.toSorted()).toEqual([
      [false, false, false],
      [false, false, true],
      [true, false, true],
    ])
    expect(await queries.select().from(holds)).toEqual([])
    expect((await queries.select().from(spendings)).map(({ amount }) => amount)).toEqual([
      tao(3) - 2n * REFUND_FEE,
    ])

    const rows = () => queries.select().from(intents).orderBy(intents.key)
    const before = await rows()
    expect(before.map(({ status }) => status)).toEqual(['settled', 'settled'])
    await queries.transaction((transaction) => rebuild(transaction))
    expect(await rows()).toEqual(before)
    expect(await verifyLedger(queries)).toMatchObject({ ok: true })
  },
  120_000,
)

/** An intent that no idea has, so that it can be no rule's. */
const stray = () =>
  owe(world.ledger, [{ key: 'stray', call: transferTo(payee(9), tao(1)), notBefore: LATER }])

test('a crowdloan that was opened unread is found, with all that came in and went out meanwhile', async () => {
  await openWorld()
  await live(world, tales.opening, defaultConfig)
  await stray()
  const key = `loan-open:${stream()}:1`
  world.node.control.pause()
  const side = await world.start()
  await addItem(key, 'stray')
  world.node.control.resume()
  const at = await heldAt(key)
  const { chain, ledger } = world
  const pay = (name: string, call: string, ...args: unknown[]) =>
    send(chain, pair(name), callOf(chain.api(), 'crowdloan', call, 0, ...args))
  await pay('Dave', 'contribute', tao(60))
  await pay('Eve', 'contribute', tao(30))
  await moreBlocks(2)
  await pay('Dave', 'withdraw')
  await moreBlocks(2)
  await expect(settle(key, true, at)).rejects.toThrow('The App is running: stop it first')
  expect(await told()).toEqual([])
  await side.stop()
  await settle(key, true, at)
  const { funding } = await ledger.readSubnet(stream())
  expect(funding).toMatchObject({ loan: { id: 0 }, contributions: { [pair('Eve').address]: tao(30) } })
  await pay('Ferdie', 'contribute', tao(100))
  await world.start()
  await until('it is minable', async () => (await ledger.readSubnet(stream())).phase === 'minable', 30_000)
}, 120_000)

test('a registration that a guardian’s approval carried out unread tells its netuid', async () => {
  await openWorld({ threshold: 2 })
  await live(world, minedTales.registering, minedConfig)
  await stray()
  const key = `network-register:${stream()}`
  await world.start()
  const waiting = async () =>
    (await pendingApprovals(world.ledger.queries)).find(({ intents: keys }) => keys.includes(key))
  await until('it waits for Bob', async () => (await waiting()) !== undefined, 30_000)
  await addItem(key, 'stray')
  await expect(settle(key, true, { block: 1, index: 1 })).rejects.toThrow('is waiting: only what is owed')
  const opened = await waiting()
  const api = world.chain.api()
  const call = api.createType('Call', opened?.callData)
  const others = [pair('Alice').address]
  const approval = callOf(api, 'multisig', 'asMulti', 2, others, opened?.timepoint, call, opened?.maxWeight)
  await send(world.chain, pair('Bob'), approval)
  const at = await heldAt(key)
  await expect(settle(key, true, { ...at, index: at.index + 1 })).rejects.toThrow('did not carry')
  await settle(key, true, at)
  expect((await world.ledger.readSubnet(stream())).launch).toMatchObject({ netuid: 1 })
}, 120_000)

test.each([true, false])(
  'what nobody wishes any more is ended too, and the caps go by what was said: paid %s',
  async (paid) => {
    await openWorld()
    const refund = seeDeposit(5, 5, { payer: payee(1), amount: tao(1) })
    await live(world, [openIdea(), issueBill(), refund], defaultConfig)
    await stray()
    const { queries } = world.ledger
    const key = (await queries.select().from(intents)).find(({ coldkey }) => coldkey === payee(1))?.key ?? ''
    world.node.control.pause()
    await world.start()
    await addItem(key, 'stray')
    world.node.control.resume()
    const at = await heldAt('stray')
    const said = await settle('stray', paid, at)
    expect(said).toMatch(paid ? 'is settled' : 'Nothing asks for it any more')
    expect(await told()).toEqual(paid ? ['OutcomeTold', 'IntentSettled'] : ['OutcomeTold'])
    const [item] = await queries.select().from(attemptItems).where(eq(attemptItems.intentKey, 'stray'))
    expect(item).toMatchObject({ open: false, paid })
    const booked = (await queries.select().from(spendings)).map(({ amount }) => amount)
    expect(booked).toEqual(paid ? [item?.amount] : [])
    expect(await queries.select().from(holds).where(eq(holds.intentKey, 'stray'))).toEqual([])
    await expect(settle('stray', paid, at)).rejects.toThrow('by hand')
  },
  120_000,
)
