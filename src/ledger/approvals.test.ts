import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { owe, payee, transferTo } from '../../test/support/chain-world.ts'
import { tao } from '../../test/support/commands.ts'
import { noteOpened, oldestLate, pendingApprovals } from './approvals.ts'
import { storeAttempt } from './attempts.ts'
import type { Ledger } from './ledger.ts'
import { openLedger } from './open.ts'
import { intents } from './schema.ts'

const signatories = ['5Alice', '5Bob']

let ledger: Ledger
beforeEach(async () => {
  ledger = await openLedger()
  await owe(
    ledger,
    ['a', 'b', 'c'].map((key) => ({ key, call: transferTo(payee(1), tao(1)) })),
  )
})
afterEach(() => ledger.close())

/** A call of these intents that waits for guardians since the block. */
async function open(callHash: string, block: number, ...keys: readonly string[]): Promise<void> {
  const weight = { refTime: 0n, proofSize: 0n }
  const opens = { callHash, call: '0x', maxWeight: weight, signatories, threshold: 2 }
  const life = { nonce: block, birthBlock: block, deathBlock: block + 64, specVersion: 1 }
  const attempt = { hash: `0x${block}`, bytes: '0x', ...life, opens, proxied: false }
  const items = keys.map((key) => ({ key, amount: 0n, rows: null }))
  await storeAttempt(ledger.queries, '5Alice', attempt, items)
  await noteOpened(ledger.queries, callHash, { block, index: 1 })
}
const stand = (key: string, status: 'owed' | 'cancelled') =>
  ledger.queries.update(intents).set({ status }).where(eq(intents.key, key))
const late = async () =>
  (
    await oldestLate(ledger.queries, {
      account: '5Alice',
      signatories,
      threshold: 2,
      block: 0,
      useless: [],
    })
  )?.callHash
const shown = async () => (await pendingApprovals(ledger.queries)).map(({ callHash }) => callHash)

test('a call is taken back once nothing in it is wanted any more, and is shown to no guardian meanwhile', async () => {
  await open('0xone', 10, 'a', 'b')
  await open('0xtwo', 20, 'c')
  expect(await late()).toBeUndefined()
  await stand('a', 'cancelled')
  expect([await late(), await shown()]).toEqual([undefined, ['0xone', '0xtwo']])
  await stand('b', 'cancelled')
  expect([await late(), await shown()]).toEqual(['0xone', ['0xtwo']])
  // What is wanted again waits on.
  await stand('a', 'owed')
  expect([await late(), await shown()]).toEqual([undefined, ['0xone', '0xtwo']])
})
