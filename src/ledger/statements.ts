import { and, desc, eq, inArray, isNotNull, lt, sql } from 'drizzle-orm'
import { keyOf } from '../mechanisms/kernel/purpose.ts'
import { type Alpha, alpha } from '../mechanisms/money.ts'
import type { Row } from '../mechanisms/sheet/row.ts'
import type { Queries } from './database.ts'
import { sheetParts, sheets } from './schema.ts'
import { settledAmong } from './settled-among.ts'
import { rowOf } from './sheets.ts'

/** What one account has of one day. */
export interface StatementDay {
  readonly day: number
  readonly block: number
  /** Digest of the sheet that the row is in. */
  readonly sheet: string
  /** What the day gives it. */
  readonly due: Alpha
  /** What of that has arrived. */
  readonly paid: Alpha
  /** Why the rest has not: the rules' reason, or the chain's; null where it has, or was not tried. */
  readonly reason: string | null
  /** Whether the rules carried it: then it was not to be paid on that day. */
  readonly isCarried: boolean
}

interface Asked {
  /** Of the dividends. */
  readonly stream: string
  /** SS58. */
  readonly account: string
  /** Days before this one; the last where it is null. */
  readonly before: number | null
  readonly limit: number
}

/** The days of a subnet on which an account has a row, the latest first. It takes four queries, whatever the limit. */
export async function readStatement(queries: Queries, asked: Asked): Promise<StatementDay[]> {
  const made = await readDays(queries, asked)
  const rows = await rowsAmong(
    queries,
    made.map(({ digest }) => digest),
    asked.account,
  )
  const left = await leftAmong(queries, asked, made)
  return made.flatMap(({ day, block, digest, isCarry }) => {
    const row = rows.get(digest)
    if (!row) return []
    const rest = isCarry ? row : left.get(digest)
    const open = rest?.amount ?? 0n
    const reason = rest && rest.reason !== '' ? rest.reason : null
    const paid = alpha(row.amount - open)
    return [{ day, block, sheet: digest, due: row.amount, paid, reason, isCarried: isCarry }]
  })
}

interface MadeSheet {
  readonly day: number
  readonly block: number
  readonly digest: string
  readonly isCarry: boolean
}

async function readDays(queries: Queries, { stream, before, limit }: Asked): Promise<MadeSheet[]> {
  const { digest, block, record, previous } = sheets
  const day = sql<number>`(${record}::json ->> 'day')::integer`
  const payouts = await queries
    .select({ digest, block, day })
    .from(sheets)
    .where(and(eq(sheets.stream, stream), isNotNull(record), before === null ? undefined : lt(day, before)))
    .orderBy(desc(block))
    .limit(limit)
  if (payouts.length === 0) return []
  const carries = await queries
    .select({ digest, previous })
    .from(sheets)
    .where(
      inArray(
        previous,
        payouts.map((one) => one.digest),
      ),
    )
  const carryOf = new Map(carries.map((one) => [one.previous, one.digest]))
  return payouts.flatMap((one) => {
    const carry = carryOf.get(one.digest)
    const own = { ...one, day: Number(one.day), isCarry: false }
    return carry === undefined ? [own] : [own, { ...own, digest: carry, isCarry: true }]
  })
}

/** The account's row in each sheet. Rows go by account, so it is in the last part that begins at or before it. */
async function rowsAmong(
  queries: Queries,
  digests: readonly string[],
  account: string,
): Promise<ReadonlyMap<string, Row<Alpha>>> {
  if (digests.length === 0) return new Map()
  const { sheet, part, round, lines } = sheetParts
  const found = await queries
    .selectDistinctOn([sheet], { sheet, lines })
    .from(sheetParts)
    .where(
      and(
        inArray(sheet, [...digests]),
        eq(round, 0),
        sql`${lines} COLLATE "C" < ${`${account}~`} COLLATE "C"`,
      ),
    )
    .orderBy(sheet, desc(part))
  return new Map(found.flatMap((one) => withRow(one.sheet, one.lines, account)))
}

const withRow = (sheet: string, lines: string, account: string): [string, Row<Alpha>][] =>
  lines
    .split('\n')
    .map((line) => rowOf<Alpha>(line))
    .filter((row) => row.account === account)
    .map((row) => [sheet, row])

/** What of a row has not moved, by sheet: it is in the last round of its part, and no intent has settled that. */
async function leftAmong(
  queries: Queries,
  { stream, account }: Asked,
  made: readonly MadeSheet[],
): Promise<ReadonlyMap<string, Row<Alpha>>> {
  const days = new Map(made.filter(({ isCarry }) => !isCarry).map(({ digest, day }) => [digest, day]))
  if (days.size === 0) return new Map()
  const { sheet, part, round, lines } = sheetParts
  const found = await queries
    .selectDistinctOn([sheet], { sheet, part, round, lines })
    .from(sheetParts)
    .where(and(inArray(sheet, [...days.keys()]), sql`${lines} ~ ${`(?n)^${account}[@ ]`}`))
    .orderBy(sheet, desc(round))
  const keyed = found.map((one) => {
    const about = [days.get(one.sheet) ?? 0, one.part, one.round] as const
    return { ...one, key: keyOf(stream, { kind: 'day-part', about }) }
  })
  const isSettled = await settledAmong(
    queries,
    keyed.map(({ key }) => key),
  )
  const open = keyed.filter(({ key }) => !isSettled.has(key))
  return new Map(open.flatMap((one) => withRow(one.sheet, one.lines, account)))
}
