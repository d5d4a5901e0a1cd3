import { u8aToHex } from '@polkadot/util'
import { eq } from 'drizzle-orm'
import { afterEach, expect, test } from 'vitest'
import {
  balanceOf,
  type ChainWorld,
  owe,
  payee,
  startChainWorld,
  transferTo,
  until,
} from '../../../test/support/chain-world.ts'
import { tao } from '../../../test/support/commands.ts'
import { letAppActFor } from '../../../test/support/proxies.ts'
import { pendingApprovals } from '../../ledger/approvals.ts'
import { attemptItems, sheetParts } from '../../ledger/schema.ts'
import { keepSheet, sha256 } from '../../ledger/sheets.ts'
import { readSpendings } from '../../ledger/spendings.ts'
import { beaconPublicKey } from '../../local/subtensor/beacon/beacon.ts'
import type { IntentCall } from '../../mechanisms/intent.ts'
import { rao } from '../../mechanisms/money.ts'
import { numbered } from '../../mechanisms/pots.ts'
import { payRows } from '../../mechanisms/sheet/paying.ts'
import { makeSheet } from '../../mechanisms/sheet/sheet.ts'

// Alice, the App's key, and Bob must both approve what the treasury does. Out of the payroll and for the hotkey Alice acts alone.

const payroll = numbered('payroll', 0)
const hotkey = numbered('hotkey', 0)
const escrow = numbered('escrow', 0)

let world: ChainWorld
afterEach(() => world.stop())

const items = () => world.ledger.queries.select().from(attemptItems)
const paid = async () => (await items()).filter((item) => item.paid).map(({ intentKey }) => intentKey)
const waiting = async () => (await pendingApprovals(world.ledger.queries)).flatMap(({ intents }) => intents)
const weights: IntentCall = {
  kind: 'set-weights',
  netuid: 77,
  mechanism: 0,
  uids: [0],
  values: [65_535],
  versionKey: 0n,
  turn: { from: 0, epochs: null },
  // As the chain has it where nobody has set it.
  isHidden: true,
  timelock: {
    hotkey: payee(99),
    publicKey: u8aToHex(beaconPublicKey),
    round: 1_000,
    readableAt: 0,
    opensIn: 1_000_000,
  },
}

test('what the proxy of a pot may do is signed by the App’s key alone; all else waits for guardians', async () => {
  const payments = [tao(1), tao(50), tao(2)].map((amount, n) => ({ account: payee(n), amount: rao(amount) }))
  const sheet = makeSheet({ payments, size: 9, previous: '', block: 1 }, sha256)
  world = await startChainWorld({ threshold: 2 })
  await letAppActFor(world, [
    [payroll, 'Transfer'],
    [hotkey, 'NonFungible'],
    [escrow, 'Any'],
  ])
  await keepSheet(world.ledger.queries, 'test', sheet)
  const [part] = sheet.parts
  if (!part) throw new Error('no part')
  const pay = (n: number) => transferTo(payee(n), tao(1))
  await owe(world.ledger, [
    { key: 'a', call: pay(11), pot: payroll },
    { key: 'b', call: pay(12), pot: hotkey },
    { key: 'c', call: pay(13), pot: escrow },
    { key: 'd', call: pay(14), pot: numbered('payroll', 1) },
    { key: 'e', call: weights, pot: hotkey, coldkey: '' },
    { key: 'f', call: payRows(sheet.digest, part), pot: payroll, coldkey: '' },
  ])
  await world.start({ allowUsedTreasury: true })
  await until('the others wait', async () => (await waiting()).length === 3)
  await until('it is paid', async () => (await paid()).length === 2)
  await until('one has failed', async () => (await items()).filter(({ open }) => !open).length >= 3)
  expect((await paid()).toSorted()).toEqual(['a', 'f'])
  expect((await waiting()).toSorted()).toEqual(['b', 'c', 'd'])
  expect(await balanceOf(world.chain, payee(11))).toBe(tao(1))
  expect(await balanceOf(world.chain, payee(2))).toBe(tao(2))
  const left = await world.ledger.queries.select().from(sheetParts).where(eq(sheetParts.round, 1))
  expect(left.map(({ lines }) => lines)).toEqual([`${payee(1)} ${tao(50)} Token.FundsUnavailable`])
  const spent = await readSpendings(world.ledger.queries, new Date().toISOString().slice(0, 10))
  expect(spent.get('payroll:0')).toBe(tao(4))
})
