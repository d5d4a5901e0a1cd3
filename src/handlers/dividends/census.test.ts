import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { FIRST, type HoldersPage, type ReadPlace, StateGone } from '../../chain/holders/read-holders.ts'
import { dropCensus, readCensus } from '../../ledger/census.ts'
import type { Ledger } from '../../ledger/ledger.ts'
import { openLedger } from '../../ledger/open.ts'
import { sha256 } from '../../ledger/sheets.ts'
import { sheetsOf } from '../../mechanisms/dividends/day-sheets.ts'
import type { Position } from '../../mechanisms/dividends/holders.ts'
import { alpha, rao } from '../../mechanisms/money.ts'
import { anewIfVain, openCensus, positionsOf, readOn } from './census.ts'

const stream = 'dividends:7:1'
const newest = { number: 900, hash: '0xblock' }
const asked = { stream, day: 3, newest, specVersion: 475 }

let ledger: Ledger
beforeAll(async () => {
  ledger = await openLedger()
})
afterAll(() => ledger.close())

const holder = fc.record({ coldkey: fc.integer({ min: 0, max: 9 }), amount: fc.bigInt(1n, 10n ** 12n) })
const pages = fc.array(fc.array(holder, { maxLength: 4 }), { maxLength: 6 })

const named = (
  page: readonly { readonly coldkey: number; readonly amount: bigint }[],
  at: number,
): Position[] =>
  page.map(({ coldkey, amount }) => ({ coldkey: `5c${coldkey}`, hotkey: `5h${at}`, amount: alpha(amount) }))

/** A chain of these pages, of which a reading that began after one is told the later ones. */
function chainOf(all: readonly Position[][]) {
  const told: number[] = []
  const placeAfter = (n: number): ReadPlace => ({ pool: null, within: { item: 'AlphaV2', after: String(n) } })
  return {
    told,
    read: async function* (from: ReadPlace): AsyncGenerator<HoldersPage> {
      for (let n = from === FIRST ? 0 : Number(from.within?.after) + 1; n < all.length; n += 1) {
        told.push(n)
        yield { positions: all[n] ?? [], place: placeAfter(n) }
      }
    },
  }
}

class Killed extends Error {}

/** Reads to the end, killed after so many pages each time that it is begun; what it had in memory is gone. */
async function readKilled(all: readonly Position[][], kills: readonly number[], rows: number) {
  const { told, read } = chainOf(all)
  for (const kill of [...kills, Number.POSITIVE_INFINITY]) {
    let left = kill
    const dying = async function* (from: ReadPlace) {
      for await (const page of read(from)) {
        if (left === 0) throw new Killed()
        left -= 1
        yield page
      }
    }
    const census = await openCensus(ledger, asked)
    await readOn(census, { ledger, read: dying, rows }).catch((error: unknown) => {
      if (!(error instanceof Killed)) throw error
    })
  }
  const positions = await positionsOf(ledger, stream)
  await ledger.write(({ queries }) => dropCensus(queries, stream))
  return { told, positions }
}

function digestOf(positions: readonly Position[]): string {
  const day = {
    available: alpha(10n ** 12n),
    heldBack: [],
    positions,
    excluded: new Set<string>(),
    investors: [],
    discoverer: null,
    owed: [],
    heirs: new Map<string, string>(),
    terms: { chainMinimum: alpha(1n), fee: rao(1n), price: rao(1n) },
    settings: { investorsBasisPoints: 0, reserve: alpha(0n), minimum: alpha(1n), feeBasisPoints: 10_000 },
  }
  return sheetsOf(day, { previous: '', block: newest.number, size: 3 }, sha256).carry.digest
}

test('however often it is killed, the sheet is the same, and no page that is kept is read again', async () => {
  const kills = fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 5 })
  await fc.assert(
    fc.asyncProperty(pages, kills, fc.integer({ min: 1, max: 5 }), async (found, killed, rows) => {
      const all = found.map(named)
      const whole = await readKilled(all, [], rows)
      const cut = await readKilled(all, killed, rows)
      expect(cut.positions).toEqual(all.flat())
      expect(digestOf(cut.positions)).toBe(digestOf(whole.positions))
    }),
    { numRuns: 30 },
  )
  const { told } = await readKilled(
    [1, 2, 3, 4].map((n) => named([{ coldkey: n, amount: 1n }], n)),
    [2, 1],
    1,
  )
  // The page at which it was killed was asked for, and not kept.
  expect(told).toEqual([0, 1, 2, 2, 3, 3])
})

test('a census of another day or runtime gives way, and one whose state is gone begins at a newer block', async () => {
  const read = chainOf([named([{ coldkey: 1, amount: 5n }], 0)]).read
  await readOn(await openCensus(ledger, asked), { ledger, read, rows: 1 })
  const later = { ...asked, newest: { number: 990, hash: '0xlater' } }
  expect(await openCensus(ledger, later)).toMatchObject({ pages: 1, block: newest })
  await expect(anewIfVain(ledger, stream, Promise.reject(new Error('connection lost')))).rejects.toThrow(
    'lost',
  )
  expect(await readCensus(ledger.queries, stream)).toMatchObject({ block: newest })
  await expect(anewIfVain(ledger, stream, Promise.reject(new StateGone('0xblock', {})))).rejects.toThrow(
    StateGone,
  )
  expect(await readCensus(ledger.queries, stream)).toBeNull()
  expect(await openCensus(ledger, later)).toMatchObject({ pages: 0, block: later.newest })
  expect(await openCensus(ledger, { ...later, day: 4, newest })).toMatchObject({ pages: 0, block: newest })
  expect(await openCensus(ledger, { ...asked, day: 4, specVersion: 476 })).toMatchObject({ pages: 0 })
  expect(await positionsOf(ledger, stream)).toEqual([])
})

test('of two that read at once one keeps each page', async () => {
  const { read } = chainOf([named([{ coldkey: 1, amount: 5n }], 0)])
  const census = await openCensus(ledger, { ...asked, day: 5 })
  await readOn(census, { ledger, read })
  await expect(readOn(census, { ledger, read })).rejects.toThrow('by another process')
  expect(await positionsOf(ledger, stream)).toHaveLength(1)
})
