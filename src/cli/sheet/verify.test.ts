import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { coldkeys } from '../../../test/support/commands.ts'
import { excludedFrom } from '../../handlers/dividends/excluded.ts'
import { type DayRecord, dayOf, headOf, recordText } from '../../handlers/dividends/record.ts'
import { GENESIS, hashOf } from '../../ledger/events.ts'
import { encode } from '../../ledger/json.ts'
import { sha256 } from '../../ledger/sheets.ts'
import { sheetsOf } from '../../mechanisms/dividends/day-sheets.ts'
import type { Named } from '../../mechanisms/kernel/family.ts'
import { alpha } from '../../mechanisms/money.ts'
import { type SeenBlock, verifySheet } from './verify.ts'

// An App that publishes a day's record with its sheet and its ledger, and what a node says of the same block.

const { ada, eva, treasury, hotkey } = coldkeys
const pots = { ordinal: 0, float: hotkey, escrow: hotkey, treasury, payroll: null, hotkey }
const positions = [
  { coldkey: treasury, hotkey, amount: alpha(5_000_000n) },
  { coldkey: eva, hotkey, amount: alpha(3_000_000n) },
]
const right: DayRecord = {
  subnet: 'subnet:7:3',
  day: 1,
  netuid: 2,
  block: 900,
  block_hash: '0x09',
  previous: GENESIS,
  available: '5000000',
  held_back: [],
  excluded: excludedFrom(pots, positions),
  investors: [{ coldkey: ada, rao: '10' }],
  discoverer: null,
  heirs: [],
  terms: { chain_minimum: '0', fee_rao: '0', price_rao: '1000000000' },
  settings: { investors_basis_points: 2_000, reserve: '0', minimum: '0', fee_basis_points: 100 },
}

let seen: SeenBlock
let served: { record?: DayRecord; events?: object[] }
beforeEach(() => {
  seen = { hash: '0x09', positions, own: { available: '5000000', held_back: [] } }
  served = {}
})
afterEach(() => vi.unstubAllGlobals())

/** Verifies the sheet that an App has published which made it from this record. */
async function verify(record: DayRecord): Promise<string[]> {
  const day = dayOf(record, positions, [])
  const { payouts, carry } = sheetsOf(day, headOf(record), sha256)
  const events = ledgerOf([
    ['subnet:7:3', { type: 'DepositAccepted', pot: 'till', pots }],
    ['dividends:7:3', { type: 'DayOpened', day: 1, netuid: 2, registeredIn: 1 }],
    [
      'dividends:7:3',
      {
        type: 'DayReckoned',
        day: 1,
        block: 900,
        payouts: payouts.digest,
        carry: carry.digest,
        record: sha256(recordText(record)),
      },
    ],
  ])
  vi.stubGlobal('fetch', async (url: string) =>
    Response.json(
      url.includes('/api/ledger')
        ? { events: served.events ?? events, next_after: null }
        : { record: served.record ?? record },
    ),
  )
  const read = async () => seen
  return verifySheet({ digest: payouts.digest, explorer: 'http://explorer', holders: null, read })
}

function ledgerOf(
  told: readonly (readonly [stream: string, event: Named & Readonly<Record<string, unknown>>])[],
) {
  let previous = GENESIS
  return told.map(([stream, event], index) => {
    const row = {
      previous,
      position: index + 1,
      stream,
      sequence: index,
      type: event.type,
      data: encode(event),
    }
    previous = hashOf(row as never)
    return { ...row, hash: previous }
  })
}

test('a sheet that is right says what was checked and what was believed', async () => {
  const [first, , ledger, node, believed] = await verify(right)
  expect(first).toMatch(/is right: it is what block 900 and the record make of day 1/)
  expect(ledger).toMatch(
    /^Checked by the explorer’s ledger, whose hashes hold up to [0-9a-f]{64}: the record/,
  )
  expect(node).toMatch(/^Checked by the node/)
  expect(believed).toMatch(/^Believed, as the record says: 1 investors/)
})

test('a record that is not the one in the ledger is refused, even if it makes the same sheet', async () => {
  served = { record: { ...right, day: 2 } }
  await expect(verify(right)).rejects.toThrow('another record than the ledger names')
})

test('a ledger that does not hold, or knows no such sheet, is refused', async () => {
  served = { events: [] }
  await expect(verify(right)).rejects.toThrow('names no day with this sheet')
  served = {
    events: ledgerOf([['subnet:7:3', { type: 'DepositAccepted' }]]).map((row) => ({ ...row, data: '{}' })),
  }
  await expect(verify(right)).rejects.toThrow('does not hold at position 1')
})

test.each([
  ['has less available than there was', { available: '4000000' }, 'had 0.005 alpha, not 0.004 alpha'],
  ['holds back what the chain does not', { held_back: [{ reason: 'locked', alpha_rao: '1' }] }, 'holds back'],
  ['excludes a holder', { excluded: [...right.excluded, eva].sort() }, 'excludes others'],
  ['is of another subnet', { netuid: 3 }, 'another day, block or subnet'],
])(
  'an App whose record %s is found out, though its ledger names that record',
  async (_which, lie, message) => {
    await expect(verify({ ...right, ...lie })).rejects.toThrow(message)
  },
)

test('a node with another block says nothing of the sheet', async () => {
  seen = { ...seen, hash: '0x08' }
  await expect(verify(right)).rejects.toThrow('has another block 900')
})
