import { desc, eq } from 'drizzle-orm'
import { keyOf } from '../mechanisms/kernel/purpose.ts'
import type { Alpha } from '../mechanisms/money.ts'
import type { Row } from '../mechanisms/sheet/row.ts'
import type { Queries } from './database.ts'
import { sheetParts } from './schema.ts'
import { settledAmong } from './settled-among.ts'
import { readPart, readSheet } from './sheets.ts'

/** A day that was paid, and the stream that paid it. */
interface PaidDay {
  readonly stream: string
  readonly day: number
  /** Digests. */
  readonly payouts: string
  readonly carry: string
}

/** All that a day left owing: who the rules carried, and the rows that the chain did not move, each with its reason. By account. */
export async function readOwed(queries: Queries, day: PaidDay): Promise<Row<Alpha>[]> {
  const rows = [...(await readRows(queries, day.carry)), ...(await readLeft(queries, day))]
  const sums = new Map<string, Row<Alpha>>()
  for (const { account, amount, reason } of rows) {
    const before = sums.get(account)
    const sum = (before?.amount ?? 0n) + amount
    sums.set(account, { account, amount: sum as Alpha, reason: reason || (before?.reason ?? '') })
  }
  return [...sums.values()].toSorted((one, other) => (one.account < other.account ? -1 : 1))
}

/** Every row of a sheet, in its order. */
async function readRows(queries: Queries, digest: string): Promise<Row<Alpha>[]> {
  const parts = (await readSheet(queries, digest))?.parts ?? 0
  const rows: Row<Alpha>[] = []
  for (let part = 0; part < parts; part++) {
    rows.push(...((await readPart<Alpha>(queries, { sheet: digest, part, round: 0 }))?.lines ?? []))
  }
  return rows
}

/** The last round of each part that no intent has settled. One that the rules never opened has no intent. */
async function readLeft(queries: Queries, { stream, day, payouts }: PaidDay): Promise<Row<Alpha>[]> {
  const { part, round } = sheetParts
  const last = await queries
    .selectDistinctOn([part], { part, round })
    .from(sheetParts)
    .where(eq(sheetParts.sheet, payouts))
    .orderBy(part, desc(round))
  const keyed = last.map((one) => ({
    ...one,
    key: keyOf(stream, { kind: 'day-part', about: [day, one.part, one.round] }),
  }))
  const settled = await settledAmong(
    queries,
    keyed.map(({ key }) => key),
  )
  const rows: Row<Alpha>[] = []
  for (const one of keyed) {
    if (settled.has(one.key)) continue
    rows.push(...((await readPart<Alpha>(queries, { sheet: payouts, ...one }))?.lines ?? []))
  }
  return rows
}
