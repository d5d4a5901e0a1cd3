import { hash } from 'node:crypto'
import { and, asc, desc, eq, gte, isNotNull, lt, lte, sql } from 'drizzle-orm'
import { type Rao, rao } from '../mechanisms/money.ts'
import type { Amount, Hash, Row } from '../mechanisms/sheet/row.ts'
import { makePart, type Part, type PartSummary, type Sheet } from '../mechanisms/sheet/sheet.ts'
import type { Queries } from './database.ts'
import { sheetParts, sheets } from './schema.ts'

/**
 * The hash of sheets. SHA-256, as the ledger's events have it: Node and every browser and language have it built in, so that
 * anyone can compute a sheet again. The chain's blake2 is not needed: it only carries the digest.
 */
export const sha256: Hash = (text) => hash('sha256', text)

/** Writes a sheet in the transaction of the event that names it, with what it was made from. Throws where it is there already. */
export async function keepSheet(
  queries: Queries,
  stream: string,
  sheet: Sheet<Amount>,
  record: string | null = null,
): Promise<void> {
  const { digest, previous, block, rows, total, parts } = sheet
  const row = { digest, stream, previous, block, rows, total, parts: parts.length, record }
  await queries.insert(sheets).values(row)
  for (const part of parts) await keepPart(queries, digest, part)
}

/** What is kept of a sheet beside its rows. */
export interface KeptSheet {
  readonly digest: string
  readonly stream: string
  readonly previous: string
  readonly block: number
  readonly rows: number
  readonly total: bigint
  readonly parts: number
  /** What it was made from; null where nothing says. */
  readonly record: string | null
}

/** Null where there is none. */
export async function readSheet(queries: Queries, digest: string): Promise<KeptSheet | null> {
  const [found] = await queries.select().from(sheets).where(eq(sheets.digest, digest))
  return found ?? null
}

/** The last day of a stream up to a block, or the one of a number, as its payouts and its carry; null where none was reckoned. */
export async function readLastDay(
  queries: Queries,
  stream: string,
  until?: number,
  day?: number,
): Promise<{ readonly payouts: KeptSheet; readonly carry: KeptSheet } | null> {
  const [payouts] = await queries
    .select()
    .from(sheets)
    .where(
      and(
        eq(sheets.stream, stream),
        isNotNull(sheets.record),
        until === undefined ? undefined : lte(sheets.block, until),
        day === undefined ? undefined : sql`(${sheets.record}::json ->> 'day')::integer = ${day}`,
      ),
    )
    .orderBy(desc(sheets.block))
    .limit(1)
  if (!payouts) return null
  const [carry] = await queries.select().from(sheets).where(eq(sheets.previous, payouts.digest))
  if (!carry) throw new Error(`The sheet ${payouts.digest} has no carry.`)
  return { payouts, carry }
}

/** Writes one part: of a new sheet, or what one that has settled left. */
export async function keepPart(
  queries: Queries,
  sheet: string,
  { lines, ...part }: Part<Amount>,
): Promise<void> {
  const row = { sheet, ...part, lines: lines.map(textOf).join('\n') }
  await queries.insert(sheetParts).values(row)
}

export type { Part as SheetPart }

type PartKey = Pick<PartSummary, 'part' | 'round'> & { readonly sheet: string }

/** A part as its rows make it, its hash reckoned anew; null where there is none. Whoever asks knows what the sheet is counted in. */
export async function readPart<A extends Amount = Rao>(
  queries: Queries,
  { sheet, part, round }: PartKey,
): Promise<Part<A> | null> {
  const [row] = await queries
    .select({ lines: sheetParts.lines })
    .from(sheetParts)
    .where(and(eq(sheetParts.sheet, sheet), eq(sheetParts.part, part), eq(sheetParts.round, round)))
  return row ? makePart(part, round, row.lines.split('\n').map(rowOf<A>), sha256) : null
}

/** The pieces of a sheet from number `from` up to and without `to`, without their rows. */
export async function readSummaries(
  queries: Queries,
  sheet: string,
  { from, to }: { readonly from: number; readonly to: number },
): Promise<PartSummary[]> {
  const { part, round, hash, rows, total, largest } = sheetParts
  const found = await queries
    .select({ part, round, hash, rows, total, largest })
    .from(sheetParts)
    .where(and(eq(sheetParts.sheet, sheet), eq(round, 0), gte(part, from), lt(part, to)))
    .orderBy(asc(part))
  return found.map((one) => ({ ...one, total: rao(one.total), largest: rao(one.largest) }))
}

const textOf = ({ account, amount, reason, hotkey }: Row<Amount>): string => {
  const at = hotkey === undefined ? account : `${account}@${hotkey}`
  return reason === '' ? `${at} ${amount}` : `${at} ${amount} ${reason}`
}

export function rowOf<A extends Amount>(line: string): Row<A> {
  const [at = '', amount = '', ...words] = line.split(' ')
  const [account = '', hotkey] = at.split('@')
  const row = { account, amount: BigInt(amount) as A, reason: words.join(' ') }
  return hotkey === undefined ? row : { ...row, hotkey }
}
