import { asc, eq, inArray } from 'drizzle-orm'
import type { DayReckoned } from '../mechanisms/dividends/slice.ts'
import type { PartPaid, PartsOpened, SheetMade } from '../mechanisms/sheet/paying.ts'
import type { Amount } from '../mechanisms/sheet/row.ts'
import { digestOf, type PartSummary, summaryOf } from '../mechanisms/sheet/sheet.ts'
import type { Queries } from './database.ts'
import { decode } from './json.ts'
import { events, sheetParts, sheets } from './schema.ts'
import { readPart, readSheet, sha256 } from './sheets.ts'

export type SheetVerification =
  | { readonly ok: true; readonly sheets: number; readonly rows: number }
  | { readonly ok: false; readonly position: number; readonly reason: string }

type Naming = SheetMade | PartsOpened | PartPaid | DayReckoned

/** What events name, so far. */
interface Named {
  sheets: number
  parts: number
  rows: number
}

/**
 * Holds the tables against the digests that events name. Each sheet and each repair of a part must be there whole and hash to what was
 * decided, and nothing else may be there. Run it after `verifyLedger`, which holds the events themselves.
 */
export async function verifySheets(queries: Queries): Promise<SheetVerification> {
  const { position, type, stream, data } = events
  const naming = await queries
    .select({ position, stream, data })
    .from(events)
    .where(inArray(type, ['SheetMade', 'PartsOpened', 'PartPaid', 'DayReckoned']))
    .orderBy(asc(position))
  const named: Named = { sheets: 0, parts: 0, rows: 0 }
  for (const row of naming) {
    const reason = await whatIsWrong(queries, row.stream, decode<Naming>(row.data), named)
    if (reason) return { ok: false, position: row.position, reason }
  }
  const extra = await whatNobodyNamed(queries, named)
  return extra ?? { ok: true, sheets: named.sheets, rows: named.rows }
}

async function whatIsWrong(
  queries: Queries,
  stream: string,
  event: Naming,
  named: Named,
): Promise<string | null> {
  switch (event.type) {
    case 'SheetMade':
      named.sheets += 1
      named.parts += event.parts
      named.rows += event.rows
      return wrongInSheet(queries, stream, event)
    case 'PartsOpened':
      return firstOf(event.parts, (part) => wrongInPart(queries, event.sheet, part))
    case 'PartPaid':
      if (!event.repair) return null
      named.parts += 1
      return wrongInPart(queries, event.sheet, event.repair)
    case 'DayReckoned':
      return wrongInRecord(queries, event)
  }
}

async function firstOf<Thing>(
  things: readonly Thing[],
  look: (thing: Thing) => Promise<string | null>,
): Promise<string | null> {
  for (const thing of things) {
    const reason = await look(thing)
    if (reason) return reason
  }
  return null
}

async function wrongInSheet(queries: Queries, stream: string, event: SheetMade): Promise<string | null> {
  const { sheet, previous, block, rows, total, parts } = event
  const [kept] = await queries.select().from(sheets).where(eq(sheets.digest, sheet))
  if (!kept) return `sheet ${sheet} is missing`
  const said = { digest: sheet, stream, previous, block, rows, total, parts }
  const differs = Object.entries(said).find(([name, value]) => kept[name as keyof typeof kept] !== value)
  if (differs) return `sheet ${sheet} has another ${differs[0]} than was decided`
  const hashes: string[] = []
  let sum = 0n
  let count = 0
  // One part after the other, so that any length fits in memory.
  for (let number = 0; number < parts; number++) {
    const part = await readPart(queries, { sheet, part: number, round: 0 })
    if (!part) return `part ${number} of sheet ${sheet} is missing`
    hashes.push(part.hash)
    sum += part.total
    count += part.rows
  }
  if (digestOf({ previous, block }, hashes, sha256) !== sheet) return `sheet ${sheet} has other rows`
  return sum === total && count === rows ? null : `the totals of sheet ${sheet} are not those of its rows`
}

async function wrongInRecord(queries: Queries, { payouts, record }: DayReckoned): Promise<string | null> {
  const kept = await readSheet(queries, payouts)
  if (kept?.record == null) return `what the sheet ${payouts} was made from is missing`
  return sha256(kept.record) === record ? null : `the sheet ${payouts} was made from something else`
}

async function wrongInPart(
  queries: Queries,
  sheet: string,
  summary: PartSummary<Amount>,
): Promise<string | null> {
  const name = `part ${summary.part} of sheet ${sheet} in round ${summary.round}`
  const part = await readPart(queries, { sheet, ...summary })
  if (!part) return `${name} is missing`
  const has = { ...summaryOf(part) }
  const differs = Object.entries(summary).some(([field, value]) => has[field as keyof PartSummary] !== value)
  return differs ? `${name} has other rows` : null
}

/** Rows that no event names would be paid by nobody, but be served as if they had been decided. */
async function whatNobodyNamed(queries: Queries, named: Named): Promise<SheetVerification | null> {
  const found = { sheets: await queries.$count(sheets), parts: await queries.$count(sheetParts) }
  if (found.sheets === named.sheets && found.parts === named.parts) return null
  const reason = `there are ${found.sheets} sheets with ${found.parts} parts, and events name ${named.sheets} with ${named.parts}`
  return { ok: false, position: 0, reason }
}
