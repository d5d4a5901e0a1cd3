import { type EventRow, GENESIS, hashOf } from '../../src/ledger/events.ts'
import { encode } from '../../src/ledger/json.ts'
import { openHouse } from '../support/house.ts'
import type { Frozen } from './frozen.ts'
import { upcast } from './upcast.ts'

/** The rows of a frozen ledger as they are read today. */
export const rowsOfToday = (name: Frozen, frozen: readonly EventRow[]): readonly EventRow[] =>
  OF_ONE_STREAM.has(name) ? upcastRows(frozen) : frozen

/** Written while a subnet had one stream. */
export const OF_ONE_STREAM: ReadonlySet<Frozen> = new Set(['events', 'further'])

/** A frozen ledger as it would have been written today: the same events in the streams that have them now, hashed anew. */
function upcastRows(frozen: readonly EventRow[]): EventRow[] {
  const house = openHouse()
  const sequences = new Map<string, number>()
  const rows: EventRow[] = []
  for (const row of frozen) {
    for (const { stream, event } of upcast(row, () => house.state(row.stream))) {
      house.record(stream, event)
      const sequence = (sequences.get(stream) ?? 0) + 1
      sequences.set(stream, sequence)
      const previous = rows.at(-1)?.hash ?? GENESIS
      const position = rows.length + 1
      const now = { position, stream, sequence, type: event.type, data: encode(event), previous }
      rows.push({ ...now, hash: hashOf(now) })
    }
  }
  return rows
}
