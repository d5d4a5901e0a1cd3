import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { encodeAddress } from '@polkadot/util-crypto'
import { eq, sql } from 'drizzle-orm'
import { afterEach, expect, test } from 'vitest'
import { connectChain } from '../src/chain/client.ts'
import { potAddress, treasuryOf } from '../src/chain/pots.ts'
import { partSize } from '../src/chain/settlement/bulk.ts'
import { calls } from '../src/handlers/calls.ts'
import { readStreams } from '../src/ledger/events.ts'
import { decode } from '../src/ledger/json.ts'
import type { Ledger } from '../src/ledger/ledger.ts'
import { attemptItems, sheetParts, snapshots } from '../src/ledger/schema.ts'
import { readSpendings } from '../src/ledger/spendings.ts'
import { readState } from '../src/ledger/states.ts'
import { verifyLedger } from '../src/ledger/verify.ts'
import { verifySheets } from '../src/ledger/verify-sheets.ts'
import { startSubtensor } from '../src/local/subtensor/node.ts'
import { rao } from '../src/mechanisms/money.ts'
import { isPaid, type SheetEvent } from '../src/mechanisms/sheet/paying.ts'
import type { Payment } from '../src/mechanisms/sheet/row.ts'
import { startPostgres } from './postgres.ts'
import { balanceOf, pair, quiet, send, startSide, until } from './support/chain-world.ts'
import { tao } from './support/commands.ts'
import {
  openPayrollLedger,
  owePayroll,
  PAYROLL_ERA,
  payroll,
  payrollPot,
  payrollStream,
} from './support/payroll.ts'

const child = join(import.meta.dirname, 'support/payroll-child.ts')
const treasury = treasuryOf(pair('Alice').address, [pair('Bob').address], 1)
const pot = potAddress(treasury.address, payrollPot)
const when = { at: 0, source: { kind: 'errand', name: 'test' } } as const

/** `PAYOUTS=100000` is the night run's: parts as large as production makes them, and killed at each point. */
const PAYOUTS = Number(process.env.PAYOUTS ?? 160)
const isNight = PAYOUTS > 1_000

const opened: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of opened.splice(0).reverse()) await close()
})

/** An account that nobody has, the n-th of many. */
function person(n: number): string {
  const bytes = Buffer.alloc(32, 7)
  bytes.writeUInt32BE(n)
  return encodeAddress(bytes, 42)
}

/** More than an account needs to live, and each another amount. */
const payoutsOf = (count: number): Payment[] =>
  Array.from({ length: count }, (_, n) => ({ account: person(n), amount: rao(1_000_000n + BigInt(n)) }))

async function openWorld(endowment = tao(1_000)) {
  const database = await startPostgres()
  opened.push(() => database.stop())
  const node = await startSubtensor({
    seal: 50,
    finalityLag: 2,
    endow: { [treasury.address]: tao(10), [pot]: endowment },
  })
  opened.push(() => node.stop())
  const ledger = await openPayrollLedger(database.url)
  opened.push(() => ledger.close())
  const chain = await connectChain({ endpoints: [node.url], logger: quiet, requestTimeout: 60_000 })
  opened.push(() => chain.close())
  const start = async () => {
    const side = await startSide({ chain, ledger, era: PAYROLL_ERA, allowUsedTreasury: true })
    opened.push(() => side.stop())
    return side
  }
  return { node, ledger, chain, url: database.url, start }
}

const paying = async ({ queries }: Ledger) => (await readState(queries, payroll, payrollStream)).state.sheet

async function killAt(world: Awaited<ReturnType<typeof openWorld>>, checkpoint: string, nth: number) {
  const killed = spawn(process.execPath, [child, world.node.url, checkpoint, String(nth), world.url], {
    stdio: 'inherit',
  })
  expect(await once(killed, 'exit')).toEqual([null, 'SIGKILL'])
}

async function expectPaidOnce(world: Awaited<ReturnType<typeof openWorld>>, payouts: readonly Payment[]) {
  for (let from = 0; from < payouts.length; from += 500) {
    const some = payouts.slice(from, from + 500)
    const balances = await Promise.all(some.map(({ account }) => balanceOf(world.chain, account)))
    expect(balances).toEqual(some.map(({ amount }) => amount))
  }
  const { queries } = world.ledger
  expect(await verifyLedger(queries)).toMatchObject({ ok: true })
  expect(await verifySheets(queries)).toEqual({ ok: true, sheets: 1, rows: payouts.length })
  const rows = await queries.select({ size: sql<number>`max(length(${snapshots.state}))` }).from(snapshots)
  expect(Number(rows[0]?.size ?? 0)).toBeLessThan(65_536)
}

