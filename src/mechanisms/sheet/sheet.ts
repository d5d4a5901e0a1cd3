import type { Rao } from '../money.ts'
import { rootOf } from './merkle.ts'
import { type Amount, type Hash, largestOf, type Payment, type Row, rowHash, rowsOf, sumOf } from './row.ts'

/** What one extrinsic pays: a piece of a sheet, or what was left of such a piece. */
export interface Part<A extends Amount = Rao> extends PartSummary<A> {
  readonly lines: readonly Row<A>[]
}

/** A part without its rows, as state and events name it. */
export interface PartSummary<A extends Amount = Rao> {
  /** Its place in the sheet, from 0. */
  readonly part: number
  /** 0 for the piece itself, 1 for what was left of it, and so on. */
  readonly round: number
  /** Of its rows and all that is here. */
  readonly hash: string
  readonly rows: number
  readonly total: A
  /** The largest row: the cap for one payment is held against it. */
  readonly largest: A
}

/** What names a sheet for good. */
export interface SheetHead {
  /** Digest of the sheet before it, of the same stream; empty for the first. */
  readonly previous: string
  /** The block that it was read at. */
  readonly block: number
}

/** A table of payments that is too long for events. */
export interface Sheet<A extends Amount = Rao> extends SheetHead {
  readonly digest: string
  readonly rows: number
  readonly total: A
  readonly parts: readonly Part<A>[]
}

/** Rows by account, in parts of `size`. The same payments in any order make the same sheet. */
export const makeSheet = (
  { payments, ...head }: SheetHead & { readonly payments: readonly Payment[]; readonly size: number },
  hash: Hash,
): Sheet => sheetOf({ ...head, rows: rowsOf(payments) }, hash)

/** The same of rows that go by account already, one an account. */
export function sheetOf<A extends Amount>(
  { rows, size, ...head }: SheetHead & { readonly rows: readonly Row<A>[]; readonly size: number },
  hash: Hash,
): Sheet<A> {
  const parts: Part<A>[] = []
  for (let from = 0; from < rows.length; from += size) {
    parts.push(makePart(parts.length, 0, rows.slice(from, from + size), hash))
  }
  const digest = digestOf(
    head,
    parts.map((part) => part.hash),
    hash,
  )
  const total = sumOf(parts.map((part) => ({ amount: part.total })))
  return { ...head, digest, rows: rows.length, total, parts }
}

export function makePart<A extends Amount>(
  part: number,
  round: number,
  lines: readonly Row<A>[],
  hash: Hash,
): Part<A> {
  const counted = { part, round, rows: lines.length, total: sumOf(lines), largest: largestOf(lines) }
  return { ...counted, hash: partHash(counted, rowRoot(lines, hash), hash), lines }
}

export const summaryOf = <A extends Amount>({ lines: _, ...summary }: Part<A>): PartSummary<A> => summary

const rowRoot = (lines: readonly Row<Amount>[], hash: Hash): string =>
  rootOf(
    lines.map((row) => rowHash(row, hash)),
    hash,
  )

/** The hash of a part whose rows have this root. */
export const partHash = (
  { part, round, rows, total, largest }: Omit<PartSummary<Amount>, 'hash'>,
  root: string,
  hash: Hash,
): string => hash(`part\n${part}\n${round}\n${rows}\n${total}\n${largest}\n${root}`)

/** The digest of a sheet with these parts, by their hashes in order. */
export const digestOf = (head: SheetHead, parts: readonly string[], hash: Hash): string =>
  sheetHash(head, parts.length, rootOf(parts, hash), hash)

export const sheetHash = ({ previous, block }: SheetHead, parts: number, root: string, hash: Hash): string =>
  hash(`sheet\n${previous}\n${block}\n${parts}\n${root}`)
