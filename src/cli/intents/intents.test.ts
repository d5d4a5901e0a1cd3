import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { handTo } from '../../../test/support/addressed.ts'
import { coldkeys, START, settle, stream } from '../../../test/support/commands.ts'
import { minedConfig } from '../../../test/support/mined-commands.ts'
import { minedTales } from '../../../test/support/mined-tales.ts'
import { keepConfig } from '../../ledger/configs.ts'
import type { Ledger } from '../../ledger/ledger.ts'
import { openLedger } from '../../ledger/open.ts'
import { rebuild } from '../../ledger/rebuild.ts'
import { approvals, attemptItems, attempts, holds, intents } from '../../ledger/schema.ts'
import { verifyLedger } from '../../ledger/verify.ts'
import { orderCancellation, orderRetry } from './change.ts'
import { orderSettlement } from './settle.ts'
import { explainIntent, listIntents } from './show.ts'

// A launch that waits for its registration; beside it the loan's deposit and the collateral are owed.

const register = `network-register:${stream()}`
const collateral = `collateral-return:${stream()}`
const order = { key: register, reason: 'The owner asked for it.', operator: 'mia', at: START + 5_000 }

let ledger: Ledger
beforeEach(async () => {
  ledger = await openLedger()
  await keepConfig(ledger.queries, 7, minedConfig)
  await ledger.write(async (writing) => {
    for (const command of minedTales.registering) await handTo(writing, stream(), command)
  })
})
afterEach(() => ledger.close())

const list = async (all = false) => (await listIntents(ledger.queries, all)).join('\n')
const show = async (key: string) => (await explainIntent(ledger.queries, key)).join('\n')
const fail = (error: string) =>
  ledger.write((writing) => handTo(writing, stream(), settle(2_000, 30, register, { ok: false, error })))

async function sign(key: string, waits = false): Promise<void> {
  const { queries } = ledger
  await queries
    .insert(attempts)
    .values({ hash: '0xabc', account: coldkeys.ada, nonce: 4, bytes: '0x', birthBlock: 10, deathBlock: 74 })
  await queries.insert(attemptItems).values({ attempt: '0xabc', place: 0, intentKey: key })
  if (!waits) return
  const opened = {
    signatories: '[]',
    threshold: 2,
    openedBlock: 12,
    openedIndex: 3,
    approvedBy: JSON.stringify([coldkeys.ada]),
  }
  await queries.insert(approvals).values({
    callHash: '0xcall',
    attempt: '0xabc',
    call: '0x',
    refTime: 1,
    proofSize: 1,
    status: 'waiting',
    ...opened,
  })
}

test('each intent is told in words, with how it stands', async () => {
  await ledger.queries.insert(holds).values({ intentKey: register, reason: 'It costs too much now.' })
  const listed = await list()
  expect(listed).toMatch(`owed        ${collateral}  pay 1 TAO to ${coldkeys.ada}, from till`)
  expect(listed).toMatch(
    `held        ${register}  register the network kernels for at most 94 TAO, from treasury:0\n            It costs too much now.`,
  )
  expect(listed).not.toMatch('settled')
  expect(await list(true)).toMatch(/settled +loan-finalize:\S+ +finalize crowdloan 3, from float/)
})

test('one is explained with its failures, attempts and approvals', async () => {
  await fail('SubtensorModule.CannotAffordLockCost')
  await sign(collateral, true)
  expect(await show(register)).toMatch(
    /failed 1 times, last with SubtensorModule.CannotAffordLockCost; again after 2026-01-01T00:00:17.000Z/,
  )
  const shown = await show(collateral)
  expect(shown).toMatch('waiting: it is in a call that guardians must approve')
  expect(shown).toMatch(`call 0xcall, opened in block 12, approved by ${coldkeys.ada}`)
  expect(shown).toMatch('attempt 0xabc, nonce 4, blocks 10 to 74, signed')
  await expect(show('no:such')).rejects.toThrow('The ledger has no intent no:such')
})