test(`${PAYOUTS} payouts of one stream, killed in the middle, are each paid once`, async () => {
  const world = await openWorld()
  const payouts = payoutsOf(PAYOUTS)
  const size = isNight ? await partSize({ chain: world.chain, treasury, calls }, payrollPot) : 40
  const { parts, total } = await owePayroll(world.ledger, payouts, size, when)
  expect(parts.length).toBeGreaterThan(2)
  // At night the sheet is a fifth, two fifths and so on paid when the next process is killed.
  const kills: readonly [string, number][] = isNight
    ? [
        ['signed', 20],
        ['in-block', 20],
        ['final', 20],
        ['broadcast', 20],
      ]
    : [['in-block', 1]]
  for (const [checkpoint, nth] of kills) await killAt(world, checkpoint, nth)
  await world.start()
  await until('all parts are paid', async () => isPaid((await paying(world.ledger)) ?? never()), 3_000_000)
  await expectPaidOnce(world, payouts)
  expect(await balanceOf(world.chain, pot)).toBe(tao(1_000) - total)
  const items = await world.ledger.queries.select().from(attemptItems).where(eq(attemptItems.paid, true))
  expect(items).toHaveLength(parts.length)
}, 3_600_000)

test('rows that the chain refuses are named, carried into one repair and paid when they can be', async () => {
  const world = await openWorld()
  const tooLittle = { account: person(7), amount: rao(100n) }
  const payouts = [...payoutsOf(6), tooLittle]
  const { parts, total } = await owePayroll(world.ledger, payouts, 4, when)
  const broken = parts.findIndex(({ lines }) => lines.some(({ account }) => account === tooLittle.account))
  await world.start()
  await until(
    'the others are paid',
    async () => (await paying(world.ledger))?.open.every(({ round }) => round === 1) ?? false,
  )
  expect(await paying(world.ledger)).toMatchObject({
    open: [{ part: broken, round: 1, rows: 1, total: 100n, refusals: 1 }],
    carried: 0n,
  })
  const { queries } = world.ledger
  expect(
    await queries.select({ lines: sheetParts.lines }).from(sheetParts).where(eq(sheetParts.round, 1)),
  ).toEqual([{ lines: `${tooLittle.account} 100 Token.BelowMinimum` }])
  const rows = await readStreams(queries, [{ stream: payrollStream, after: 0 }])
  const events = rows.map(({ data }) => decode<SheetEvent>(data))
  const day = new Date(events.at(-1)?.at ?? 0).toISOString().slice(0, 10)
  expect((await readSpendings(queries, day)).get('treasury:0')).toBe(total - 100n)
  expect(await verifySheets(queries)).toMatchObject({ ok: true })

  // Who has an account can be paid any amount: then the repair goes through.
  const gift = world.chain.api().tx.balances.transferKeepAlive(tooLittle.account, 1_000_000n)
  await send(world.chain, pair('Ferdie'), gift)
  await until('the repair is paid', async () => isPaid((await paying(world.ledger)) ?? never()), 60_000)
  expect(await balanceOf(world.chain, tooLittle.account)).toBe(1_000_100n)
  expect((await paying(world.ledger))?.carried).toBe(0n)
  await queries
    .update(sheetParts)
    .set({ lines: `${tooLittle.account} 101` })
    .where(eq(sheetParts.round, 1))
  expect(await verifySheets(queries)).toMatchObject({
    ok: false,
    reason: expect.stringMatching(/has other rows$/),
  })
}, 120_000)

test('rows that were changed in the tables are not paid', async () => {
  const world = await openWorld()
  const payouts = payoutsOf(4)
  await owePayroll(world.ledger, payouts, 2, when)
  const { queries } = world.ledger
  const thief = person(99)
  const first = eq(sheetParts.part, 0)
  const [{ lines = '' } = {}] = await queries
    .select({ lines: sheetParts.lines })
    .from(sheetParts)
    .where(first)
  await queries
    .update(sheetParts)
    .set({ lines: lines.replace(/^\w+/, thief) })
    .where(first)
  await world.start()
  await until('the other part is paid', async () => (await paying(world.ledger))?.open.length === 1)
  const { number } = await world.chain.finalized()
  await until('more blocks', async () => (await world.chain.finalized()).number > number + 10)
  expect(await balanceOf(world.chain, thief)).toBe(0n)
  expect(await verifySheets(queries)).toMatchObject({ ok: false })
}, 120_000)

function never(): never {
  throw new Error('there is no sheet')
}
