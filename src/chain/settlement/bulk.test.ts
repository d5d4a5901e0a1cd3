import fc from 'fast-check'
import { afterEach, expect, test } from 'vitest'
import { CALM } from '../../../test/support/calm.ts'
import {
  type ChainWorld,
  owe,
  pair,
  payee,
  quiet,
  startChainWorld,
  until,
  wideCaps,
} from '../../../test/support/chain-world.ts'
import { tao } from '../../../test/support/commands.ts'
import { offlineChain } from '../../../test/support/offline-chain.ts'
import { calls } from '../../handlers/calls.ts'
import { readDue } from '../../ledger/attempts.ts'
import { readHolds } from '../../ledger/holds.ts'
import { attemptItems, attempts, intents } from '../../ledger/schema.ts'
import { keepSheet, sha256 } from '../../ledger/sheets.ts'
import { rao } from '../../mechanisms/money.ts'
import type { Pot } from '../../mechanisms/pots.ts'
import { payRows } from '../../mechanisms/sheet/paying.ts'
import { makeSheet, type Sheet } from '../../mechanisms/sheet/sheet.ts'
import { callOf } from '../extrinsic.ts'
import { type Bulk, fewerOf, fitBulk, MOST_ROWS, partSize } from './bulk.ts'
import { limitsOf } from './limits.ts'
import { nothingKnown } from './memory.ts'
import { pick } from './pick.ts'
import { plan } from './plan.ts'
import { reserve } from './reserve.ts'

const pot: Pot = { kind: 'treasury', ordinal: 0 }

let world: ChainWorld | undefined
afterEach(async () => {
  await world?.stop()
  world = undefined
})

/** A sheet of one part in the ledger, and the intent that pays it. */
async function oweSheet({ ledger }: ChainWorld, rows: number, from = pot): Promise<Sheet> {
  const payments = Array.from({ length: rows }, (_, n) => ({
    account: payee(n),
    amount: rao(tao(0.001) + BigInt(n)),
  }))
  const sheet = makeSheet({ payments, size: rows, previous: '', block: 1 }, sha256)
  await keepSheet(ledger.queries, 'test', sheet)
  const [part] = sheet.parts
  if (part) await owe(ledger, [{ key: 'part', call: payRows(sheet.digest, part), pot: from, coldkey: '' }])
  return sheet
}

async function fitting(at: ChainWorld): Promise<Bulk> {
  const [due] = await readDue(at.ledger.queries, 1)
  const bulk = due && (await fitBulk({ ...at, calls }, at.ledger.queries, { ...due, grant: null }))
  if (!bulk || typeof bulk === 'string') throw new Error(bulk ?? 'nothing is due')
  return bulk
}

test('half of what a node found too heavy is tried next', async () => {
  world = await startChainWorld()
  const { queries } = world.ledger
  await oweSheet(world, 9)
  expect((await fitting(world)).due.rows).toHaveLength(9)
  const lost = { account: 'app', bytes: '0x', status: 'lost' as const }
  for (const [hash, rows, nonce, detail] of [
    ['0xa', 9, 1, '1010: Invalid Transaction: Transaction would exhaust the block limits'],
    ['0xb', 4, 2, '1010: Invalid Transaction: ExhaustsResources'],
  ] as const) {
    await queries.insert(attempts).values({ ...lost, hash, nonce, birthBlock: nonce, deathBlock: 9, detail })
    await queries
      .insert(attemptItems)
      .values({ attempt: hash, place: 0, intentKey: 'part', open: false, rows })
    expect((await fitting(world)).due.rows).toHaveLength(Math.floor(rows / 2))
  }
})

