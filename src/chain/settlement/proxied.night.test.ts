import { eq } from 'drizzle-orm'
import { afterEach, expect, test } from 'vitest'
import {
  type ChainWorld,
  owe,
  pair,
  payee,
  quiet,
  startChainWorld,
  transferTo,
  until,
  wideCaps,
} from '../../../test/support/chain-world.ts'
import { tao } from '../../../test/support/commands.ts'
import { letAppActFor } from '../../../test/support/proxies.ts'
import { calls } from '../../handlers/calls.ts'
import { pendingApprovals } from '../../ledger/approvals.ts'
import { readCursor } from '../../ledger/cursors.ts'
import { attemptItems, attempts, sheetParts } from '../../ledger/schema.ts'
import { keepSheet, sha256 } from '../../ledger/sheets.ts'
import { readSpendings } from '../../ledger/spendings.ts'
import { alpha } from '../../mechanisms/money.ts'
import { numbered } from '../../mechanisms/pots.ts'
import { payAlpha } from '../../mechanisms/sheet/paying.ts'
import { sheetOf } from '../../mechanisms/sheet/sheet.ts'
import { potAddress, treasuryOf } from '../pots.ts'
import { nothingKnown } from './memory.ts'
import { plan } from './plan.ts'
import { reserve } from './reserve.ts'

// Alice, the App's key, and Bob must both approve what the treasury does. Out of the payroll and for the hotkey Alice acts alone.

const payroll = numbered('payroll', 0)
const hotkey = numbered('hotkey', 0)
const treasury = treasuryOf(pair('Alice').address, [pair('Bob').address], 2)

let world: ChainWorld
afterEach(() => world.stop())

const items = () => world.ledger.queries.select().from(attemptItems)
const signed = () => world.ledger.queries.select().from(attempts).orderBy(attempts.nonce)
const paid = async () => (await items()).filter((item) => item.paid).map(({ intentKey }) => intentKey)
const waiting = async () => (await pendingApprovals(world.ledger.queries)).flatMap(({ intents }) => intents)

test.each([424, 475] as const)(
  'at %d rows of alpha stay under their hotkey where the proxy may not put them elsewhere',
  async (spec) => {
    const hot = pair('Hot').address
    const validators = [{ coldkey: potAddress(treasury.address, payroll), hotkey: hot, stake: tao(10) }]
    world = await startChainWorld({ spec, threshold: 2, validators })
    await letAppActFor(world, [[payroll, 'Transfer']])
    const rows = [tao(3), tao(2)].map((amount, n) => ({
      account: payee(n),
      amount: alpha(amount),
      reason: '',
      hotkey: pair('Other').address,
    }))
    const sheet = sheetOf({ rows, size: 9, previous: '', block: 1 }, sha256)
    await keepSheet(world.ledger.queries, 'test', sheet)
    const [part] = sheet.parts
    if (!part) throw new Error('no part')
    const call = payAlpha(sheet.digest, part, { netuid: 0, hotkey: hot })
    await owe(world.ledger, [{ key: 'part', call, pot: payroll, coldkey: '' }])
    await world.start({ allowUsedTreasury: true })
    await until('it is paid', async () => (await paid()).length === 1)
    expect(await world.ledger.queries.select().from(sheetParts).where(eq(sheetParts.round, 1))).toEqual([])
    const spent = await readSpendings(world.ledger.queries, new Date().toISOString().slice(0, 10))
    expect(spent.get('payroll:0 alpha')).toBe(tao(5))
  },
)

test('what the chain does not let the proxy do, whatever it said before, goes to the guardians', async () => {
  world = await startChainWorld({ threshold: 2 })
  const { chain, ledger } = world
  await letAppActFor(world, [[hotkey, 'NonFungible']])
  await owe(ledger, [{ key: 'a', call: transferTo(payee(1), tao(1)), pot: hotkey }])
  const side = await world.start({ paused: true, allowUsedTreasury: true })
  await until('it is followed', async () => (await readCursor(ledger.queries)) !== null)
  const cursor = await readCursor(ledger.queries)
  if (!cursor) throw new Error('no cursor')
  const planning = { chain, treasury: world.treasury, calls, caps: wideCaps, logger: quiet }
  const lying = {
    ...nothingKnown(),
    specVersion: chain.specVersion,
    filters: new Map([['NonFungible', () => true]]),
  }
  const planned = await plan(planning, ledger.queries, cursor, lying)
  if (!planned) throw new Error('nothing is planned')
  const reserving = { ...planning, pair: pair('Alice'), era: 64 }
  const { signed: sent } = await ledger.write((writing) => reserve(reserving, writing, cursor, planned))
  await chain.request('author_submitExtrinsic', [sent?.bytes])
  await until('it has failed', async () => (await items()).some(({ open }) => !open))
  expect(await signed()).toMatchObject([{ proxied: true }])
  await side.stop()
  await world.start({ allowUsedTreasury: true })
  await until('it waits', async () => (await waiting()).includes('a'))
})
