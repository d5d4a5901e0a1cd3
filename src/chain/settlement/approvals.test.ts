import { u8aToHex } from '@polkadot/util'
import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, expect, test } from 'vitest'
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
import { type PendingApproval, pendingApprovals } from '../../ledger/approvals.ts'
import { readHolds } from '../../ledger/holds.ts'
import { decode, encode } from '../../ledger/json.ts'
import { approvals, attemptItems, intents } from '../../ledger/schema.ts'
import { beaconPublicKey } from '../../local/subtensor/beacon/beacon.ts'
import type { Intent, SetWeights } from '../../mechanisms/intent.ts'
import { numbered } from '../../mechanisms/pots.ts'
import { callOf } from '../extrinsic.ts'

// The treasury is an account of Alice, the App's key, and Bob, a guardian; both must approve.

const committed: SetWeights = {
  kind: 'set-weights',
  netuid: 1,
  mechanism: 0,
  uids: [4],
  values: [65_535],
  versionKey: 0n,
  turn: { from: 0, epochs: null },
  isHidden: true,
  timelock: {
    hotkey: pair('Hot').address,
    publicKey: u8aToHex(beaconPublicKey),
    round: 1_000,
    readableAt: 0,
    opensIn: 1_000_000,
  },
}

let world: ChainWorld
beforeEach(async () => {
  world = await startChainWorld({ threshold: 2 })
  await owe(world.ledger, [
    { key: 'a', call: transferTo(payee(1), tao(1)) },
    { key: 'b', call: transferTo(payee(2), tao(2)) },
  ])
  await world.start()
})
afterEach(() => world.stop())

const pending = () => pendingApprovals(world.ledger.queries)
const readItems = () => world.ledger.queries.select().from(attemptItems)
const paid = async () => (await readItems()).filter((item) => item.paid).length

async function opened(): Promise<PendingApproval> {
  await until('it waits for approval', async () => (await pending()).length === 1)
  const [one] = await pending()
  if (!one) throw new Error('nothing waits')
  return one
}

function approval({ callData, timepoint, maxWeight }: PendingApproval) {
  const api = world.chain.api()
  const call = api.createType('Call', callData)
  return callOf(api, 'multisig', 'asMulti', 2, [pair('Alice').address], timepoint, call, maxWeight)
}

test('nothing moves until the guardian approves; then everything does, once', async () => {
  const waiting = await opened()
  expect(waiting).toMatchObject({ approvedBy: [pair('Alice').address], intents: ['a', 'b'] })
  await owe(world.ledger, [{ key: 'c', call: committed, pot: numbered('hotkey', 0), coldkey: '' }])
  await new Promise((resolve) => setTimeout(resolve, 500))
  expect(await balanceOf(world.chain, payee(1))).toBe(0n)
  // Guardians would approve it too late.
  await until('it is held', async () => (await readHolds(world.ledger.queries)).get('c') !== undefined)
  expect((await readHolds(world.ledger.queries)).get('c')).toContain('by the App’s key alone')
  expect(await pending()).toHaveLength(1)

  await send(world.chain, pair('Bob'), approval(waiting))
  await until('both are paid', async () => (await paid()) === 2)
  expect(await balanceOf(world.chain, payee(1))).toBe(tao(1))
  expect(await balanceOf(world.chain, payee(2))).toBe(tao(2))
  expect(await pending()).toEqual([])
})

test('an approval inside a batch of the guardian is read no other way', async () => {
  const waiting = await opened()
  const api = world.chain.api()
  const remark = callOf(api, 'system', 'remark', '0x00')
  const badTransfer = callOf(api, 'balances', 'transferKeepAlive', payee(9), 2n ** 63n)
  const calls = [remark, badTransfer, approval(waiting), remark, badTransfer]
  await send(world.chain, pair('Bob'), callOf(api, 'utility', 'forceBatch', calls))
  await until('both are paid', async () => (await paid()) === 2)
  expect(await balanceOf(world.chain, payee(2))).toBe(tao(2))
})

test('a call that is cancelled pays nobody and is told as a failure', async () => {
  const { timepoint, callHash } = await opened()
  const side = await world.start()
  await side.stop()
  const api = world.chain.api()
  const cancel = callOf(api, 'multisig', 'cancelAsMulti', 2, [pair('Bob').address], timepoint, callHash)
  await send(world.chain, pair('Alice'), cancel)
  await until('it is over', async () => (await readItems()).some(({ open }) => !open))
  expect(await paid()).toBe(0)
  expect(await balanceOf(world.chain, payee(1))).toBe(0n)
})

test('a call that nobody approves in time is taken back and opened anew; then it can be approved', async () => {
  const first = await opened()
  const side = await world.start({ approvalTimeout: 20 * world.chain.slotDuration })
  await until('it is taken back', async () => (await readItems()).some(({ open }) => !open))
  expect(await pending()).toEqual([])
  await side.stop()
  // The rules would make it due again, under its next try; here nobody does but the test.
  const rows = await world.ledger.queries.select().from(intents)
  for (const { key, intent } of rows) {
    const again = { ...decode<Intent>(intent), failures: 1 }
    await world.ledger.queries
      .update(intents)
      .set({ intent: encode(again), failures: 1 })
      .where(eq(intents.key, key))
  }
  await until('it is opened anew', async () => (await pending()).length === 1)
  const second = await opened()
  expect(second.callHash).not.toBe(first.callHash)
  await send(world.chain, pair('Bob'), approval(second))
  await until('both are paid', async () => (await paid()) === 2)
  expect(await balanceOf(world.chain, payee(2))).toBe(tao(2))
})

test('a call that the runtime cannot read any more is taken back, and stops nothing but itself', async () => {
  const { callHash, callData } = await opened()
  const side = await world.start()
  await side.stop()
  // As after an upgrade that took the first of its calls away.
  const call = callData.replace(/^0x..../, '0xfefe')
  await world.ledger.queries.update(approvals).set({ call }).where(eq(approvals.callHash, callHash))
  await owe(world.ledger, [{ key: 'c', call: transferTo(payee(3), tao(3)) }])
  await world.start()
  await until('it is over', async () => (await readItems()).filter(({ open }) => !open).length === 2)
  await until('the other waits', async () => (await pending()).some(({ intents }) => intents[0] === 'c'))
  expect((await pending()).map(({ intents }) => intents)).toEqual([['c']])
  expect(await balanceOf(world.chain, payee(1))).toBe(0n)
})
