import { climb, type Neighbour, pathTo } from './merkle.ts'
import { type Hash, type Row, rowHash } from './row.ts'
import { type PartSummary, partHash, type Sheet, type SheetHead, sheetHash } from './sheet.ts'

/** Shows that a row is in a sheet, to whoever has only the sheet's digest. */
export interface RowProof {
  readonly head: SheetHead
  /** How many parts the sheet has. */
  readonly parts: number
  readonly part: Omit<PartSummary, 'hash'>
  /** From the row to the root of its part. */
  readonly inPart: readonly Neighbour[]
  /** From the part to the root of the sheet. */
  readonly inSheet: readonly Neighbour[]
}

/** Null where the sheet has no such row. */
export function proveRow({ previous, block, parts }: Sheet, account: string, hash: Hash): RowProof | null {
  const found = parts.find(({ lines }) => lines.some((row) => row.account === account))
  if (!found) return null
  const { lines, hash: _, ...part } = found
  const place = lines.findIndex((row) => row.account === account)
  const leaves = lines.map((row) => rowHash(row, hash))
  const hashes = parts.map((one) => one.hash)
  return {
    head: { previous, block },
    parts: parts.length,
    part,
    inPart: pathTo(leaves, place, hash),
    inSheet: pathTo(hashes, found.part, hash),
  }
}

/** Whether the proof shows that the sheet of this digest pays this row. */
export function isProven(digest: string, row: Row, proof: RowProof, hash: Hash): boolean {
  const ofPart = partHash(proof.part, climb(rowHash(row, hash), proof.inPart, hash), hash)
  return sheetHash(proof.head, proof.parts, climb(ofPart, proof.inSheet, hash), hash) === digest
}