test('a failed intent is tried again at once; one that has not failed goes on by itself', async () => {
  await expect(orderRetry(ledger, order)).rejects.toThrow('has not failed: it is owed')
  await fail('SubtensorModule.NetworkTxRateLimitExceeded')
  expect(await orderRetry(ledger, order)).toMatch('is due again')
  const [row] = await ledger.queries.select().from(intents).where(eq(intents.key, register))
  expect(row).toMatchObject({ status: 'owed', failures: 1, notBefore: START + 5_000 })
})

test('a cancelled intent is owed no more, by the ledger too, until it is retried', async () => {
  expect(await orderCancellation(ledger, order)).toMatch('is cancelled')
  expect(await list()).not.toMatch(register)
  expect(await show(register)).toMatch(
    'cancelled by mia at 2026-01-01T00:00:05.000Z: The owner asked for it.',
  )
  await expect(orderCancellation(ledger, order)).rejects.toThrow('is not owed')
  const before = await ledger.queries.select().from(intents).orderBy(intents.key)
  await ledger.queries.transaction((transaction) => rebuild(transaction))
  expect(await ledger.queries.select().from(intents).orderBy(intents.key)).toEqual(before)
  expect(await verifyLedger(ledger.queries)).toMatchObject({ ok: true })
  await orderRetry(ledger, order)
  expect(await list()).toMatch(`owed        ${register}`)
})

test('what may still be paid, or is paid, is not cancelled', async () => {
  await sign(register)
  await expect(orderCancellation(ledger, order)).rejects.toThrow(
    'may still be paid by an extrinsic that is under way',
  )
  const finalize = { ...order, key: `loan-finalize:${stream()}:1` }
  await expect(orderCancellation(ledger, finalize)).rejects.toThrow('is settled already')
  await expect(orderRetry(ledger, finalize)).rejects.toThrow('nothing is paid twice')
})

test('what waits for guardians is not cancelled under their hands', async () => {
  await sign(register, true)
  await expect(orderCancellation(ledger, order)).rejects.toThrow('guardians can approve the call 0xcall')
})

test('an outcome that could not be read is told, and neither retried nor cancelled', async () => {
  await sign(register)
  const told = { ...order, paid: true, made: null, block: 30, index: 2, node: 'ws://127.0.0.1:9' }
  const settle = (key: string, paid = true) => orderSettlement(ledger, { ...told, key, paid })
  await expect(settle(register)).rejects.toThrow('is in-flight: only what is owed')
  await ledger.queries.update(attempts).set({ status: 'final' })
  await ledger.queries
    .insert(holds)
    .values({ intentKey: register, reason: 'The outcome in extrinsic 30-2 could not be read.' })
  expect(await list()).toMatch(
    new RegExp(`unreadable  ${register} .*\n +The outcome in extrinsic 30-2 could not be read`),
  )
  expect(await show(register)).toMatch(`tributary intents settle ${register} --paid --extrinsic`)
  await expect(orderCancellation(ledger, order)).rejects.toThrow('may be paid: its outcome could not be read')
  await expect(orderRetry(ledger, order)).rejects.toThrow('may be paid: its outcome could not be read')
  // Nothing listens there: it is asked only where the intent is one that can be settled.
  await expect(settle(register)).rejects.toThrow('No node of the chain can be reached')
  for (const key of [collateral, `loan-finalize:${stream()}:1`]) {
    await expect(settle(key, false)).rejects.toThrow(/is (owed|settled): only what became/)
  }
  await expect(settle('no:such')).rejects.toThrow('The ledger has no intent no:such')
}, 60_000)

test('what guardians approved is unreadable once it was carried out, not before', async () => {
  await sign(collateral, true)
  await ledger.queries.update(attempts).set({ status: 'final' })
  expect(await list()).toMatch(`waiting     ${collateral}`)
  await ledger.queries.update(approvals).set({ status: 'executed' })
  expect(await list()).toMatch(`unreadable  ${collateral}`)
})
