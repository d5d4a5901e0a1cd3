import { createHash } from 'node:crypto'
import { and, asc, eq, gte, lt } from 'drizzle-orm'
import { rao } from '../mechanisms/money.ts'
import type { Hash, Row } from '../mechanisms/sheet/row.ts'
import { makePart, type Part, type PartSummary, type Sheet } from '../mechanisms/sheet/sheet.ts'
import type { Queries } from './database.ts'
import { sheetParts, sheets } from './schema.ts'

/**
 * The hash of sheets. SHA-256, as the ledger's events have it: Node and every browser and language have it built in, so that
 * anyone can compute a sheet again. The chain's blake2 is not needed: it only carries the digest.
 */
export const sha256: Hash = (text) => createHash('sha256').update(text).digest('hex')

/** Writes a sheet in the transaction of the event that names it. Throws where it is there already. */
export async function keepSheet(queries: Queries, stream: string, sheet: Sheet): Promise<void> {
  const { digest, previous, block, rows, total, parts } = sheet
  const row = { digest, stream, previous, block, rows, total, parts: parts.length }
  await queries.insert(sheets).values(row)
  for (const part of parts) await keepPart(queries, digest, part)
}

/** Writes one part: of a new sheet, or what one that has settled left. */
export async function keepPart(queries: Queries, sheet: string, { lines, ...part }: Part): Promise<void> {
  const row = { sheet, ...part, lines: lines.map(textOf).join('\n') }
  await queries.insert(sheetParts).values(row)
}

export type { Part as SheetPart }

type PartKey = Pick<PartSummary, 'part' | 'round'> & { readonly sheet: string }

/** A part as its rows make it, its hash reckoned anew; null where there is none. */
export async function readPart(queries: Queries, { sheet, part, round }: PartKey): Promise<Part | null> {
  const [row] = await queries
    .select({ lines: sheetParts.lines })
    .from(sheetParts)
    .where(and(eq(sheetParts.sheet, sheet), eq(sheetParts.part, part), eq(sheetParts.round, round)))
  return row ? makePart(part, round, row.lines.split('\n').map(rowOf), sha256) : null
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

const textOf = ({ account, amount, reason }: Row): string =>
  reason === '' ? `${account} ${amount}` : `${account} ${amount} ${reason}`

function rowOf(line: string): Row {
  const [account = '', amount = '', ...reason] = line.split(' ')
  return { account, amount: rao(BigInt(amount)), reason: reason.join(' ') }
}