test('its call is made before the lock, and again by a runtime that has changed since', async () => {
  world = await startChainWorld()
  const { chain, ledger, treasury } = world
  await oweSheet(world, 3)
  const cursor = { block: 1, blockHash: '0x01', at: 1 }
  const planning = { chain, treasury, calls, caps: wideCaps, logger: quiet }
  const planned = await plan(planning, ledger.queries, cursor, nothingKnown())
  if (!planned?.bulk) throw new Error('no bulk payment is planned')
  const build = () => {
    throw new Error('made under the lock')
  }
  const reserving = {
    ...planning,
    calls: { ...calls, 'pay-rows': { ...calls['pay-rows'], build } },
    pair: pair('Alice'),
    era: 64,
  }
  const upgraded = await offlineChain()
  const bulk = { ...planned.bulk, items: [callOf(upgraded.api(), 'system', 'remark', '0x00')] }
  const old = await ledger.write((writing) => reserve(reserving, writing, cursor, { ...planned, bulk }))
  expect(old.signed).toBeNull()
  const { signed } = await ledger.write((writing) => reserve(reserving, writing, cursor, planned))
  expect(signed?.bytes).toContain(planned.bulk.items[0]?.method.toHex().slice(2))
})

test('a part of a new sheet has a thousand rows, or nearly as many as one extrinsic holds', async () => {
  world = await startChainWorld({ requestTimeout: 60_000 })
  expect(await partSize({ ...world, calls }, pot)).toBe(MOST_ROWS)
  const size = await partSize({ ...world, calls }, pot, Number.POSITIVE_INFINITY)
  await oweSheet(world, 100)
  const { weight } = await fitting(world)
  // What surrounds the rows is reckoned to each of a hundred, so that more than so many fit, but not two in a hundred more.
  const { refTime, items } = limitsOf(world.chain.api())
  const room = Number((100n * refTime) / weight.refTime)
  expect(size).toBeLessThanOrEqual(Math.min(items, Math.ceil(room * 1.02)))
  expect(size).toBeGreaterThan(room * 0.98)
}, 120_000)

test('a sheet is not paid from the float, where the chain would refuse it, and says so', async () => {
  world = await startChainWorld()
  await oweSheet(world, 2, { kind: 'float' })
  await owe(world.ledger, [
    { key: 'z', call: { kind: 'transfer', to: { coldkey: payee(50) }, amount: rao(tao(1)) } },
  ])
  await world.start()
  const { queries } = world.ledger
  await until('the other is paid', async () =>
    (await queries.select().from(attemptItems)).some(({ paid }) => paid),
  )
  expect((await readHolds(queries)).get('part')).toMatch(/paid from the pot of a subnet, not from the float/)
  expect(await queries.select().from(intents)).toHaveLength(2)
})

test('its largest row is held against the cap for one payment, its total against that of the day', () => {
  fc.assert(
    fc.property(fc.bigInt(1n, 30n), fc.bigInt(1n, 30n), fc.bigInt(0n, 30n), (largest, others, spent) => {
      const total = rao(largest + others)
      const part = { part: 0, round: 0, hash: '', rows: 2, total, largest: rao(largest) }
      const purpose = { kind: 'test', about: [] }
      const intent = { key: 'part', purpose, pot, call: payRows('', part), failures: 0, notBefore: 0 }
      const { go } = pick(
        calls,
        [{ intent, coldkey: '' }],
        { ...wideCaps, perIntent: rao(10n), perDay: rao(40n) },
        {
          ...CALM,
          spent: new Map([['treasury:0', spent]]),
        },
      )
      expect(go.length === 1).toBe(largest <= 10n && total + spent <= 40n)
    }),
  )
})

test('fewer rows are tried until they fit, and one always is', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 11_000 }),
      fc.bigInt(1n, 10n ** 12n),
      fc.integer({ min: 1, max: 200 }),
      (rows, weight, bytes) => {
        const limits = { refTime: 10n ** 12n, bytes: 100_000 }
        const takes = (count: number) => ({
          refTime: 10n ** 8n + weight * BigInt(count),
          bytes: 50 + bytes * count,
        })
        let count = rows
        let tries = 0
        for (let next = fewerOf(count, takes(count), limits); next !== count; tries += 1) {
          count = next
          next = fewerOf(count, takes(count), limits)
        }
        const { refTime, bytes: length } = takes(count)
        expect(count === 1 || (refTime <= limits.refTime && length <= limits.bytes)).toBe(true)
        expect(tries).toBeLessThan(9)
      },
    ),
  )
})
