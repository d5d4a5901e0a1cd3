import type { Queries } from './database.ts'
import { type EventRow, GENESIS, hashOf, readAll } from './events.ts'

export type Verification =
  | { readonly ok: true; readonly events: number; readonly tip: string }
  | { readonly ok: false; readonly position: number; readonly reason: string }

/** How far the walk has come. */
interface Walk {
  position: number
  tip: string
  readonly sequences: Map<string, number>
}

/**
 * Walks the whole ledger: every hash must follow from its row and the row before it, positions and each stream's
 * sequences must have no gap. A changed, removed, added or reordered row shows at the first place where it matters.
 */
export async function verifyLedger(queries: Queries): Promise<Verification> {
  const walk: Walk = { position: 0, tip: GENESIS, sequences: new Map() }
  for await (const rows of readAll(queries)) {
    for (const row of rows) {
      const reason = whatIsWrong(walk, row)
      if (reason) return { ok: false, position: row.position, reason }
      step(walk, row)
    }
  }
  return { ok: true, events: walk.position, tip: walk.tip }
}

const nextSequence = (walk: Walk, stream: string): number => (walk.sequences.get(stream) ?? 0) + 1

function whatIsWrong(walk: Walk, { hash, ...row }: EventRow): string | null {
  const sequence = nextSequence(walk, row.stream)
  if (row.position !== walk.position + 1) return `position ${walk.position + 1} is missing`
  if (row.previous !== walk.tip) return 'it does not carry the hash of the row before it'
  if (hashOf(row) !== hash) return 'its hash does not follow from what it says'
  return row.sequence === sequence ? null : `sequence ${sequence} of ${row.stream} is missing`
}

function step(walk: Walk, row: EventRow): void {
  walk.sequences.set(row.stream, row.sequence)
  walk.position = row.position
  walk.tip = row.hash
}
