import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { readCensus } from '../src/ledger/census.ts'
import { type LedgerOptions, openLedger } from '../src/ledger/open.ts'
import { verifySheets } from '../src/ledger/verify-sheets.ts'
import { startSubtensor } from '../src/local/subtensor/node.ts'
import { dividendsOf } from '../src/mechanisms/streams/names.ts'
import { holdersOf, reckonDue } from './support/census.ts'
import { stream } from './support/commands.ts'
import { dueDay } from './support/distribution.ts'
import { openPlace } from './support/place.ts'

// A day with several pages of holders whose App is killed at each page: it ends with the sheet of one that nobody kills.

const HOLDERS = Number(process.env.HOLDERS ?? 4_500)
/** A page has a thousand rows at least. What is left over is the last. */
const PAGES = Math.ceil(HOLDERS / 1_500)
const daily = dividendsOf(stream())
const child = join(import.meta.dirname, 'support/census-child.ts')

const opened: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of opened.splice(0).reverse()) await close()
})

/** How many pages are kept. */
async function keptPages(place: LedgerOptions): Promise<number> {
  const ledger = await openLedger(place)
  const census = await readCensus(ledger.queries, daily)
  await ledger.close()
  return census?.pages ?? 0
}

/** Reckons it with nobody killed. */
async function reckonWhole(node: string) {
  const ledger = await openLedger()
  await dueDay(ledger)
  await reckonDue(ledger, node)
  const { last } = (await ledger.readSubnet(stream())).dividends
  await ledger.close()
  return last
}

test.each(['PGlite', 'PostgreSQL'] as const)(
  `on %s a day of ${HOLDERS} holders whose App is killed at each page has the sheet of one that is not`,
  async (database) => {
    const { options: place, remove } = await openPlace(database)
    opened.push(remove)
    // No block comes by itself, so both days are of the same.
    const node = await startSubtensor({ seal: 'manual', finalityLag: 0, validators: holdersOf(HOLDERS) })
    opened.push(() => node.stop())
    const whole = await reckonWhole(node.url)
    const ledger = await openLedger(place)
    await dueDay(ledger)
    await ledger.close()
    for (let kept = 1; kept <= PAGES; kept += 1) {
      const killed = spawn(process.execPath, [child, node.url, place.url ?? place.directory ?? ''], {
        stdio: 'inherit',
      })
      expect(await once(killed, 'exit')).toEqual([null, 'SIGKILL'])
      expect(await keptPages(place)).toBe(kept)
    }
    const left = await openLedger(place)
    await reckonDue(left, node.url)
    expect((await left.readSubnet(stream())).dividends.last).toEqual(whole)
    expect(await readCensus(left.queries, daily)).toBeNull()
    expect(await verifySheets(left.queries)).toMatchObject({ ok: true, sheets: 2, rows: HOLDERS + 2 })
    await left.close()
  },
  600_000,
)
